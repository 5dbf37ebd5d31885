#include "rules/source/helpers/published.h"

#include <algorithm>
#include <array>
#include <map>

#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace {

// The byte of a text that stands at a position of the file.
uint32_t offset_at(const Source& source, const text::Position& position) {
  uint32_t offset = 0;
  for (const text::Anchor& anchor : source.place->anchors)
    if (anchor.line == position.line && anchor.column <= position.column)
      offset = anchor.offset + (position.column - anchor.column);
  return std::min(offset, source.whole().end);
}

bool is_about_source(const Finding& finding) { return area(*finding.rule) == "source"; }

// A record that takes the place of others is written well itself.
bool is_miswriting(const Finding& finding) {
  return is_about_source(finding) && finding.severity == Severity::error && finding.record &&
         finding.rule->id != "source-txt-set-replaced";
}

bool same_place(const std::shared_ptr<const text::Place>& a, const std::shared_ptr<const text::Place>& b) {
  return a == b || (a && b && *a == *b);
}

bool is_named_by(const inputs::Record& record, const Finding& finding) {
  return same_place(finding.record->place, record.written_data.place) ||
         same_place(finding.record->place, record.written_owner.place);
}

// The records that findings of severity error about the source point into.
std::vector<const inputs::Record*> miswritten(const Facts& facts, const std::vector<Finding>& findings) {
  std::multimap<dns::Name, const Finding*> errors;
  for (const Finding& finding : findings)
    if (is_miswriting(finding)) errors.emplace(finding.name, &finding);
  std::vector<const inputs::Record*> records;
  if (errors.empty()) return records;
  for (const inputs::Record* record : published(facts)) {
    const auto [begin, end] = errors.equal_range(record->owner);
    if (std::any_of(begin, end, [&](const auto& error) { return is_named_by(*record, *error.second); }))
      records.push_back(record);
  }
  return records;
}

// Of an alias all is a consequence that is found at its name; of other records what is found in them, and what is
// found without pointing into any.
bool follows_from(const inputs::Record& record, const Finding& finding) {
  if (finding.name != record.owner) return false;
  if (record.type == "CNAME") return true;
  if (dns::to_string(finding.type) != record.type) return false;
  return !finding.record || same_place(finding.record->place, record.place);
}

}  // namespace

bool is_above(const inputs::Record& record, const Facts& facts) {
  const bool wildcard = !record.owner.is_root() && record.owner.labels().front() == "*";
  const dns::Name name = wildcard ? record.owner.parent() : record.owner;
  return name != facts.domain() && facts.domain().is_within(name);
}

std::vector<const inputs::Record*> published(const Facts& facts) {
  std::vector<const inputs::Record*> records;
  if (!facts.request.published) return records;
  for (const inputs::Record& record : *facts.request.published)
    if (record.action != inputs::Action::remove && !is_above(record, facts)) records.push_back(&record);
  return records;
}

bool is_txt(const inputs::Record& record) { return record.type == "TXT"; }

bool is_in_zone_file(const inputs::Record& record) {
  return record.format == inputs::Format::zone || record.format == inputs::Format::cloudflare;
}

Source published_text(const inputs::Record& record) {
  if (!record.data || !is_txt(record)) return {record.written_data.where, {}, {}, record.place};
  return dns::to_source({record.owner, dns::Type::txt, 0, *record.data, record.place});
}

Span written_span(const inputs::Record& record, Span span) {
  const Source text = published_text(record);
  const uint32_t begin = offset_at(record.written_data, text::position_of(text, span.begin));
  const uint32_t end = offset_at(record.written_data, text::position_of(text, span.end));
  return {begin, std::max(begin, end)};
}

Span all_words(const inputs::Record& record) {
  if (record.words.empty()) return record.written_data.whole();
  return {record.words.front().begin, record.words.back().end};
}

bool begins_as_policy(std::string_view text) { return records::begins_with_a_version(text); }

Finding& rewrite(Finding& finding, const inputs::Record& record, const dns::Data& data) {
  const Source before = published_text(record);
  finding.publish(record.owner, *dns::parse_type(record.type), data);
  if (!before.text.empty()) finding.fix->replaces.push_back(before);
  if (auto text = inputs::write_as(record.format, data)) finding.write(all_words(record), *std::move(text));
  return finding;
}

void remove_consequences(const Facts& facts, std::vector<Finding>& findings) {
  const std::vector<const inputs::Record*> records = miswritten(facts, findings);
  std::erase_if(findings, [&](const Finding& finding) {
    // What stands for others as well may stand for some that follow from nothing.
    return !is_about_source(finding) && finding.more == 0 &&
           std::ranges::any_of(records, [&](const inputs::Record* record) { return follows_from(*record, finding); });
  });
}

}  // namespace mailauth::rules
