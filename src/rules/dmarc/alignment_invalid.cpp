#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_alignment_invalid {

namespace {

std::string advice(std::string_view value) {
  if (text::equals_ignoring_case(value, "strict")) return "write s here";
  if (text::equals_ignoring_case(value, "relaxed")) return "write r here";
  return "write r (relaxed) or s (strict) here";
}

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"adkim", "aspf"}, [&](const DmarcTag& tag) {
    if (text::equals_ignoring_case(tag.said, "r") || text::equals_ignoring_case(tag.said, "s")) return;
    add(findings, tag.subject, tag.value, advice(tag.said))
        .says(fmt::format("{} is no value for {}=: there are r and s", text::quote(tag.text()), tag.name));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-alignment-invalid",
    .severity = Severity::error,
    .title = "adkim= or aspf= has a value that does not exist",
    .reference = "RFC 9989 4.8",
    .why = "adkim= and aspf= know r (relaxed) and s (strict), one letter. With any other word some receivers take r, "
           "and others drop the whole record: there forged mail is delivered.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; adkim=strict; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; adkim=s; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_alignment_invalid
