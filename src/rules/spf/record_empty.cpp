#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::spf_record_empty {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    if (!subject.record->terms.empty()) continue;
    const uint32_t end = subject.record->source.whole().end;
    add(findings, subject, {end, end}, "list the servers that send mail, and write ~all; or only -all when none does")
        .says("the SPF record has no terms: it permits nobody and denies nobody");
  }
}

}  // namespace

extern const Rule rule{.id = "spf-record-empty",
                       .severity = Severity::warning,
                       .title = "The SPF record permits nobody and denies nobody",
                       .reference = "RFC 7208 4.7",
                       .why = "A record of only v=spf1 says neutral for every server, which receivers "
                              "treat like no SPF at all: forged mail is not told from genuine mail.",
                       .bad = R"(@ TXT "v=spf1"
)",
                       .good = R"(@ TXT "v=spf1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_record_empty
