#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_multiple_records {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->records.size() < 2) continue;
    const records::spf::Record& second = root->records[1];
    Finding& finding = findings.add(second.source, second.version, "merge this record into the other one");
    finding.says(
        fmt::format("{} has {} SPF records, and there may be only one", root->name.text(), root->records.size()));
    for (const records::spf::Record& record : root->records)
      finding.note("published: " + text::quote(record.source.text));
  }
}

}  // namespace

extern const Rule rule{.id = "spf-multiple-records",
                       .severity = Severity::error,
                       .title = "There are several SPF records at one name",
                       .reference = "RFC 7208 3.2, RFC 7208 4.5",
                       .why = "Receivers do not choose among several SPF records, nor do they merge "
                              "them: SPF fails with an error (permerror) "
                              "for all mail of the domain.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "v=spf1 ip4:192.0.2.2 -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_multiple_records
