#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_record_over_512 {

namespace {

constexpr uint32_t classic_limit = 512;  // of a DNS answer over UDP, RFC 1035 2.3.4

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    const Span whole = subject.record->source.whole();
    if (whole.end <= classic_limit) continue;
    add(findings, subject, {classic_limit, whole.end}, "leave out what says nothing, such as default values")
        .says(fmt::format("the record has {} octets, more than fit into a plain answer of the DNS", whole.end));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-record-over-512",
    .severity = Severity::info,
    .title = "The record is longer than 512 octets",
    .reference = "RFC 1035 2.3.4",
    .why = "Longer answers need EDNS or TCP, which some old firewalls block: receivers behind them see no record.",
    .bad = "_dmarc TXT ( \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com; "
           "a=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" "
           "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
           "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" "
           "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
           "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" )",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_record_over_512
