#include "records/dkim.h"

#include <algorithm>
#include <array>
#include <utility>

#include "records/dmarc.h"
#include "records/host_name.h"
#include "records/spans.h"
#include "records/spf.h"
#include "text/ascii.h"
#include "text/edit_distance.h"

namespace mailauth::records::dkim {

using text::Span;

namespace {

constexpr std::size_t max_list_items = 64;  // of h=, s= and t=

constexpr std::array<std::pair<std::string_view, std::optional<Span> Record::*>, 8> values{{{"v", &Record::v},
                                                                                            {"k", &Record::k},
                                                                                            {"p", &Record::p},
                                                                                            {"h", &Record::h},
                                                                                            {"s", &Record::s},
                                                                                            {"t", &Record::t},
                                                                                            {"n", &Record::n},
                                                                                            {"g", &Record::g}}};

// A list with colons: h=sha1:sha256
std::vector<std::string> items_of(const Record& record, std::optional<Span> list) {
  std::vector<std::string> items;
  if (!list) return items;
  for (bool more = true; more && items.size() < max_list_items;) {
    const Span item = trimmed(record.source.text, take_item(record.source.text, *list, ':', more));
    if (!item.empty()) items.emplace_back(record.text(item));
  }
  return items;
}

PublicKey key_of(const Record& record) {
  PublicKey key;
  if (text::contains_ignoring_case(record.source.text, "PRIVATE KEY")) {
    key.form = Form::private_key;
    return key;
  }
  if (!record.p || record.p->empty()) return key;
  key = read_public_key(record.p_bytes.bytes);
  if (!record.p_bytes.fault) return key;
  // A value that was cut off most often lacks its padding too, and that is the lesser news.
  const bool only_padding = *record.p_bytes.fault >= record.p->length();
  if (only_padding && key.form == Form::truncated) return key;
  PublicKey none;
  none.form = Form::not_base64;
  none.bytes = key.bytes;
  return none;
}

bool has(const std::vector<std::string>& items, std::string_view wanted) {
  return std::find(items.begin(), items.end(), wanted) != items.end();
}

bool is_malformed(const Record& record, const Tag& tag) {
  return !tag.span.empty() && record.text(tag.separator) != "=";
}

bool is_structure(Form form) { return form == Form::spki || form == Form::pkcs1; }

bool is_usable_key(const Record& record) {
  constexpr unsigned least_rsa_bits = 1024;  // RFC 8301 3.2
  const std::string_view type = record.k ? record.text(*record.k) : "rsa";
  const PublicKey& key = record.key;
  if (type == "ed25519") return key.form == Form::raw;
  return type == "rsa" && is_structure(key.form) && key.algorithm == Algorithm::rsa && key.bits >= least_rsa_bits;
}

bool resembles_version(std::string_view value) {
  return text::starts_with_ignoring_case(value, "DKIM") || text::edit_distance(value, "DKIM1") <= 1;
}

// A tag that only keys have, also where the separator is wrong: p:MIGf..., k=rsa p=MIGf...
bool has_key_tag(const Record& record) {
  const auto is_key = [&](const Tag& tag) {
    const std::string_view name = record.text(tag.name);
    return text::equals_ignoring_case(name, "p") ||
           (text::equals_ignoring_case(name, "v") && resembles_version(record.text(tag.value)));
  };
  return std::any_of(record.list.tags.begin(), record.list.tags.end(), is_key) ||
         std::any_of(record.swallowed.begin(), record.swallowed.end(),
                     [&](const SwallowedTag& swallowed) { return is_key(swallowed.tag); });
}

}  // namespace

std::string_view to_string(Form form) {
  switch (form) {
    case Form::none: return "none";
    case Form::spki: return "spki";
    case Form::pkcs1: return "pkcs1";
    case Form::raw: return "raw";
    case Form::certificate: return "certificate";
    case Form::private_key: return "private-key";
    case Form::truncated: return "truncated";
    case Form::unreadable: return "unreadable";
    case Form::not_base64: return "not-base64";
  }
  return "";
}

std::string_view to_string(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::unknown: return "unknown";
    case Algorithm::rsa: return "rsa";
    case Algorithm::ed25519: return "ed25519";
  }
  return "";
}

bool Record::testing() const { return has(flags, "y"); }

bool Record::strict() const { return has(flags, "s"); }

Record parse(text::Source source) {
  Record record;
  record.source = std::move(source);
  record.list = parse_tag_list(record.source.text);
  record.swallowed = find_swallowed_tags(record.source.text, record.list, is_known_tag);
  for (const auto& [name, value] : values)
    if (const Tag* tag = find_tag(record.source, record.list, name, NameCase::sensitive)) record.*value = tag->value;
  record.flags = items_of(record, record.t);
  record.services = items_of(record, record.s);
  for (const std::string& hash : items_of(record, record.h)) record.hashes.push_back(text::to_lower(hash));
  if (record.p) record.p_bytes = text::decode_base64(record.text(*record.p));
  record.key = key_of(record);
  return record;
}

bool resembles_key(const Record& record) {
  if (record.key.form == Form::private_key) return true;
  const bool says_dkim = !record.v || record.text(*record.v) == "DKIM1";
  if (is_structure(record.key.form) && says_dkim) return true;  // so that most need no closer look
  return has_key_tag(record) && !spf::is_spf(record.source.text) &&
         !dmarc::resembles_dmarc(dmarc::parse(record.source));
}

bool is_usable(const Record& record) {
  const auto malformed = [&](const Tag& tag) { return is_malformed(record, tag); };
  if (std::any_of(record.list.tags.begin(), record.list.tags.end(), malformed)) return false;
  if (record.v && record.text(*record.v) != "DKIM1") return false;
  if (record.h && !has(record.hashes, "sha256")) return false;
  if (record.s && !has(record.services, "*") && !has(record.services, "email")) return false;
  return is_usable_key(record);
}

bool is_known_tag(std::string_view name) {
  return std::any_of(values.begin(), values.end(), [&](const auto& known) { return known.first == name; });
}

bool is_selector(std::string_view text) { return is_sequence_of_labels(text); }

}  // namespace mailauth::records::dkim
