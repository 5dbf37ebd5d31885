#include <fmt/format.h>

#include <algorithm>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_mailfrom_mx {

namespace {

// By a record of its own, or because SES is what the domain sends with and nothing else is known of it.
bool belongs_to_ses(const facts::MailFrom& mail_from, const Facts& facts) {
  // The MX of the domain itself is for its mailboxes: ses-mailfrom-role.
  if (mail_from.name == facts.domain() && is_organizational_domain(facts)) return false;
  if (is_ses_mail_from(mail_from)) return true;
  return mail_from.given && mail_from.service == nullptr && mail_from.hosts.empty() && facts::amazon_ses_sends(facts);
}

bool takes_bounces(const dns::Mx& mx) { return facts::amazon_ses::feedback_region(mx.exchange).has_value(); }

// A MAIL FROM domain that serves several regions has the MX of one of them: only who gives a region knows.
bool is_of_another_region(const facts::MailFrom& mail_from, const Facts& facts) {
  return !facts.request.ses_region.empty() && mail_from.ses_region != facts.request.ses_region;
}

std::string problem_with(const facts::MailFrom& mail_from, const Facts& facts) {
  const std::string& name = mail_from.name.text();
  if (mail_from.hosts.empty()) return fmt::format("the MAIL FROM domain {} has no MX", name);
  if (mail_from.hosts.size() > 1)
    return fmt::format("the MAIL FROM domain {} has {} MX records, but Amazon SES wants exactly one", name,
                       mail_from.hosts.size());
  if (!takes_bounces(mail_from.hosts.front()))
    return fmt::format("the MX of the MAIL FROM domain {} is not Amazon SES", name);
  if (mail_from.hosts.front().preference != ses_mx_preference)
    return fmt::format("the MX of the MAIL FROM domain {} has the preference {} instead of {}", name,
                       mail_from.hosts.front().preference, ses_mx_preference);
  if (is_of_another_region(mail_from, facts))
    return fmt::format("the MAIL FROM domain {} takes bounces for Amazon SES in {}, but SES is used in {}", name,
                       mail_from.ses_region, facts.request.ses_region);
  return {};
}

// The preference of an only MX changes nothing.
bool is_cosmetic(const facts::MailFrom& mail_from, const Facts& facts) {
  return mail_from.hosts.size() == 1 && takes_bounces(mail_from.hosts.front()) &&
         !is_of_another_region(mail_from, facts);
}

bool is_wanted(const dns::Mx& mx, const dns::Name& host) {
  return mx.exchange == host && mx.preference == ses_mx_preference;
}

// A mail exchanger that stays beside the right one is the mistake itself.
void offer_mx(const facts::MailFrom& mail_from, const Facts& facts, Finding& finding) {
  const auto host = ses_feedback_host(facts, mail_from);
  if (!host) {
    finding.note(
        fmt::format("Publish {} feedback-smtp.REGION.amazonses.com and no other MX, with the region in which the "
                    "domain is set up in SES, such as eu-west-1",
                    ses_mx_preference));
    return;
  }
  finding.publish(mail_from.name, dns::Type::mx, dns::Mx{ses_mx_preference, *host});
  for (const dns::Mx& mx : mail_from.hosts)
    if (!is_wanted(mx, *host))
      finding.fix->changes.push_back(fmt::format("remove {} {}", mx.preference, mx.exchange.text()));
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    const bool known = mail_from.mx != nullptr && (mail_from.mx->found() || mail_from.mx->absent());
    if (!known || !belongs_to_ses(mail_from, facts)) continue;
    const std::string problem = problem_with(mail_from, facts);
    if (problem.empty()) continue;
    Finding& finding = findings.add(mail_from.name, dns::Type::mx).says(problem);
    if (mail_from.hosts.size() == 1 && is_of_another_region(mail_from, facts)) finding.with(Certainty::likely);
    if (is_cosmetic(mail_from, facts))
      finding.with(Severity::info).means("Mail works all the same.");
    else
      finding.means(
          "SES then sends with a MAIL FROM of amazonses.com, which never counts for DMARC, or refuses to send.");
    offer_mx(mail_from, facts, finding);
  }
}

}  // namespace

extern const Rule rule{
    .id = "ses-mailfrom-mx",
    .severity = Severity::error,
    .title = "The MAIL FROM domain does not have the one MX that Amazon SES asks for",
    .reference = "Amazon SES Developer Guide, Using a custom MAIL FROM domain",
    .why =
        "Amazon SES looks at the MX of the MAIL FROM domain to see whether it may use it: there has to be exactly one, "
        "and it has to be its own, because bounces go there. Otherwise it falls back to a MAIL FROM of amazonses.com, "
        "so that SPF no longer counts for DMARC, or stops sending.",
    .bad = R"(
@               TXT "v=spf1 -all"
mail            MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail            MX  20 mx.example.net.
mail            TXT "v=spf1 include:amazonses.com ~all"
amazonses.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc          TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey   TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
)",
    .good = R"(
@               TXT "v=spf1 -all"
mail            MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail            TXT "v=spf1 include:amazonses.com ~all"
amazonses.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc          TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey   TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
)",
    .check = check};

}  // namespace mailauth::rules::ses_mailfrom_mx
