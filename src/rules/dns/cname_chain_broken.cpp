#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "facts/wildcard.h"
#include "rules/dkim/helpers/alias_target.h"
#include "rules/dns/helpers/zone_appended.h"
#include "rules/rule.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::dns_cname_chain_broken {

namespace {

bool is_dead_alias(const dns::Answer* answer) {
  return answer != nullptr && answer->absent() && !answer->cnames.empty();
}

std::string chain(const dns::Answer& answer) {
  std::string names = answer.question.name.text();
  for (const dns::Name& target : answer.cnames) names += " -> " + target.text();
  return names;
}

void report(const dns::Answer& answer, std::string_view consequence, Findings& findings) {
  const bool gone = answer.outcome == dns::Outcome::no_domain;
  findings.add(answer.question.name, answer.question.type)
      .says(fmt::format("{} is an alias of {}, which {}", answer.question.name.text(), answer.owner().text(),
                        gone ? "does not exist" : fmt::format("has no {} record", to_string(answer.question.type))))
      .means(std::string(consequence))
      .note("CNAME: " + chain(answer))
      .note("point the CNAME at the target that the service names today, or remove it");
}

// Microsoft 365 rotates between two keys, and only one of them need be there. One that was given is in use.
bool rests(const Facts& facts, const facts::DkimSelector& selector) {
  if (selector.origin == facts::DkimSelector::Origin::given) return false;
  if (selector.service == nullptr || selector.service->id != "microsoft-365") return false;
  const auto usable = facts::usable_keys(facts.dkim);
  return std::any_of(usable.begin(), usable.end(),
                     [&](const facts::DkimSelector* other) { return other->service == selector.service; });
}

// dns-target-zone-appended says where it should lead.
bool lacks_final_dot(const Facts& facts, const dns::Answer& answer) {
  return without_zone(answer.cnames.front(), facts.domain()).has_value();
}

// Of Amazon SES the rules on its tokens know more, of other services dkim-cname-target-mismatch.
bool is_explained_elsewhere(const Facts& facts, const facts::DkimSelector& selector) {
  return ses_alias(selector) || alias_mismatch(selector, facts) || lacks_final_dot(facts, *selector.answer) ||
         rests(facts, selector);
}

// "* CNAME web.example.net": nobody has put the alias at this name.
bool is_from_wildcard(const Facts& facts, const dns::Answer& answer) {
  return facts::wildcard_behind(facts, answer).has_value();
}

void check(const Facts& facts, Findings& findings) {
  const dns::Answer* dmarc = facts.dmarc.at_domain.answer;
  if (is_dead_alias(dmarc) && !is_from_wildcard(facts, *dmarc))
    report(*dmarc, "Receivers find no DMARC policy here.", findings);
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (is_dead_alias(selector.answer) && !is_explained_elsewhere(facts, selector) &&
        !is_from_wildcard(facts, *selector.answer))
      report(*selector.answer, "Signatures made with this selector fail: there is no key to check them with.",
             findings);
  // An alias for bounces needs an MX or SPF at its target; with one of them it is no dead end.
  for (const facts::MailFrom& mail_from : facts.mail_froms)
    if (is_dead_alias(mail_from.spf.answer) && is_dead_alias(mail_from.mx) &&
        !is_from_wildcard(facts, *mail_from.spf.answer) && !lacks_final_dot(facts, *mail_from.spf.answer))
      report(*mail_from.spf.answer, "Mail with this MAIL FROM gets no SPF pass, and bounces to it are lost.", findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-cname-chain-broken",
    .severity = Severity::error,
    .title = "A CNAME leads to a name that does not have the record",
    .reference = "RFC 1034 3.6.2, RFC 6376 6.1.2",
    .why =
        "The name exists but leads nowhere, often because an account at a mail service was closed or the target was "
        "mistyped. Receivers treat it as if there were no record, and somebody else may be able to claim the target.",
    .bad = R"(@ TXT "v=spf1 mx -all"
@ MX 10 mail
mail A 192.0.2.1
_dmarc CNAME example-com.dmarc.example.net.
)",
    .good = R"(@ TXT "v=spf1 mx -all"
@ MX 10 mail
mail A 192.0.2.1
_dmarc CNAME example-com.dmarc.example.net.
example-com.dmarc.example.net. TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::dns_cname_chain_broken
