#include "rules/spf/helpers/subjects.h"
#include "text/ascii.h"

namespace mailauth::rules::spf_senderid_record {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->answer == nullptr) continue;
    for (const Source& source : txt_sources(*root->answer))
      if (text::starts_with_ignoring_case(source.text, "spf2.0/"))
        findings.add(source, source.whole(), "remove this record")
            .says("this is a record of Sender ID, which nobody uses any more");
  }
}

}  // namespace

extern const Rule rule{.id = "spf-senderid-record",
                       .severity = Severity::info,
                       .title = "There is a record of Sender ID, which nobody uses any more",
                       .reference = "RFC 7208 3.1",
                       .why = "Sender ID was an experiment that ended long ago. The record makes the "
                              "answer for SPF longer, and some people take it for SPF.",
                       .bad = R"(@ TXT "v=spf1 -all"
@ TXT "spf2.0/pra ip4:192.0.2.1 -all"
)",
                       .good = R"(@ TXT "v=spf1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_senderid_record
