#include "diagnosis/dmarc.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "text/ascii.h"
#include "text/edit_distance.h"

namespace mailauth::diagnosis {

namespace dmarc = records::dmarc;

namespace {

struct Synonym {
  std::string_view word;
  dmarc::Policy policy;
};
constexpr std::array<Synonym, 16> synonyms{{
    {"block", dmarc::Policy::reject},
    {"deny", dmarc::Policy::reject},
    {"discard", dmarc::Policy::reject},
    {"drop", dmarc::Policy::reject},
    {"fail", dmarc::Policy::reject},
    {"refuse", dmarc::Policy::reject},
    {"junk", dmarc::Policy::quarantine},
    {"spam", dmarc::Policy::quarantine},
    {"accept", dmarc::Policy::none},
    {"allow", dmarc::Policy::none},
    {"monitor", dmarc::Policy::none},
    {"monitoring", dmarc::Policy::none},
    {"no", dmarc::Policy::none},
    {"nothing", dmarc::Policy::none},
    {"off", dmarc::Policy::none},
    {"report", dmarc::Policy::none},
}};

bool is_named(const dmarc::Record& record, const records::Tag& tag, std::string_view name) {
  return text::equals_ignoring_case(record.text(tag.name), name);
}

bool is_report_list(const dmarc::Record& record, const records::Tag& tag) {
  return is_named(record, tag, "rua") || is_named(record, tag, "ruf");
}

bool is_cut_off_address(const dmarc::Record& record, const records::Tag& tag) {
  if (is_named(record, tag, "mailto") && record.text(tag.separator) == ":") return true;
  return tag.name.empty() && record.text(tag.span).find('@') != std::string_view::npos;
}

// Would it be an address if "!" were encoded?
bool is_reserved_only(const dmarc::Record& record, const dmarc::Uri& uri) {
  const std::string_view item = record.text(uri.span);
  if (uri.scheme.empty() || record.text(uri.address).find('!') == std::string_view::npos) return false;
  const auto meant = meant_uris(item);
  return meant.size() == 1 && meant.front() == text::replace_all(item, "!", "%21");
}

}  // namespace

Span own_value(const dmarc::Record& record, const records::Tag& tag) {
  Span value = tag.value;
  for (const dmarc::SwallowedTag& swallowed : record.swallowed)
    if (tag.span.contains(swallowed.separator) && swallowed.separator.begin >= value.begin)
      value.end = std::min(value.end, swallowed.separator.begin);
  return value;
}

const records::Tag* tag_around(const dmarc::Record& record, Span span) {
  for (const records::Tag& tag : record.list.tags)
    if (tag.span.contains(span)) return &tag;
  return nullptr;
}

std::optional<dmarc::Policy> meant_policy(std::string_view word) {
  if (const auto policy = dmarc::parse_policy(word)) return policy;
  for (const Synonym& synonym : synonyms)
    if (text::edit_distance(word, synonym.word) == 0) return synonym.policy;
  static constexpr std::array<std::string_view, 3> words{"none", "quarantine", "reject"};
  // Short words are near to everything: "on" is no misspelt "none".
  const auto nearest = text::nearest(word, words, word.size() < 5 ? 1 : 2);
  return nearest ? dmarc::parse_policy(*nearest) : std::nullopt;
}

std::optional<std::string_view> meant_tag(std::string_view name) {
  if (name == "policy") return "p";
  static constexpr std::array<std::string_view, 4> names{"adkim", "aspf", "rua", "ruf"};
  return name.size() < 3 || dmarc::is_known_tag(name) ? std::nullopt : text::nearest(name, names, 1);
}

bool has_blanks_around_equals(const records::Tag& tag) {
  if (tag.name.empty() || tag.value.empty()) return false;
  return tag.name.end < tag.separator.begin || tag.separator.end < tag.value.begin;
}

bool is_valid_historic_value(std::string_view name, std::string_view value) {
  if (name == "rf") return text::equals_ignoring_case(value, "afrf");
  return text::parse_number(value, std::numeric_limits<unsigned>::max()).has_value();
}

const records::Tag* late_version(const dmarc::Record& record) {
  const auto& tags = record.list.tags;
  const auto is_version = [&](const records::Tag& tag) { return is_named(record, tag, "v") && !tag.separator.empty(); };
  const auto found = std::find_if(tags.begin(), tags.end(), is_version);
  return found == tags.begin() || found == tags.end() ? nullptr : &*found;
}

bool continues_report_list(const dmarc::Record& record, std::size_t index) {
  const auto& tags = record.list.tags;
  if (!is_cut_off_address(record, tags[index])) return false;
  while (index > 0 && is_cut_off_address(record, tags[index])) --index;
  return is_report_list(record, tags[index]) && !tags[index].value.empty();
}

Span end_of(const dmarc::Record& record) { return {record.source.whole().end, record.source.whole().end}; }

std::string as_last_tag(const dmarc::Record& record, std::string_view tag) {
  return fmt::format("write {}{} here", record.list.ends_with_semicolon ? "" : "; ", tag);
}

UriFlaw flaw_of(const dmarc::Record& record, const dmarc::Uri& uri) {
  if (has_foreign_bytes(record.text(uri.span))) {
    const dmarc::Record plain =
        dmarc::parse({{}, "v=DMARC1; rua=" + without_foreign_bytes(record.text(uri.span)), {}, {}});
    return plain.rua.size() == 1 ? flaw_of(plain, plain.rua.front()) : UriFlaw::malformed;
  }
  if (uri.well_formed || has_other_scheme(record, uri)) return UriFlaw::none;
  if (is_reserved_only(record, uri)) return UriFlaw::reserved;
  const std::string_view item = record.text(uri.span);
  const auto meant = meant_uris(item);
  if (meant.size() > 1) return UriFlaw::separator;
  const bool has_address = meant.size() == 1 && item.starts_with(std::string_view(meant.front()).substr(7));
  return has_address ? UriFlaw::scheme_missing : UriFlaw::malformed;
}

}  // namespace mailauth::diagnosis
