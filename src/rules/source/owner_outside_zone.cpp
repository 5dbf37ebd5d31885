#include <fmt/format.h>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_owner_outside_zone {

namespace {

// In a zone file the zone of a record is what $ORIGIN says last, and a name may well lie outside of that.
bool has_one_zone(const inputs::Record& record) {
  return record.zone && !is_in_zone_file(record) && record.format != inputs::Format::plain;
}

// "notexample.com" in example.com
bool ends_with_text_of(const dns::Name& zone, const dns::Name& owner) { return owner.text().ends_with(zone.text()); }

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts)) {
    if (!has_one_zone(*record) || record->owner.is_within(*record->zone)) continue;
    Finding& finding = findings.add(owner_of(*record), record->written_owner.whole(),
                                    fmt::format("write a name within {}", record->zone->text()));
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
