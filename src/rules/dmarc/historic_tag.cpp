#include <fmt/format.h>

#include <string>
#include <vector>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_historic_tag {

namespace {

// pct= below 100 changes what older receivers do: dmarc-pct-partial and dmarc-pct-zero weigh that.
bool says_nothing(const DmarcTag& tag) {
  return tag.name == "pct" ? tag.record().pct == 100U : diagnosis::is_valid_historic_value(tag.name, tag.text());
}

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"pct", "ri", "rf"}, [&](const DmarcTag& tag) {
    if (says_nothing(tag))
      add(findings, tag.subject, tag.tag.span, "leave this out")
          .says(fmt::format("{}= is no longer part of DMARC", tag.name));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-historic-tag",
    .severity = Severity::info,
    .title = "The record has a tag that is no longer part of DMARC",
    .reference = "RFC 9989 9.3, C.5.2",
    .why = "pct=, ri= and rf= were removed from DMARC in 2026. Newer receivers ignore them, and with this value older "
           "ones do what they would do anyway.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; pct=100; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_historic_tag
