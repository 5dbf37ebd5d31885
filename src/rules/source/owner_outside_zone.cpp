#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_owner_outside_zone {

namespace {

// Name servers ignore such a record of a zone file: an address there does no harm, as of a name server in another zone.
bool is_harmless(const inputs::Record& record) {
  static constexpr std::array types{"TXT", "MX", "CNAME"};
  return is_in_zone_file(record) && std::ranges::find(types, record.type) == types.end();
}

Span span_of_owner(const inputs::Record& record) {
  return record.written_owner.text.empty() ? all_words(record) : record.written_owner.whole();
}

// "notexample.com" in example.com
bool ends_with_text_of(const dns::Name& zone, const dns::Name& owner) { return owner.text().ends_with(zone.text()); }

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts)) {
    if (!record->lies_outside()) continue;
    const bool is_written = !record->written_owner.text.empty();  // nothing: it is that of the record above
    Finding& finding = findings.add(is_written ? owner_of(*record) : data_of(*record), span_of_owner(*record),
                                    fmt::format("write a name within {}", record->zone->text()));
    if (is_harmless(*record)) finding.severity = Severity::info;
    finding.says(fmt::format("{} is no name of the zone {}", record->owner.text(), record->zone->text()));
    if (ends_with_text_of(*record->zone, record->owner))
      finding.note("the zone is not appended to a name that ends with the text of its own");
  }
}

}  // namespace

extern const Rule rule{
    .id = "source-owner-outside-zone",
    .severity = Severity::error,
    .title = "The owner of a record lies outside of the zone that it is written for",
    .reference = "RFC 1035 5.2",
    .why =
        "A zone holds only names that end with its own. DNS services refuse a record of another name, and the change "
        "with it; a name server that takes it never answers with it.",
    .bad = R"(;! --input terraform
{ "format_version": "1.2",
  "planned_values": { "root_module": { "resources": [
    { "address": "aws_route53_zone.main", "type": "aws_route53_zone", "values": { "zone_id": "Z1", "name": "example.com" } } ] } },
  "resource_changes": [ { "address": "aws_route53_record.spf", "type": "aws_route53_record", "change": {
    "actions": ["create"], "after": { "zone_id": "Z1", "name": "spfexample.com", "type": "TXT", "records": ["v=spf1 -all"] } } } ] }
)",
    .good = R"(;! --input terraform
{ "format_version": "1.2",
  "planned_values": { "root_module": { "resources": [
    { "address": "aws_route53_zone.main", "type": "aws_route53_zone", "values": { "zone_id": "Z1", "name": "example.com" } } ] } },
  "resource_changes": [ { "address": "aws_route53_record.spf", "type": "aws_route53_record", "change": {
    "actions": ["create"], "after": { "zone_id": "Z1", "name": "spf.example.com", "type": "TXT", "records": ["v=spf1 -all"] } } } ] }
)",
    .check = check};

}  // namespace mailauth::rules::source_owner_outside_zone
