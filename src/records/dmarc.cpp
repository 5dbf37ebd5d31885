#include "records/dmarc.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "records/dmarc/uri.h"
#include "text/ascii.h"

namespace mailauth::records::dmarc {

namespace {

std::optional<std::string_view> value_of(const Record& record, std::string_view name) {
  const Tag* tag = record.find(name);
  if (tag == nullptr) return std::nullopt;
  return record.text(tag->value);
}

template <class Value>
struct Word {
  std::string_view text;
  Value meaning;
};
constexpr std::array<Word<Policy>, 3> policies{
    {{"none", Policy::none}, {"quarantine", Policy::quarantine}, {"reject", Policy::reject}}};
constexpr std::array<Word<Alignment>, 2> alignments{{{"r", Alignment::relaxed}, {"s", Alignment::strict}}};
constexpr std::array<Word<bool>, 2> yes_or_no{{{"y", true}, {"n", false}}};
constexpr std::array<Word<PublicSuffix>, 3> public_suffixes{
    {{"y", PublicSuffix::yes}, {"n", PublicSuffix::no}, {"u", PublicSuffix::unknown}}};

// Case is ignored, as the ABNF does.
template <class Value, std::size_t size>
std::optional<Value> meaning_of(std::string_view text, const std::array<Word<Value>, size>& words) {
  const auto is_meant = [&](const Word<Value>& word) { return text::equals_ignoring_case(text, word.text); };
  const auto found = std::find_if(words.begin(), words.end(), is_meant);
  return found == words.end() ? std::nullopt : std::optional(found->meaning);
}

// The meaning of a tag whose value is one word of a list; nothing for another word.
template <class Value, std::size_t size>
std::optional<Value> word_of(const Record& record, std::string_view name, const std::array<Word<Value>, size>& words) {
  const std::optional<std::string_view> value = value_of(record, name);
  return value ? meaning_of(*value, words) : std::nullopt;
}

std::optional<unsigned> percentage_of(const Record& record) {
  const std::optional<std::string_view> value = value_of(record, "pct");
  return value ? text::parse_number(*value, 100) : std::nullopt;
}

std::vector<Uri> uris_of(const Record& record, std::string_view name) {
  const Tag* tag = record.find(name);
  return tag == nullptr ? std::vector<Uri>{} : parse_uris(record.source.text, tag->value, record.swallowed);
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return text::equals_ignoring_case(name, known); });
}

}  // namespace

std::string_view to_string(Policy policy) {
  switch (policy) {
    case Policy::none: return "none";
    case Policy::quarantine: return "quarantine";
    case Policy::reject: return "reject";
  }
  return "";
}

std::string_view to_string(Alignment alignment) {
  switch (alignment) {
    case Alignment::relaxed: return "relaxed";
    case Alignment::strict: return "strict";
  }
  return "";
}

std::optional<Policy> parse_policy(std::string_view value) { return meaning_of(value, policies); }

bool is_known_tag(std::string_view name) {
  constexpr std::array<std::string_view, 11> current{"v",     "p",    "sp",  "np",  "psd", "t",
                                                     "adkim", "aspf", "rua", "ruf", "fo"};
  return is_one_of(name, current) || is_historic_tag(name);
}

bool is_historic_tag(std::string_view name) {
  constexpr std::array<std::string_view, 3> historic{"pct", "rf", "ri"};
  return is_one_of(name, historic);
}

const Tag* Record::find(std::string_view name) const {
  const auto has_name = [&](const Tag& tag) {
    return source.at(tag.separator) == "=" && text::equals_ignoring_case(source.at(tag.name), name);
  };
  const auto found = std::find_if(list.tags.rbegin(), list.tags.rend(), has_name);
  return found == list.tags.rend() ? nullptr : &*found;
}

Record parse(text::Source source) {
  Record record;
  record.source = std::move(source);
  record.list = parse_tag_list(record.source.text);
  record.swallowed = find_swallowed_tags(record.source.text, record.list, is_known_tag);
  record.p = word_of(record, "p", policies);
  record.sp = word_of(record, "sp", policies);
  record.np = word_of(record, "np", policies);
  record.adkim = word_of(record, "adkim", alignments);
  record.aspf = word_of(record, "aspf", alignments);
  record.pct = percentage_of(record);
  record.testing = word_of(record, "t", yes_or_no);
  record.psd = word_of(record, "psd", public_suffixes);
  record.rua = uris_of(record, "rua");
  record.ruf = uris_of(record, "ruf");
  return record;
}

bool is_dmarc(const Record& record) {
  // The ABNF has no white space before "v", and the value ignores no case: %s"DMARC1". RFC 9989 4.8.
  if (record.list.tags.empty()) return false;
  const Tag& first = record.list.tags.front();
  return first.span.begin == 0 && text::equals_ignoring_case(record.text(first.name), "v") &&
         record.text(first.separator) == "=" && record.text(first.value) == "DMARC1";
}

// Most TXT are something else, and need no parsing.
bool is_dmarc(const text::Source& source) {
  return source.text.find("DMARC1") != std::string::npos && is_dmarc(parse(source));
}

}  // namespace mailauth::records::dmarc
