#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_pkcs1 {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || key.key.form != records::dkim::Form::pkcs1 || key_type(key) != "rsa") return;
    findings.add(key.source, *key.p, "publish it as SubjectPublicKeyInfo")
        .says(fmt::format("the DKIM key of the selector {} is a bare RSA key (PKCS#1)", selector.selector))
        .means("Many verifiers expect SubjectPublicKeyInfo and refuse it; the key itself is fine.");
  });
}

}  // namespace

extern const Rule rule{.id = "dkim-p-pkcs1",
                       .severity = Severity::warning,
                       .title = "The DKIM key is in a form that many verifiers do not read",
                       .reference = "RFC 6376 3.6.1, RFC 6376 C",
                       .why = "RSA keys are published as SubjectPublicKeyInfo, which begins with the name of "
                              "the algorithm, as in every example of the RFC. This one is a bare RSAPublicKey "
                              "(PKCS#1): two of three verifiers that were tried refuse it.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_1024_PKCS1),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_1024),
                       .rungs = Rung::key_not_readable,
                       .check = check};

}  // namespace mailauth::rules::dkim_p_pkcs1
