#include "records/dkim_signature.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "records/dkim.h"
#include "records/spans.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::records::dkim_signature {

using text::Span;

namespace {

constexpr std::size_t max_digits = 76;  // of l=: RFC 6376 3.5
constexpr std::size_t max_name_length = 255;

using Value = std::optional<Span> Record::*;

struct Known {
  std::string_view name;
  Value value;
};
constexpr std::array<Known, 13> known_tags{{{"a", &Record::a},
                                            {"b", &Record::b},
                                            {"bh", &Record::bh},
                                            {"c", &Record::c},
                                            {"d", &Record::d},
                                            {"h", &Record::h},
                                            {"i", &Record::i},
                                            {"l", &Record::l},
                                            {"q", &Record::q},
                                            {"s", &Record::s},
                                            {"t", &Record::t},
                                            {"v", &Record::v},
                                            {"x", &Record::x}}};

void add_fault(Record& record, Span span, std::string message, std::string advice) {
  record.faults.push_back({span, std::move(message), std::move(advice)});
}

// RFC 6376 3.2: a list with a piece that is no tag, or with one twice, is no tag list at all.
void read_tags(Record& record) {
  for (const Tag& tag : record.list.tags) {
    if (record.text(tag.separator) != "=") {
      add_fault(record, tag.span, tag.span.empty() ? "an empty tag stands between two ';'" : "this is no tag",
                tag.span.empty() ? "remove one ';'" : "remove this");
      continue;
    }
    const std::string_view name = record.text(tag.name);
    const auto is_same = [&](const Tag& other) {
      return &other < &tag && record.text(other.separator) == "=" && record.text(other.name) == name;
    };
    if (std::ranges::any_of(record.list.tags, is_same)) {
      add_fault(record, tag.span, fmt::format("{}= stands here twice", text::escape_bytes(name)), "remove one of them");
      continue;
    }
    const auto* known = std::ranges::find(known_tags, name, &Known::name);
    if (known != known_tags.end()) record.*known->value = tag.value;
  }
}

bool is(const Record& record, const std::optional<Span>& value, std::string_view wanted) {
  return value && record.text(*value) == wanted;
}

void read_version(Record& record) {
  if (record.kind == FieldKind::dkim && record.v && !is(record, record.v, "1"))
    add_fault(record, *record.v, "v= is not 1", "write 1 here");
}

void read_algorithm(Record& record) {
  if (!record.a) return;
  const std::string word = text::to_lower(record.text(*record.a));
  for (const Algorithm known : {Algorithm::rsa_sha1, Algorithm::rsa_sha256, Algorithm::ed25519_sha256})
    if (word == to_string(known)) record.algorithm = known;
  const bool is_allowed = record.algorithm != Algorithm::unknown &&
                          (record.kind == FieldKind::dkim || record.algorithm != Algorithm::rsa_sha1);
  if (!is_allowed)
    add_fault(record, *record.a, fmt::format("a={} is no algorithm that verifiers use", text::escape_bytes(word)),
              "write rsa-sha256 here");
}

std::optional<Canonicalization> canonicalization(std::string_view word) {
  if (text::equals_ignoring_case(word, "simple")) return Canonicalization::simple;
  if (text::equals_ignoring_case(word, "relaxed")) return Canonicalization::relaxed;
  return std::nullopt;
}

// "relaxed" means relaxed/simple. RFC 6376 3.5
void read_canonicalization(Record& record) {
  if (!record.c || record.kind == FieldKind::arc_seal) return;
  const std::string_view words = record.text(*record.c);
  const std::size_t slash = std::min(words.find('/'), words.size());
  const auto header = canonicalization(text::trim(words.substr(0, slash)));
  const auto body =
      slash == words.size() ? Canonicalization::simple : canonicalization(text::trim(words.substr(slash + 1)));
  if (header && body) {
    record.header = *header;
    record.body = *body;
  } else {
    add_fault(record, *record.c, fmt::format("c={} is no canonicalization", text::escape_bytes(words)),
              "write relaxed/relaxed here");
  }
}

std::vector<uint8_t> read_base64(Record& record, const std::optional<Span>& value, std::string_view name) {
  if (!value) return {};
  text::Base64 decoded = text::decode_base64(record.text(*value));
  if (value->empty())
    add_fault(record, *value, fmt::format("{}= is empty", name), "it was removed");
  else if (decoded.fault)
    add_fault(record, {value->begin + *decoded.fault, std::min(value->end, value->begin + *decoded.fault + 1)},
              fmt::format("{}= is not base64", name), "this does not belong here");
  return std::move(decoded.bytes);
}

// More than fits is more than any message has, and any time.
std::optional<uint64_t> read_number(Record& record, const std::optional<Span>& value, std::string_view name) {
  if (!value) return std::nullopt;
  const std::string_view digits = record.text(*value);
  if (digits.empty() || digits.size() > max_digits || !std::ranges::all_of(digits, text::is_digit)) {
    add_fault(record, *value, fmt::format("{}= is not a number of at most {} digits", name, max_digits), "no number");
    return std::nullopt;
  }
  constexpr uint64_t most = std::numeric_limits<uint64_t>::max();
  uint64_t number = 0;
  for (const char digit : digits) {
    const auto next = static_cast<uint64_t>(digit - '0');
    if (number > (most - next) / 10) return most;
    number = 10 * number + next;
  }
  return number;
}

// A domain with letters, digits and dots between labels, or with bytes above ASCII (RFC 8616).
bool is_domain(std::string_view name) {
  const auto labels = text::split(name, '.');
  const auto is_label = [](std::string_view label) {
    return !label.empty() && label.front() != '-' && std::ranges::all_of(label, [](char c) {
      return text::is_alnum(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    });
  };
  return name.size() <= max_name_length && labels.size() > 1 && std::ranges::all_of(labels, is_label);
}

void read_signer(Record& record) {
  if (record.d) record.domain = record.text(*record.d);
  if (record.d && !is_domain(record.domain)) add_fault(record, *record.d, "d= is no domain", "write your domain here");
  if (record.s) record.selector = record.text(*record.s);
  if (record.s && !dkim::is_selector(record.selector)) add_fault(record, *record.s, "s= is no selector", "no selector");
}

bool is_at_or_below(std::string_view name, std::string_view domain) {
  if (name.size() <= domain.size()) return text::equals_ignoring_case(name, domain);
  return text::equals_ignoring_case(name.substr(name.size() - domain.size()), domain) &&
         name[name.size() - domain.size() - 1] == '.';
}

// i= of DKIM: who signs, in the form of an address at d= or below it. RFC 6376 3.5
void read_identity(Record& record) {
  record.identity_domain = record.domain;
  if (record.kind != FieldKind::dkim || !record.i) return;
  const std::string_view identity = record.text(*record.i);
  const std::size_t at = identity.rfind('@');
  record.identity_domain = at == std::string_view::npos ? identity : identity.substr(at + 1);
  if (at == std::string_view::npos)
    add_fault(record, *record.i, "i= has no '@'", fmt::format("write @{} here", text::escape_bytes(identity)));
  else if (record.d && !is_at_or_below(record.identity_domain, record.domain))
    add_fault(record, *record.i, "i= is not at d= or below it", "this has to end in d=");
}

// i= of ARC: which hop. RFC 8617 4.2.1
void read_instance(Record& record) {
  if (record.kind == FieldKind::dkim || !record.i) return;
  record.instance = text::parse_number(record.text(*record.i), max_instance).value_or(0);
  if (record.instance == 0) add_fault(record, *record.i, "i= is no number of a hop", "1 to 50");
}

void read_chain(Record& record) {
  if (record.kind != FieldKind::arc_seal) return;
  const Tag* cv = find_tag(record.source, record.list, "cv", NameCase::sensitive);
  if (cv == nullptr) {
    add_fault(record, {}, "cv= is missing", "");
    return;
  }
  const std::string_view word = record.text(cv->value);
  for (const auto& [name, chain] : {std::pair("none", ChainValidation::none), std::pair("pass", ChainValidation::pass),
                                    std::pair("fail", ChainValidation::fail)})
    if (text::equals_ignoring_case(word, name)) record.chain = chain;
  if (record.chain == ChainValidation::unknown)
    add_fault(record, cv->value, fmt::format("cv={} is no word of ARC", text::escape_bytes(word)),
              "none, pass or fail");
}

void read_signed_names(Record& record) {
  if (!record.h) return;
  Span rest = *record.h;
  for (bool more = true; more;) {
    const Span name = trimmed(record.source.text, take_item(record.source.text, rest, ':', more));
    if (record.signed_names.size() == max_signed_names) {
      add_fault(record, rest, fmt::format("h= has more than {} names", max_signed_names), "too many");
      return;
    }
    record.signed_names.push_back(name);
  }
}

void check_signed_names(Record& record) {
  if (!record.h) return;
  if (record.kind == FieldKind::arc_seal) add_fault(record, *record.h, "a seal has no h=", "remove this");
  if (record.kind == FieldKind::arc_message_signature && record.signs("arc-seal"))
    add_fault(record, *record.h, "h= names ARC-Seal", "leave it out");  // RFC 8617 4.1.2
  if (record.kind == FieldKind::dkim && !record.signs("from"))
    add_fault(record, *record.h, "h= does not name From", "From has to be signed");  // RFC 6376 5.4
}

// RFC 6376 3.5: a list of methods, of which one is enough.
void check_query(Record& record) {
  if (!record.q) return;
  const auto methods = text::split(record.text(*record.q), ':');
  const auto is_dns = [](std::string_view method) {
    return text::equals_ignoring_case(text::trim(method), "dns/txt") ||
           text::equals_ignoring_case(text::trim(method), "dns");
  };
  if (std::ranges::none_of(methods, is_dns))
    add_fault(record, *record.q, "q= names no way to get the key that verifiers know", "write dns/txt here");
}

void check_times(Record& record) {
  if (record.time && record.expires && *record.expires < *record.time)
    add_fault(record, *record.x, "x= is before t=: it expired before it was made", "later than t=");
}

struct Required {
  std::string_view name;
  Value value;
  bool dkim, message, seal;
};
// RFC 6376 3.5, RFC 8617 4.1.2 and 4.1.3
constexpr std::array<Required, 8> required{{{"v", &Record::v, true, false, false},
                                            {"i", &Record::i, false, true, true},
                                            {"a", &Record::a, true, true, true},
                                            {"b", &Record::b, true, true, true},
                                            {"bh", &Record::bh, true, true, false},
                                            {"d", &Record::d, true, true, true},
                                            {"h", &Record::h, true, true, false},
                                            {"s", &Record::s, true, true, true}}};

void check_required(Record& record) {
  const uint32_t end = record.source.whole().end;
  for (const Required& tag : required) {
    const bool is_needed = record.kind == FieldKind::dkim                    ? tag.dkim
                           : record.kind == FieldKind::arc_message_signature ? tag.message
                                                                             : tag.seal;
    if (is_needed && !(record.*tag.value))
      add_fault(record, {end, end}, fmt::format("{}= is missing", tag.name), fmt::format("{}= is missing", tag.name));
  }
}

}  // namespace

std::string_view to_string(FieldKind kind) {
  switch (kind) {
    case FieldKind::dkim: return "DKIM-Signature";
    case FieldKind::arc_message_signature: return "ARC-Message-Signature";
    case FieldKind::arc_seal: return "ARC-Seal";
  }
  return "";
}

std::string_view to_string(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::unknown: return "unknown";
    case Algorithm::rsa_sha1: return "rsa-sha1";
    case Algorithm::rsa_sha256: return "rsa-sha256";
    case Algorithm::ed25519_sha256: return "ed25519-sha256";
  }
  return "";
}

bool Record::signs(std::string_view field_name) const {
  return std::ranges::any_of(signed_names,
                             [&](Span name) { return text::equals_ignoring_case(text(name), field_name); });
}

Record parse(FieldKind kind, text::Source value) {
  Record record;
  record.kind = kind;
  record.source = std::move(value);
  record.list = parse_tag_list(record.source.text);
  read_tags(record);
  read_version(record);
  read_algorithm(record);
  read_canonicalization(record);
  record.signature = read_base64(record, record.b, "b");
  record.body_hash = read_base64(record, record.bh, "bh");
  record.body_length = read_number(record, record.l, "l");
  record.time = read_number(record, record.t, "t");
  record.expires = read_number(record, record.x, "x");
  read_signer(record);
  read_identity(record);
  read_instance(record);
  read_chain(record);
  read_signed_names(record);
  check_signed_names(record);
  check_query(record);
  check_times(record);
  check_required(record);
  return record;
}

}  // namespace mailauth::records::dkim_signature
