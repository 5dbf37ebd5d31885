#include <fmt/format.h>

#include "mailauth/rules/rule.h"
#include "records/known_keys.h"
#include "rules/dkim_help.h"
#include "rules/samples.h"

namespace mailauth::rules {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || !has_public_key(key)) return;
    const auto origin = records::dkim::origin_of_known_key(key.key);
    if (!origin) return;
    findings.add(key.source, *key.p, "replace this key")
        .says(fmt::format("the key of the selector {} is the example of {}", selector.selector, *origin))
        .means("Its private key is printed there: anybody can sign mail as the domain.")
        .note(advice_on_broken_key(selector));
  });
}

}  // namespace

extern const Rule dkim_rsa_weak_debian{
    .id = "dkim-rsa-weak-debian",
    .severity = Severity::error,
    .title = "The private half of the DKIM key is known to everybody",
    .reference = "RFC 6376 8.3, CVE-2008-0166",
    .why = "The key was copied from an example whose private key is printed beside it, or is one of those that broken "
           "software made again and again. Anybody who has it can sign any mail as the domain.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules
