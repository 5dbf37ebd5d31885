#include "rules/dmarc/helpers/swallowed_tags.h"

namespace mailauth::rules::dmarc_wrong_separator {

namespace {

void check(const Facts& facts, Findings& findings) {
  report_swallowed_tags(facts, Separator::other, "something else stands where ';' belongs", findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-wrong-separator",
    .severity = Severity::error,
    .title = "Two tags are not separated by ';'",
    .reference = "RFC 9989 4.8, RFC 6068 2",
    .why = "A tag that does not follow a ';' becomes part of the value of the one before it. In "
           "rua=mailto:a@example.com:fo=1 "
           "receivers send the reports to \"a@example.com:fo=1\", where nobody gets them, and do not see fo= at all.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com:fo=1")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com; fo=1")",
    .rungs = Rung::no_policy_in_force | Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_wrong_separator
