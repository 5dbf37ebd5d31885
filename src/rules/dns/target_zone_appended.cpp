#include <fmt/format.h>

#include "rules/dns/helpers/zone_appended.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_target_zone_appended {

namespace {

void report(const dns::Name& owner, dns::Type type, const dns::Name& target, const dns::Name& domain,
            Findings& findings) {
  const auto meant = without_zone(target, domain);
  if (!meant) return;
  findings.add(owner, type)
      .says(fmt::format("{} leads to {}, where {} was meant", owner.text(), target.text(), meant->text()))
      .note(fmt::format("write the target with a dot at its end: {}.", meant->text()));
}

void report_alias(const dns::Answer* answer, const dns::Name& domain, Findings& findings) {
  if (answer != nullptr && !answer->cnames.empty())
    report(answer->question.name, dns::Type::cname, answer->cnames.front(), domain, findings);
}

void check(const Facts& facts, Findings& findings) {
  for (const dns::Mx& mx : facts.mx.hosts) report(facts.domain(), dns::Type::mx, mx.exchange, facts.domain(), findings);
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    report_alias(selector.answer, facts.domain(), findings);
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    report_alias(mail_from.mx, facts.domain(), findings);
    for (const dns::Mx& mx : mail_from.hosts)
      report(mail_from.name, dns::Type::mx, mx.exchange, facts.domain(), findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-target-zone-appended",
    .severity = Severity::error,
    .title = "The target of a CNAME or MX ends with the domain by mistake",
    .reference = "RFC 1035 5.1",
    .why = "In a zone file a name without a dot at its end continues with the name of the zone, and many DNS panels do "
           "the same. The target does not exist: mail or keys that it should lead to are not found.",
    .bad = R"(@ TXT "v=spf1 -all"
@ MX 1 smtp.google.com
)",
    .good = R"(@ TXT "v=spf1 -all"
@ MX 1 smtp.google.com.
)",
    .check = check};

}  // namespace mailauth::rules::dns_target_zone_appended
