#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_certificate {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || key.key.form != records::dkim::Form::certificate) return;
    findings.add(key.source, *key.p, "only the public key of it belongs here")
        .says(fmt::format("p= of the selector {} holds a certificate", selector.selector))
        .means("Verifiers expect a key, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{.id = "dkim-p-certificate",
                       .severity = Severity::error,
                       .title = "There is a certificate in place of the DKIM key",
                       .reference = "RFC 6376 3.6.1",
                       .why = "p= holds the bare public key. Verifiers do not look for it in an X.509 "
                              "certificate, so no signature made with this selector passes.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_CERTIFICATE_2048),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                       .rungs = Rung::key_not_readable,
                       .check = check};

}  // namespace mailauth::rules::dkim_p_certificate
