#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_p_not_second {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    const dmarc::Record& record = *subject.record;
    const records::Tag* policy = record.find("p");
    if (!dmarc::is_dmarc(record) || !record.p || policy == &record.list.tags[1]) continue;
    add(findings, subject, policy->span, "move this behind v=DMARC1");
  }
}

}  // namespace

// All receivers that were tested accept any order: good to know, and never more than that.
extern const Rule rule{
    .id = "dmarc-p-not-second",
    .severity = Severity::info,
    .title = "p= does not follow v=DMARC1 directly, as the older standard wanted it",
    .reference = "RFC 7489 6.4, RFC 9989 4.8",
    .why = "RFC 7489 put p= in the second place. RFC 9989 allows any order, and the receivers that were tested never "
           "cared.",
    .bad = R"(_dmarc TXT "v=DMARC1; rua=mailto:dmarc@example.com; p=reject")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_p_not_second
