#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::across_bounces_at_helo {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (!facts.request.null_sender) return;
  const std::string& domain = facts.domain().text();
  findings.add(facts.domain(), dns::Type::txt)
      .says(fmt::format("the SPF record of {} is not asked for mail without a MAIL FROM", domain))
      .means(fmt::format("Its SPF is that of the HELO name of the server: it counts for DMARC only if that name is {0} "
                         "or below it, and else DKIM has to sign bounces too.",
                         domain))
      .note("at the HELO name of each server publish v=spf1 a -all; mailauth spf check --ip IP --mail-from "
            "'<>' --helo NAME tries it");
}

}  // namespace

extern const Rule rule{
    .id = "x-bounces-at-helo",
    .severity = Severity::info,
    .title = "Bounces have no MAIL FROM, and SPF is checked at the HELO name",
    .reference = "RFC 7208 2.4, RFC 5321 4.5.5",
    .why = "Bounces and many automatic answers are sent with an empty MAIL FROM. Receivers then check SPF for the name "
           "that the server gives after HELO, which needs a record of its own. The record of the domain that people "
           "see has no effect on such mail.",
    .bad = R"(;! --mail-from <>
@      TXT "v=spf1 a:mail.example.com -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1)",
    .good = R"(;! --mail-from example.com
@      TXT "v=spf1 a:mail.example.com -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1)",
    .check = check};

}  // namespace mailauth::rules::across_bounces_at_helo
