#include "rules/source/helpers/published.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

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

// Where something is written: the owner of the record, the file, what stands around it, and the line and column.
using Beginning = std::tuple<dns::Name, std::string, std::string, uint32_t, uint32_t>;

Beginning beginning_of(const Finding& finding) {
  const text::Place& place = *finding.record->place;
  return {finding.name, place.begin.file, place.within, place.begin.line, place.begin.column};
}

Beginning beginning_of(const inputs::Record& record, const inputs::Written& part) {
  return {record.owner, record.place->begin.file, record.place->within, part.line, part.column};
}

using ByOwner = std::map<dns::Name, std::vector<const inputs::Record*>>;

// The records that findings of severity error about the source point into.
ByOwner miswritten(const Facts& facts, const std::vector<Finding>& findings) {
  std::set<Beginning> errors;
  for (const Finding& finding : findings)
    if (is_miswriting(finding) && finding.record->place) errors.insert(beginning_of(finding));
  ByOwner records;
  if (errors.empty()) return records;
  for (const inputs::Record* record : published(facts))
    if (record->place && (errors.contains(beginning_of(*record, record->written_data)) ||
                          errors.contains(beginning_of(*record, record->written_owner))))
      records[record->owner].push_back(record);
  return records;
}

// Of an alias all is a consequence that is found at its name; of other records what is found in them, and what is
// found without pointing into any.
bool follows_from(const inputs::Record& record, const Finding& finding) {
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
  for (const auto& record : *facts.request.published)
    if (record->action != inputs::Action::remove && !is_above(*record, facts)) records.push_back(record.get());
  return records;
}

Source data_of(const inputs::Record& record) { return inputs::source_of(record, record.written_data); }

Source owner_of(const inputs::Record& record) { return inputs::source_of(record, record.written_owner); }

bool is_txt(const inputs::Record& record) { return record.type == "TXT"; }

bool is_in_zone_file(const inputs::Record& record) {
  return record.format == inputs::Format::zone || record.format == inputs::Format::cloudflare;
}

Source published_text(const inputs::Record& record) {
  if (!record.data || !is_txt(record)) return {data_of(record).where, {}, {}, record.place};
  return dns::to_source({record.owner, dns::Type::txt, 0, *record.data, record.place});
}

Span written_span(const inputs::Record& record, Span span) {
  const Source text = published_text(record);
  const Source written = data_of(record);
  const uint32_t begin = offset_at(written, text::position_of(text, span.begin));
  const uint32_t end = offset_at(written, text::position_of(text, span.end));
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
  const bool is_generated = is_in_zone_file(record) && record.words.empty();  // by $GENERATE: with others
  if (is_generated) return finding;
  if (auto text = inputs::write_as(record.format, data)) finding.write(all_words(record), *std::move(text));
  return finding;
}

void remove_consequences(const Facts& facts, std::vector<Finding>& findings) {
  const ByOwner records = miswritten(facts, findings);
  std::erase_if(findings, [&](const Finding& finding) {
    // What stands for others as well may stand for some that follow from nothing.
    if (is_about_source(finding) || finding.more > 0) return false;
    const auto at_name = records.find(finding.name);
    return at_name != records.end() && std::ranges::any_of(at_name->second, [&](const inputs::Record* record) {
             return follows_from(*record, finding);
           });
  });
}

}  // namespace mailauth::rules
