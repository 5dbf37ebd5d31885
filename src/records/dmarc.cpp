#include "mailauth/records/dmarc.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "mailauth/text/ascii.h"
#include "records/dmarc_uri.h"

namespace mailauth::records::dmarc {

namespace {

std::optional<std::string_view> value_of(const Record& record, std::string_view name) {
  const Tag* tag = record.find(name);
  if (tag == nullptr) return std::nullopt;
  return record.text(tag->value);
}

// The meaning of a tag whose value is one word of a list; nothing for another word.
template <class Value, std::size_t size>
std::optional<Value> word_of(const Record& record, std::string_view name,
                             const std::array<std::pair<std::string_view, Value>, size>& words) {
  const std::optional<std::string_view> value = value_of(record, name);
  if (!value) return std::nullopt;
  for (const auto& [word, meaning] : words) {
    if (text::equals_ignoring_case(*value, word)) return meaning;
  }
  return std::nullopt;
}

std::optional<Policy> policy_of(const Record& record, std::string_view name) {
  const std::optional<std::string_view> value = value_of(record, name);
  return value ? parse_policy(*value) : std::nullopt;
}

std::optional<Alignment> alignment_of(const Record& record, std::string_view name) {
  constexpr std::array words{std::pair{std::string_view("r"), Alignment::relaxed},
                             std::pair{std::string_view("s"), Alignment::strict}};
  return word_of(record, name, words);
}

std::optional<bool> testing_of(const Record& record) {
  constexpr std::array words{std::pair{std::string_view("y"), true}, std::pair{std::string_view("n"), false}};
  return word_of(record, "t", words);
}

std::optional<PublicSuffix> public_suffix_of(const Record& record) {
  constexpr std::array words{std::pair{std::string_view("y"), PublicSuffix::yes},
                             std::pair{std::string_view("n"), PublicSuffix::no},
                             std::pair{std::string_view("u"), PublicSuffix::unknown}};
  return word_of(record, "psd", words);
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

std::optional<Policy> parse_policy(std::string_view value) {
  for (const Policy policy : {Policy::none, Policy::quarantine, Policy::reject}) {
    if (text::equals_ignoring_case(value, to_string(policy))) return policy;
  }
  return std::nullopt;
}

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
  record.p = policy_of(record, "p");
  record.sp = policy_of(record, "sp");
  record.np = policy_of(record, "np");
  record.adkim = alignment_of(record, "adkim");
  record.aspf = alignment_of(record, "aspf");
  record.pct = percentage_of(record);
  record.testing = testing_of(record);
  record.psd = public_suffix_of(record);
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

}  // namespace mailauth::records::dmarc
