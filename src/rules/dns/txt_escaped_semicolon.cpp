#include <algorithm>

#include "diagnosis/characters.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_txt_escaped_semicolon {

namespace {

constexpr std::size_t max_marks = 12;

void check(const Facts& facts, Findings& findings) {
  for (const Source& source : policy_texts(facts)) {
    const std::vector<Span> escapes = diagnosis::escaped_semicolons(source.text);
    if (escapes.empty()) continue;
    Finding& finding = findings.add(source, escapes.front(), "write ';' here");
    finding.says("a backslash stands before the ';' and is part of the record");
    for (std::size_t at = 1; at < std::min(escapes.size(), max_marks); ++at)
      finding.mark(escapes[at], "write ';' here");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-escaped-semicolon",
    .severity = Severity::error,
    .title = "The record contains backslashes before semicolons",
    .reference = "RFC 9989 4.8, RFC 6376 3.2, RFC 1035 5.1",
    .why = "Some zone files want '\\;' for a semicolon. A DNS panel does not, and stores the backslash as data: most "
           "receivers then drop the record, others read it as p=none.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1\\; p=reject\\;"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject;"
)",
    .rungs = Rung::no_policy_in_force | Rung::key_not_readable | Rung::no_spf_in_force,
    .reports = diagnosis::Problem::txt_escaped_semicolon,
    .check = check};

}  // namespace mailauth::rules::dns_txt_escaped_semicolon
