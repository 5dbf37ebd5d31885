#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_selector_unknown {

namespace {

// The name exists, and one that nobody publishes does not: so it is no server that answers NODATA for everything.
// That is how a domain with DKIM looks, and no fault of it: what is missing is the selector, here. Hence only info.
bool has_names_below(const facts::DkimFacts& dkim) {
  return dkim.domainkey != nullptr && dkim.domainkey->outcome == dns::Outcome::no_data && dkim.wildcard != nullptr &&
         dkim.wildcard->outcome == dns::Outcome::no_domain;
}

void check(const Facts& facts, Findings& findings) {
  const facts::DkimFacts& dkim = facts.dkim;
  if (!has_names_below(dkim) || !dkim.selectors.empty() || dkim.unanswered > 0) return;
  findings.add(dkim.domainkey->question.name, dns::Type::txt)
      .says(fmt::format("none of {} well-known selectors has a key, but there are others", dkim.probed))
      .means("Whether the keys are good cannot be said without their names.")
      .note("Give the name with --selector: it is s= in the DKIM-Signature of a message that the domain has sent");
}

}  // namespace

extern const Rule rule{
    .id = "dkim-selector-unknown",
    .severity = Severity::info,
    .title = "The domain has DKIM keys, but not at a selector that is known",
    .reference = "RFC 6376 3.1",
    .why = "Keys stand below _domainkey under names that only the signer knows, and the DNS does not list them. None "
           "of the usual names has one, so nothing can be said about the keys: name the selector, which a signed "
           "message shows as s= in its DKIM-Signature.",
    .bad = SAMPLE_SPF_AND_DMARC "a-name-of-its-own._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"",
    .good = ";! --selector a-name-of-its-own\n" SAMPLE_SPF_AND_DMARC
            "a-name-of-its-own._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"",
    .check = check};

}  // namespace mailauth::rules::dkim_selector_unknown
