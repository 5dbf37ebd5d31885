#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::dns_name_doubled {

namespace {

void say_where_it_is(const dns::Name& wanted, Finding& finding) {
  finding.says(fmt::format("the record is at {}, where nobody looks", finding.name.text()))
      .means(fmt::format("Receivers ask for {} and find nothing: it is as if the record were not published.",
                         wanted.text()))
      .note("most DNS panels append the domain by themselves: enter only the part in front of it as the name");
}

// What an alias leads to is not for us to copy: the alias belongs elsewhere.
void report_alias(const dns::Answer& doubled, const dns::Name& wanted, Findings& findings) {
  Finding& finding = findings.add(doubled.question.name, dns::Type::cname);
  say_where_it_is(wanted, finding);
  finding.publish(wanted, dns::Type::cname, doubled.cnames.front());
  finding.fix->effect = Effect::activates;
}

Finding& report(const Source& source, const dns::Name& wanted, Findings& findings) {
  Finding& finding = findings.add(source, source.whole(), fmt::format("publish this at {}", wanted.text()));
  say_where_it_is(wanted, finding);
  finding.publish(wanted, source.text);
  finding.fix->effect = Effect::activates;
  return finding;
}

void check_dmarc(const facts::DmarcFacts& dmarc, Findings& findings) {
  if (dmarc.doubled == nullptr) return;
  for (const Source& source : txt_sources(*dmarc.doubled)) {
    const auto record = records::dmarc::parse(source);
    if (!records::dmarc::is_dmarc(record)) continue;
    if (!dmarc.doubled->cnames.empty()) return report_alias(*dmarc.doubled, dmarc.at_domain.owner, findings);
    Finding& finding = report(source, dmarc.at_domain.owner, findings);
    if (const auto policy = records::dmarc::effective_policy(record))
      finding.fix->warning =
          fmt::format("publishing it there switches on p={}, which is not in force today", to_string(*policy));
  }
}

void check_dkim(const facts::DkimSelector& selector, Findings& findings) {
  if (selector.doubled == nullptr) return;
  for (const Source& source : txt_sources(*selector.doubled)) {
    if (!records::dkim::resembles_key(records::dkim::parse(source))) continue;
    if (!selector.doubled->cnames.empty()) return report_alias(*selector.doubled, selector.name, findings);
    report(source, selector.name, findings);
  }
}

void check(const Facts& facts, Findings& findings) {
  check_dmarc(facts.dmarc, findings);
  for (const facts::DkimSelector& selector : facts.dkim.selectors) check_dkim(selector, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-name-doubled",
    .severity = Severity::error,
    .title = "The record is published at a name that ends with the domain twice",
    .reference = "RFC 1035 5.1, RFC 7489 6.1, RFC 6376 3.6.2.1",
    .why =
        "The DNS panel has appended the domain to a name that already had it. Receivers look at the right name, where "
        "nothing is: the record has no effect.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc.example.com TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .rungs = Rung::no_spf_in_force,
    .check = check};

}  // namespace mailauth::rules::dns_name_doubled
