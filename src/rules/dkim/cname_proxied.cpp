#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_cname_proxied {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    if (selector.address == nullptr) continue;
    findings.add(selector.name, selector.address->question.type)
        .says(fmt::format("the selector {} has addresses and no key", selector.selector))
        .means("Verifiers find no key, so every signature made with this selector fails.")
        .note("Panels of web proxies do that to a CNAME: switch the proxy off for this record (\"DNS only\")");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-cname-proxied",
    .severity = Severity::error,
    .title = "A web proxy answers in place of a DKIM key",
    .reference = "RFC 6376 3.6.2.2",
    .why = "A record that a panel passes through its web proxy answers with addresses of the proxy instead of a key or "
           "an alias. Verifiers find no key, and mail that is signed with it counts as unsigned.",
    .bad = ";! --selector s1\n" SAMPLE_SPF_AND_DMARC "s1._domainkey A 192.0.2.80",
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_cname_proxied
