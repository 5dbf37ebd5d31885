#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_service_not_email {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.s || before_swallowed(key, *key.s) != *key.s) return;
    if (plain_list_has(key, *key.s, "*") || plain_list_has(key, *key.s, "email")) return;
    Finding& finding = findings.add(key.source, *key.s, "write email here, or remove s=");
    finding.says(fmt::format("s= of the selector {} does not permit e-mail", selector.selector))
        .means("Verifiers refuse the key for mail, so every signature made with this selector fails.");
    // RFC 8460 3: reports on TLS may be signed with a key of their own.
    if (plain_list_has(key, *key.s, "tlsrpt") && !is_given(selector))
      finding.with(Severity::info).means("It is a key for reports on TLS (tlsrpt), and mail is not signed with it.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-service-not-email",
    .severity = Severity::error,
    .title = "s= of the DKIM key excludes e-mail",
    .reference = "RFC 6376 3.6.1, RFC 8460 3",
    .why = "s= lists what the key may be used for: email, or * for everything. Verifiers of mail refuse a key that "
           "lists neither, and mail that is signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; s=other; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; s=email; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_service_not_email
