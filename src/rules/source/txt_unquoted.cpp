#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_txt_unquoted {

namespace {

// Formats whose values go to Route 53 as they are.
bool goes_to_route53(const inputs::Record& record) {
  return record.format == inputs::Format::route53 || record.format == inputs::Format::route53_changes ||
         record.format == inputs::Format::cloudformation;
}

bool has_quotes(const inputs::Record& record) { return record.written_data.text.find('"') != std::string::npos; }

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts)) {
    const bool refused = is_txt(*record) && record->unread == inputs::Unread::unreadable && goes_to_route53(*record);
    if (!refused || has_quotes(*record) || record->words.empty()) continue;
    Finding& finding = findings.add(data_of(*record), all_words(*record), "put this in quotes");
    finding.says("Route 53 refuses a text that is not in quotes (InvalidTXTRDATA)");
    rewrite(finding, *record, dns::cut_into_strings(record->written_data.at(all_words(*record))));
  }
}

}  // namespace

extern const Rule rule{
    .id = "source-txt-unquoted",
    .severity = Severity::error,
    .title = "The text of a TXT record for Route 53 is not in quotes",
    .reference = "Amazon Route 53 Developer Guide, TXT record type",
    .why =
        "In the API of Route 53 the quotes around the text belong to the value, also inside of the quotes of JSON or "
        "YAML. A change with a text that has none is refused as a whole, with all the other records in it.",
    .bad = R"(;! --input route53-changes
{ "Changes": [ { "Action": "UPSERT", "ResourceRecordSet": { "Name": "example.com", "Type": "TXT", "TTL": 300,
    "ResourceRecords": [ { "Value": "v=spf1 -all" } ] } } ] }
)",
    .good = R"(;! --input route53-changes
{ "Changes": [ { "Action": "UPSERT", "ResourceRecordSet": { "Name": "example.com", "Type": "TXT", "TTL": 300,
    "ResourceRecords": [ { "Value": "\"v=spf1 -all\"" } ] } } ] }
)",
    .check = check};

}  // namespace mailauth::rules::source_txt_unquoted
