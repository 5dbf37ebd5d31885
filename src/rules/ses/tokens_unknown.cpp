#include <fmt/format.h>

#include <algorithm>

#include "rules/authentication.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_tokens_unknown {

namespace {

// By a record of any kind. What --expect alone names is x-expected-service-missing.
bool is_recognised(const Facts& facts) {
  return std::ranges::any_of(facts.services, [](const auto& each) { return each.service->id == "amazon-ses"; });
}

// Who sends through SES for others, such as Resend, signs with one key at a selector of its own.
bool is_key_of_a_reseller(const facts::DkimSelector& selector) {
  const dns::Name include = dns::Name::parse(ses_include).value_or(dns::Name{});
  const auto has_selector = [&](const facts::Service& service) {
    return std::ranges::find(service.selectors, selector.selector) != service.selectors.end();
  };
  return is_published(selector) && std::ranges::any_of(facts::services(), [&](const facts::Service& service) {
           return std::ranges::find(service.includes, include.text()) != service.includes.end() &&
                  has_selector(service);
         });
}

bool knows_a_key(const Facts& facts) {
  return std::ranges::any_of(facts.dkim.selectors, [](const facts::DkimSelector& selector) {
    return is_ses_selector(selector) || is_key_of_a_reseller(selector);
  });
}

std::string target_of_tokens(const Facts& facts) { return ses_dkim_zone(ses_region(facts).value_or("")).text(); }

// What to publish, with the region where it is known.
void add_records(const Facts& facts, Finding& finding) {
  const std::string& domain = facts.domain().text();
  const auto region = ses_region(facts);
  finding.note(fmt::format("publish for each of the three: TOKEN._domainkey.{} CNAME TOKEN.{}{}", domain,
                           target_of_tokens(facts), region ? "" : " (a few regions have a zone of their own)"));
  if (has_ses_mail_from(facts)) return;
  finding.note(
      fmt::format("for SPF set a MAIL FROM domain in SES: mail.{0} MX {1} feedback-smtp.{2}.amazonses.com, and "
                  "mail.{0} TXT \"v=spf1 include:{3} ~all\"",
                  domain, ses_mx_preference, region.value_or("REGION"), ses_include));
  finding.note(fmt::format("mailauth setup amazon-ses {} --region {} --token ... prints all of it", domain,
                           region.value_or("REGION")));
}

void check(const Facts& facts, Findings& findings) {
  if (!is_recognised(facts) || knows_a_key(facts) || takes_ses_bounces(facts)) return;
  if (facts.dkim.domainkey->question.name.is_root()) return;  // the domain is so long that nothing can stand below it
  const std::string& domain = facts.domain().text();
  const bool may_align = has_ses_mail_from(facts) || may_be_workmail(facts);  // by SPF
  Finding& finding = findings.add(facts.dkim.domainkey->question.name, dns::Type::cname);
  if (has_no_selector(facts))
    finding.says(fmt::format("{} uses Amazon SES, and has none of its three DKIM CNAMEs", domain));
  else
    finding
        .says(fmt::format("{} uses Amazon SES: whether its mail is signed depends on three tokens that are not known",
                          domain))
        .with(Certainty::likely);
  finding
      .means(may_align ? "SPF may pass for its MAIL FROM domain, but only DKIM survives forwarding."
                       : "SES sends with a MAIL FROM of amazonses.com, so that an include at the domain never aligns: "
                         "without its keys such mail does not pass DMARC.")
      .note(
          fmt::format("the console of SES shows them under Identities, {}, Authentication, DKIM, Publish DNS records: "
                      "give each to --ses-token (a key of your own: --selector)",
                      domain));
  if (may_align) finding.with(Severity::info);
  add_records(facts, finding);
}

}  // namespace

extern const Rule rule{
    .id = "ses-tokens-unknown",
    .severity = Severity::warning,
    .title = "Amazon SES is used, and its DKIM tokens are not known",
    .reference = "Amazon SES Developer Guide, Easy DKIM",
    .why =
        "Mail through Amazon SES passes DMARC by its DKIM signature, and its keys stand under three random tokens that "
        "nobody can guess. As long as they are not given, nobody can tell whether they are published. An include at "
        "the domain itself does not help, because SES sends with a MAIL FROM of its own.",
    .bad = R"(@              TXT "v=spf1 include:amazonses.com ~all"
_dmarc         TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all")",
    .good = R"(;! --ses-token ujzdegxdncf32epf3dhodzdocis2jhtl
;! --ses-token gmxgedn73u55xtplpft7v4seh2kvj72c
;! --ses-token euvw75efr6edt4sywb5wkh7dnsipzz7f
@              TXT "v=spf1 -all"
mail           MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail           TXT "v=spf1 include:amazonses.com ~all"
_dmarc         TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .leads = true,
    .rungs = Rung::no_key | Rung::lacks_of_a_sender,
    .check = check};

}  // namespace mailauth::rules::ses_tokens_unknown
