#include <fmt/format.h>

#include <algorithm>

#include "rules/authentication.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/expected_keys.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_none_at_all {

namespace {

// dns-name-doubled says where the key went.
bool any_name_doubled(const facts::DkimFacts& dkim) {
  return std::any_of(dkim.selectors.begin(), dkim.selectors.end(), [](const facts::DkimSelector& selector) {
    return selector.doubled != nullptr && selector.doubled->found();
  });
}

void check(const Facts& facts, Findings& findings) {
  if (!has_no_selector(facts) || any_name_doubled(facts.dkim) || expects_keys(facts)) return;
  if (organization_signs(facts) != facts::Known::no) return;
  if (!facts::uses_mail(facts) || facts::is_parked(facts)) return;
  const dns::Name& domainkey = facts.dkim.domainkey->question.name;
  if (domainkey.is_root()) return;  // the domain is so long that nothing can stand below it
  Finding& finding = findings.add(domainkey, facts.dkim.domainkey->question.type);
  finding.says(fmt::format("{} has no DKIM key at all", facts.domain().text()))
      .means("Nothing can sign its mail, so only SPF speaks for it, and SPF is lost as soon as mail is forwarded.")
      .note(fmt::format("{} does not exist (NXDOMAIN), so nothing below it exists, whatever the selector",
                        domainkey.text()));
  for (const std::string& advice : advice_on_new_keys(facts)) finding.note(advice);
}

}  // namespace

extern const Rule rule{
    .id = "dkim-none-at-all",
    .severity = Severity::error,
    .title = "The domain publishes no DKIM key at any selector",
    .reference = "RFC 8020 2, RFC 6376 3.6.2.1",
    .why = "DKIM keys stand below _domainkey. When that name does not exist, no key does: mail of the domain cannot be "
           "signed in its name. What is left is SPF, which fails for forwarded mail, and Google, Yahoo and Microsoft "
           "refuse bulk mail without DKIM.",
    .bad = R"(@      MX  10 mail
@      TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1)",
    .good = R"(@      MX  10 mail
@      TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .rungs = Rung::no_key | Rung::lacks_of_a_sender,
    .check = check};

}  // namespace mailauth::rules::dkim_none_at_all
