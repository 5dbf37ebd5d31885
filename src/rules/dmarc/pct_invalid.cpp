#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_pct_invalid {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"pct"}, [&](const DmarcTag& tag) {
    if (text::parse_number(tag.said, 100)) return;
    add(findings, tag.subject, tag.value, "leave pct= out")
        .says(fmt::format("{} is no percentage from 0 to 100", text::quote(tag.text())));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-pct-invalid",
    .severity = Severity::warning,
    .title = "pct= is no whole number from 0 to 100",
    .reference = "RFC 7489 6.3, 6.4",
    .why =
        "Newer receivers do not know pct= any more. Older ones drop the whole record when its value is out of range, "
        "or read it as 0 and enforce nothing.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; pct=101; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_pct_invalid
