#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "rules/spf/helpers/elsewhere.h"
#include "rules/spf_terms.h"

namespace mailauth::rules::spf_missing {

namespace {

void offer_record(const Facts& facts, Finding& finding) {
  std::string record = "v=spf1";
  for (const std::string& term : known_sender_terms(facts)) record += " " + term;
  if (record == "v=spf1") {
    finding.note("list every server and service that sends mail of the domain, and end the record with ~all");
    return;
  }
  finding.publish(facts.domain(), record + " ~all");
  finding.fix->effect = Effect::activates;
  finding.fix->warning = "mail from servers that are not listed becomes suspicious: add every other sender first";
}

void check(const Facts& facts, Findings& findings) {
  if (!facts.domain_exists || facts.spf.standing != facts::SpfStanding::none) return;
  // What was meant as SPF is reported by the rule that says what is wrong with it.
  if (!facts.spf.lookalikes.empty() || !spf_elsewhere(facts).empty() || !spf_of_type99(facts).empty()) return;
  if (!facts::uses_mail(facts)) return;
  Finding& finding = findings.add(facts.domain(), dns::Type::txt);
  finding.says(fmt::format("{} uses mail, but has no SPF record", facts.domain().text()))
      .note(fmt::format("asked: {} TXT, answer: {}", facts.domain().text(),
                        facts.txt->absent() ? std::string(describe(facts.txt->outcome)) : "other text only"));
  offer_record(facts, finding);
}

}  // namespace

extern const Rule rule{
    .id = "spf-missing",
    .severity = Severity::error,
    .security = Security::weaker_than_meant,
    .title = "The domain uses mail, but has no SPF record",
    .reference = "RFC 7208 4.5, RFC 7208 10.1.2",
    .why = "Receivers cannot tell servers that may send mail of this domain from those that may not. Large mailbox "
           "providers refuse mail, or put it into the spam folder, when a domain has no SPF.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
)",
    .good = R"(@ MX 10 mail
@ TXT "v=spf1 mx ~all"
mail A 192.0.2.1
)",
    .check = check};

}  // namespace mailauth::rules::spf_missing
