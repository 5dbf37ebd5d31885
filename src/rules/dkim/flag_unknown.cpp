#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/quote.h"

namespace mailauth::rules::dkim_flag_unknown {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.t || before_swallowed(key, *key.t) != *key.t) return;
    for (const std::string& flag : key.flags) {
      if (flag == "y" || flag == "s") continue;
      findings.add(key.source, *key.t, fmt::format("remove {}", text::quote(flag)))
          .says(fmt::format("t= of the selector {} has the flag {}, which nobody knows", selector.selector,
                            text::quote(flag)))
          .means("Verifiers pass over it.");
    }
  });
}

}  // namespace

extern const Rule rule{.id = "dkim-flag-unknown",
                       .severity = Severity::info,
                       .title = "t= of the DKIM key has a flag that nobody knows",
                       .reference = "RFC 6376 3.6.1",
                       .why = "The flags of t= are y (a test) and s (no subdomains). Verifiers pass over "
                              "others: what was meant does not happen.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; t=x; p=" SAMPLE_RSA_2048),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                       .check = check};

}  // namespace mailauth::rules::dkim_flag_unknown
