#include <fmt/format.h>

#include <algorithm>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::across_mailfrom_unaligned {

namespace {

using facts::Service;
using facts::Sign;

bool has(const facts::RecognisedService& recognised, Sign sign) {
  return std::find(recognised.signs.begin(), recognised.signs.end(), sign) != recognised.signs.end();
}

// It signs for the domain, and would let it have a MAIL FROM of its own. ses-apex-include-only says the same of SES, at
// the include.
bool sends_with_its_own(const facts::RecognisedService& recognised, const Facts& facts) {
  const Service& service = *recognised.service;
  const bool is_said_already = service.id == "amazon-ses" && direct_ses_include(facts.spf) != nullptr;
  return service.kind == Service::Kind::sender && !service.return_paths.empty() && !is_said_already &&
         has(recognised, Sign::dkim_target) && !has(recognised, Sign::return_path);
}

void check(const Facts& facts, Findings& findings) {
  if (facts.request.mail_from) return;  // then it is known
  for (const facts::RecognisedService& recognised : facts.services) {
    if (!sends_with_its_own(recognised, facts)) continue;
    const Service& service = *recognised.service;
    findings.add(facts.domain(), dns::Type::txt)
        .says(fmt::format("mail of {} through {} passes SPF for the service, not for the domain: DMARC rests on DKIM",
                          facts.domain().text(), service.name))
        .with(Certainty::likely)
        .note(fmt::format("no MAIL FROM domain of {} was found below {}; if there is one, name it with --mail-from",
                          service.name, facts.domain().text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "x-mailfrom-unaligned",
    .severity = Severity::info,
    .title = "A mail service sends with its own MAIL FROM: only DKIM counts for DMARC",
    .reference = "RFC 9989 4.4.2",
    .why = "SPF counts for DMARC only if the MAIL FROM domain belongs to the domain that people see. A service that "
           "uses a MAIL FROM of its own passes SPF for itself. That is fine as long as DKIM holds; a custom MAIL FROM "
           "domain gives the mail a second leg.",
    .bad = SAMPLE_SPF_AND_DMARC R"(s1._domainkey CNAME s1.domainkey.u1.wl.sendgrid.net.
*.sendgrid.net. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(s1._domainkey CNAME s1.domainkey.u1.wl.sendgrid.net.
s1.domainkey.u1.wl.sendgrid.net. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
em CNAME u1.wl.sendgrid.net.
u1.wl.sendgrid.net. TXT "v=spf1 ip4:192.0.2.0/24 -all"
u1.wl.sendgrid.net. MX 10 mx.sendgrid.net.)",
    .check = check};

}  // namespace mailauth::rules::across_mailfrom_unaligned
