#include <fmt/format.h>

#include "mailauth/rules/rule.h"

namespace mailauth::rules {

namespace {

// "v:DMARC1" differs from "v=DMARC1" in one byte: point at that one. Anything else is rewritten whole.
void point_at(const records::dmarc::Record& record, Findings& findings) {
  const records::Tag& first = record.list.tags.front();
  const bool only_separator =
      record.text(first.name) == "v" && record.text(first.value) == "DMARC1" && !first.separator.empty();
  Finding& finding = only_separator ? findings.add(record.source, first.separator, "write '=' here")
                                    : findings.add(record.source, first.span, "write v=DMARC1 here");
  finding.says(fmt::format("this is not a DMARC record: it does not begin with v=DMARC1"));
  if (record.p && *record.p != records::dmarc::Policy::none)
    finding.means(fmt::format("Receivers ignore the whole record, so p={} is not in force.", to_string(*record.p)));
}

void check(const Facts& facts, Findings& findings) {
  for (const records::dmarc::Record& record : facts.dmarc.at_domain.lookalikes)
    if (!record.list.tags.empty()) point_at(record, findings);
}

}  // namespace

extern const Rule dmarc_version_typo{
    .id = "dmarc-version-typo",
    .severity = Severity::error,
    .title = "The record does not begin with v=DMARC1, so receivers ignore it",
    .reference = "RFC 9989 4.7",
    .why = "Receivers keep only TXT records that begin with exactly v=DMARC1 and drop everything else without a "
           "word. The domain has no DMARC policy at all: forged mail is delivered, and no reports are sent.",
    .bad = R"(_dmarc TXT "v:DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules
