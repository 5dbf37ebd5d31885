#include <fmt/format.h>

#include "rules/dmarc/helpers/policy_value.h"

namespace mailauth::rules::dmarc_p_none {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  if (facts.dmarc.discovery.unknown()) return;
  for (const DmarcSubject& subject : dmarc_in_force(facts)) {
    const records::Tag* tag = tag_of_no_policy(subject);
    if (tag == nullptr) continue;
    add(findings, subject, tag->value, "write quarantine here once the reports show all your own mail passing")
        .says(fmt::format("the policy for {} is none: forged mail is {}", facts.domain().text(),
                          fate_of_mail(dmarc::Policy::none)));
  }
}

}  // namespace

extern const Rule rule{.id = "dmarc-p-none",
                       .severity = Severity::warning,
                       .security = Security::nothing_stops_forgery,
                       .title = "The policy is p=none, so forged mail is delivered as usual",
                       .reference = "RFC 9989 4.7, 5.1.7",
                       .why = "p=none only asks for reports. It is the right beginning, because it changes "
                              "nothing for your mail, but it protects "
                              "nobody. Read the reports for some weeks, give every service that sends for you "
                              "its DKIM key or its place in SPF, "
                              "then go to p=quarantine and later to p=reject.",
                       .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
                       .good = R"(_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")",
                       .rungs = Rung::weak_policy,
                       .check = check};

}  // namespace mailauth::rules::dmarc_p_none
