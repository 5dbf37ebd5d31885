#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_dkim_cname_count {

namespace {

std::vector<const facts::DkimSelector*> ses_selectors(const facts::DkimFacts& dkim) {
  std::vector<const facts::DkimSelector*> found;
  for (const facts::DkimSelector& selector : dkim.selectors)
    if (is_ses_selector(selector)) found.push_back(&selector);
  return found;
}

bool all_answered(const std::vector<const facts::DkimSelector*>& selectors) {
  return std::none_of(selectors.begin(), selectors.end(), [](const facts::DkimSelector* selector) {
    return selector->answer == nullptr || selector->answer->pending() || selector->answer->failed();
  });
}

// Tokens are random, so one that nobody gave is not missing: it is only unknown. One alone is what a message shows in
// its DKIM-Signature; whoever gives two has looked them up, and may have no more.
void report_unknown(std::size_t known, Finding& finding) {
  finding
      .says(fmt::format("only {} of the {} DKIM tokens of Amazon SES {} known", known, ses_dkim_tokens,
                        known == 1 ? "is" : "are"))
      .means("All three have to be published, because SES signs with each of them in turn.")
      .with(known == 1 ? Severity::info : Severity::warning)
      .with(Certainty::likely)
      .note("Tokens cannot be guessed: give all three with --ses-token, as the console of SES shows them");
}

void report_missing(std::size_t published, Finding& finding) {
  finding
      .says(fmt::format("only {} of the {} DKIM CNAMEs of Amazon SES {} published", published, ses_dkim_tokens,
                        published == 1 ? "is" : "are"))
      .means(
          "SES signs with each of the three in turn: mail signed with one that is not published counts as unsigned.");
}

void check(const Facts& facts, Findings& findings) {
  const auto selectors = ses_selectors(facts.dkim);
  if (selectors.empty() || !all_answered(selectors)) return;
  const auto is_there = [](const facts::DkimSelector* selector) { return is_published(*selector); };
  const auto published = static_cast<std::size_t>(std::count_if(selectors.begin(), selectors.end(), is_there));
  if (published == 0 || published >= ses_dkim_tokens) return;  // none at all: dkim-key-missing

  const auto first = *std::find_if(selectors.begin(), selectors.end(), is_there);
  Finding& finding = findings.add(first->name, dns::Type::cname);
  if (selectors.size() < ses_dkim_tokens)
    report_unknown(selectors.size(), finding);
  else
    report_missing(published, finding);
  for (const facts::DkimSelector* selector : selectors)
    finding.note(fmt::format("{}: {}", is_there(selector) ? "published" : "missing", selector->name.text()));
}

}  // namespace

extern const Rule rule{
    .id = "ses-dkim-cname-count",
    .severity = Severity::error,
    .title = "Not all three DKIM CNAMEs of Amazon SES are published",
    .reference = "Amazon SES Developer Guide, Easy DKIM",
    .why = "Amazon SES gives each domain three DKIM records and signs with them in turn, so that it can replace keys. "
           "With one or two of them, mail is signed today and fails after the next change of keys; often SES does not "
           "verify the domain at all.",
    .bad = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::ses_dkim_cname_count
