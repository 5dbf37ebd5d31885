#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_ri_rf_invalid {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"ri", "rf"}, [&](const DmarcTag& tag) {
    if (diagnosis::is_valid_historic_value(tag.name, tag.said)) return;
    add(findings, tag.subject, tag.tag.span, fmt::format("leave {}= out", tag.name))
        .says(fmt::format("{} is no value for {}=: {}", text::quote(tag.text()), tag.name,
                          tag.name == "ri" ? "it wants a number of seconds" : "there is only afrf"));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-ri-rf-invalid",
    .severity = Severity::warning,
    .title = "ri= or rf= has a value that does not exist",
    .reference = "RFC 7489 6.3",
    .why = "Both tags were removed from DMARC, and newer receivers ignore them. Of the older ones some drop the whole "
           "record when they cannot read such a value.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; ri=1d; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_ri_rf_invalid
