#include <fmt/format.h>

#include "records/known_keys.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/public_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_weak_debian {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || !has_public_key(key)) return;
    const auto origin = records::dkim::origin_of_known_key(key.key);
    if (!origin && !is_listed_as_bad(facts, key)) return;
    Finding& finding = findings.add(key.source, *key.p, "replace this key").note(advice_on_broken_key(selector));
    if (origin)
      finding.says(fmt::format("the key of the selector {} is the example of {}", selector.selector, *origin))
          .means("Its private key is printed there: anybody can sign mail as the domain.");
    else
      finding.says(fmt::format("the key of the selector {} is in the list of bad keys", selector.selector))
          .means("Others can have its private key and sign mail as the domain, which no receiver can tell from real "
                 "mail.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-weak-debian",
    .severity = Severity::error,
    .security = Security::somebody_can_sign,
    .title = "The private half of the DKIM key is known to everybody",
    .reference = "RFC 6376 8.3, CVE-2008-0166",
    .why = "The key is the example of an RFC, whose private key is printed beside it, or it is in the list given with "
           "--bad-keys: such lists have leaked keys and those that Debian's OpenSSL made again and again until 2008. "
           "Anybody who has the private key can sign any mail as the domain.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_weak_debian
