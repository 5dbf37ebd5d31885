#include "support/record_properties.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "records/dkim.h"
#include "records/dmarc.h"
#include "records/spf.h"
#include "records/tag_list.h"

namespace mailauth::tests {
namespace {

using namespace mailauth::records;
using text::Source;
using text::Span;

// Collects the first thing that is not as it should be.
struct Check {
  std::optional<std::string> broken;

  void that(bool holds, std::string_view property) {
    if (!holds && !broken) broken = property;
  }
};

Source source_of(std::string_view text) { return {"example.com TXT", std::string(text), {}, {}}; }

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Every span lies behind the one before it, and all lie in `outer`.
bool in_order(Span outer, std::initializer_list<Span> spans) {
  uint32_t end = outer.begin;
  for (const Span span : spans) {
    if (span.begin < end || span.end < span.begin || span.end > outer.end) return false;
    end = span.end;
  }
  return true;
}

bool inside(const Source& source, Span span) { return span.begin <= span.end && source.whole().contains(span); }

// In how many of the spans each byte lies.
std::vector<unsigned> coverage(const Source& source, const std::vector<Span>& spans) {
  std::vector<unsigned> count(source.text.size());
  for (const Span span : spans) {
    for (uint32_t at = span.begin; at < span.end; ++at) ++count.at(at);
  }
  return count;
}

// Each byte lies in one span; blanks may lie in none.
bool covered_once(const Source& source, const std::vector<Span>& spans) {
  const std::vector<unsigned> count = coverage(source, spans);
  for (std::size_t at = 0; at < count.size(); ++at) {
    if (count[at] > 1 || (count[at] == 0 && !is_white(source.text[at]))) return false;
  }
  return true;
}

void check_tags(const Source& source, const TagList& list, Check& check) {
  std::vector<Span> spans;
  uint32_t end = 0;
  for (const Tag& tag : list.tags) {
    check.that(inside(source, tag.span) && tag.span.begin >= end, "tags are in order and inside the text");
    end = tag.span.end;
    spans.push_back(tag.span);
    if (tag.name.empty()) {
      check.that(tag.separator.empty() && tag.value.empty(), "what has no name has no separator and no value");
    } else {
      check.that(in_order(tag.span, {tag.name, tag.separator, tag.value}), "name, separator and value are in order");
      check.that(tag.value.end == tag.span.end && tag.separator.length() == 1, "a tag ends with its value");
    }
  }
  for (const uint32_t at : list.semicolons) spans.push_back({at, at + 1});
  check.that(list.tags.size() <= max_tags, "the number of tags is bounded");
  if (!check.broken) check.that(covered_once(source, spans), "each byte is in one tag, a semicolon or white space");
}

// The tags again, without the white space around them.
std::string printed(const Source& source, const TagList& list) {
  std::string text;
  for (const Tag& tag : list.tags) {
    if (&tag != &list.tags.front()) text += ';';
    if (tag.name.empty()) text += source.at(tag.span);
    for (const Span part : {tag.name, tag.separator, tag.value}) text += source.at(part);
  }
  return list.ends_with_semicolon && list.tags.size() < max_tags ? text + ';' : text;
}

std::vector<std::string> words(const Source& source, const TagList& list) {
  std::vector<std::string> words;
  for (const Tag& tag : list.tags) {
    if (tag.name.empty()) words.emplace_back(source.at(tag.span));
    for (const Span part : {tag.name, tag.separator, tag.value}) words.emplace_back(source.at(part));
  }
  return words;
}

void check_swallowed(const Source& source, const std::vector<SwallowedTag>& swallowed, Check& check) {
  uint32_t end = 0;
  for (const SwallowedTag& inner : swallowed) {
    check.that(inside(source, inner.separator) && !inner.separator.empty() && inner.separator.begin >= end,
               "swallowed tags are in order and have a separator");
    check.that(inner.separator.end == inner.tag.span.begin && inside(source, inner.tag.span),
               "a swallowed tag follows its separator");
    check.that(in_order(inner.tag.span, {inner.tag.name, inner.tag.separator, inner.tag.value}),
               "the parts of a swallowed tag are in order");
    end = inner.tag.span.end;
  }
}

void check_macros(const Source& source, Span value, Check& check) {
  uint32_t at = value.begin;
  for (const spf::MacroPart& part : spf::parse_macro_string(source.text, value)) {
    check.that(part.span.begin == at && part.span.end > at, "the parts of a macro-string follow each other");
    at = part.span.end;
  }
  check.that(at == value.end, "the parts of a macro-string cover it");
}

void check_term(const Source& source, const spf::Term& term, Check& check) {
  const bool has_parts = term.kind != spf::Kind::unknown;
  if (has_parts) {
    check.that(in_order(term.span, {term.sign, term.name, term.separator, term.value}),
               "the parts of a term are in order");
    check.that(term.prefix.empty() || in_order(term.span, {term.value, term.prefix}), "a prefix is behind the value");
    check.that(term.prefix6.empty() || in_order(term.span, {term.value, term.prefix6}),
               "a prefix6 is behind the value");
    check_macros(source, term.value, check);
  }
  check.that((term.flaw == spf::Flaw::none) == term.flawed.empty(), "a flaw has bytes to blame");
  check.that(term.flawed.empty() || term.span.contains(term.flawed), "the bytes to blame are in the term");
  const bool is_address = term.kind == spf::Kind::ip4 || term.kind == spf::Kind::ip6;
  check.that(term.network.has_value() == (is_address && term.flaw == spf::Flaw::none), "good addresses have a network");
}

// One blank between the terms. A prefix length is written again with its slashes.
std::string printed(const spf::Record& record) {
  std::string text(record.text(record.version));
  for (const spf::Term& term : record.terms) {
    text += ' ';
    for (const Span part : {term.sign, term.name, term.separator, term.value}) text += record.text(part);
    if (!term.prefix.empty()) text.append("/").append(record.text(term.prefix));
    if (!term.prefix6.empty()) text.append("//").append(record.text(term.prefix6));
  }
  return text;
}

}  // namespace

std::optional<std::string> broken_tag_list_property(std::string_view text) {
  Check check;
  const Source source = source_of(text);
  const TagList list = parse_tag_list(source.text);
  check_tags(source, list, check);
  const Source again = source_of(printed(source, list));
  check.that(words(again, parse_tag_list(again.text)) == words(source, list), "printed and read again it is the same");
  return check.broken;
}

std::optional<std::string> broken_spf_property(std::string_view text) {
  Check check;
  const spf::Record record = spf::parse(source_of(text));
  std::vector<Span> spans{record.version};
  check.that(record.version.begin == 0 && inside(record.source, record.version), "the version begins the record");
  check.that(record.version.empty() != spf::resembles_spf(text), "what resembles SPF has a version");
  uint32_t end = record.version.end;
  for (const spf::Term& term : record.terms) {
    check.that(inside(record.source, term.span) && term.span.begin >= end && !term.span.empty(), "terms are in order");
    end = term.span.end;
    spans.push_back(term.span);
    check_term(record.source, term, check);
    const std::optional<std::string> target = spf::target(record, term, "mail.example.com");
    check.that(!target || target->size() <= 253, "a target is no longer than a name");
  }
  check.that(record.terms.size() <= spf::max_terms, "the number of terms is bounded");
  if (!check.broken)
    check.that(covered_once(record.source, spans), "each byte is in the version, in one term or blank");
  check.that(!spf::is_valid(record) || spf::dump(spf::parse(source_of(printed(record)))) == spf::dump(record),
             "printed and read again it is the same");
  return check.broken;
}

std::optional<std::string> broken_dmarc_property(std::string_view text) {
  Check check;
  const dmarc::Record record = dmarc::parse(source_of(text));
  check_tags(record.source, record.list, check);
  check_swallowed(record.source, record.swallowed, check);
  for (const std::vector<dmarc::Uri>& list : {record.rua, record.ruf}) {
    for (const dmarc::Uri& uri : list) {
      check.that(inside(record.source, uri.span), "an address is inside the text");
      check.that(in_order(uri.span, {uri.scheme, uri.address, uri.size}), "the parts of an address are in order");
      check.that(uri.domain.empty() || uri.address.contains(uri.domain), "the domain is part of the address");
      check.that(!uri.well_formed || !uri.domain.empty(), "a good address has a domain");
    }
  }
  const bool is_dmarc = dmarc::is_dmarc(record);
  check.that(!is_dmarc || dmarc::resembles_dmarc(record), "a record resembles one");
  check.that(!dmarc::effective_policy(record) || is_dmarc, "only a record has a policy");
  const std::string again = dmarc::dump(dmarc::parse(source_of(printed(record.source, record.list))));
  check.that(!is_dmarc || again == dmarc::dump(record), "printed and read again it is the same");
  return check.broken;
}

std::optional<std::string> broken_dkim_property(std::string_view text) {
  Check check;
  const dkim::Record record = dkim::parse(source_of(text));
  check_tags(record.source, record.list, check);
  check_swallowed(record.source, record.swallowed, check);
  for (const auto& value : {record.v, record.k, record.p, record.h, record.s, record.t, record.n, record.g})
    check.that(!value || inside(record.source, *value), "a value is inside the text");
  const dkim::PublicKey& key = record.key;
  check.that(
      key.bytes_needed == 0 || key.bytes_needed > key.bytes || key.bytes_needed + key.trailing_bytes == key.bytes,
      "trailing bytes are those behind the structure");
  check.that(key.algorithm != dkim::Algorithm::rsa || (key.modulus.size() + 1) * 8 > key.bits,
             "a modulus has its bits");
  check.that(!dkim::is_usable(record) || (record.p && !record.revoked()), "a usable key has a p=");
  const std::string again = dkim::dump(dkim::parse(source_of(printed(record.source, record.list))));
  check.that(!dkim::is_usable(record) || again == dkim::dump(record), "printed and read again it is the same");
  return check.broken;
}

void abort_when_broken(const std::optional<std::string>& property) {
  if (!property) return;
  std::fprintf(stderr, "does not hold: %s\n", property->c_str());
  std::abort();
}

}  // namespace mailauth::tests
