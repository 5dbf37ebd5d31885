#include "rules/dmarc_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "mailauth/text/ascii.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

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

// A tag that became part of the address: the rules on separators point at it.
bool is_beside_swallowed(const dmarc::Record& record, const dmarc::Uri& uri) {
  return std::any_of(record.swallowed.begin(), record.swallowed.end(), [&](const dmarc::SwallowedTag& swallowed) {
    return swallowed.separator.begin <= uri.span.end && uri.span.begin <= swallowed.tag.span.end;
  });
}

// Would it be an address if "!" were encoded?
bool is_reserved_only(const dmarc::Record& record, const dmarc::Uri& uri) {
  const std::string_view item = record.text(uri.span);
  if (uri.scheme.empty() || record.text(uri.address).find('!') == std::string_view::npos) return false;
  const auto meant = meant_uris(item);
  return meant.size() == 1 && meant.front() == text::replace_all(item, "!", "%21");
}

}  // namespace

void for_each_tag(const Facts& facts, const std::vector<std::string_view>& names,
                  const std::function<void(const DmarcTag&)>& visit) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const std::string_view name : names) {
      const records::Tag* tag = subject.record->find(name);
      if (tag == nullptr) continue;
      const DmarcTag found{subject, *tag, std::string(name), own_value(*subject.record, *tag)};
      if (!found.value.empty() && !has_foreign_bytes(found.text())) visit(found);
    }
}

bool has_foreign_bytes(std::string_view text) {
  return text.ends_with('\\') ||
         std::any_of(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~' || c == '"'; });
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

bool is_said_to_be_missing(const Facts& facts, const dmarc::Record& record, std::string_view meant) {
  const auto& tags = record.list.tags;
  const bool present =
      std::any_of(tags.begin(), tags.end(), [&](const records::Tag& tag) { return is_named(record, tag, meant); });
  return !present && (meant == "p" || (meant == "rua" && !is_parked(facts)));
}

Span end_of(const dmarc::Record& record) { return {record.source.whole().end, record.source.whole().end}; }

std::string as_last_tag(const dmarc::Record& record, std::string_view tag) {
  return fmt::format("write {}{} here", record.list.ends_with_semicolon ? "" : "; ", tag);
}

bool speaks_for_subdomains(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  return facts.domain() == discovery.tree_walk.organizational_domain ||
         facts.domain() == discovery.suffix_list.organizational_domain;
}

bool has_usable_address(const std::vector<dmarc::Uri>& uris) {
  return std::any_of(uris.begin(), uris.end(), [](const dmarc::Uri& uri) { return uri.well_formed; });
}

void for_each_report_uri(const Facts& facts, const std::function<void(const ReportUri&)>& visit) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const auto* list : {&subject.record->rua, &subject.record->ruf})
      for (const dmarc::Uri& uri : *list)
        if (!has_foreign_bytes(subject.record->text(uri.span)) && !is_beside_swallowed(*subject.record, uri))
          visit({subject, uri});
}

UriFlaw flaw_of(const dmarc::Record& record, const dmarc::Uri& uri) {
  if (uri.well_formed || has_other_scheme(record, uri)) return UriFlaw::none;
  if (is_reserved_only(record, uri)) return UriFlaw::reserved;
  const std::string_view item = record.text(uri.span);
  const auto meant = meant_uris(item);
  if (meant.size() > 1) return UriFlaw::separator;
  const bool has_address = meant.size() == 1 && item.starts_with(std::string_view(meant.front()).substr(7));
  return has_address ? UriFlaw::scheme_missing : UriFlaw::malformed;
}

}  // namespace mailauth::rules
