#include <fmt/format.h>

#include "diagnosis/pasted.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_txt_not_a_policy {

namespace {

void report(const Source& source, const dns::Name& owner, const Facts& facts, std::string_view expected,
            Findings& findings) {
  if (diagnosis::as_not_a_record(source, owner, facts.domain())) return;  // said by the rule for what was pasted
  findings.add(source, source.whole(), fmt::format("{} belongs here", expected))
      .says(fmt::format("this is not {}, and receivers ignore it", expected));
}

// Other TXT beside a record do no harm: receivers pass them over.
void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName& dmarc = facts.dmarc.at_domain;
  if (dmarc.records.empty() && dmarc.lookalikes.empty())
    for (const Source& source : dmarc.unrelated) report(source, dmarc.owner, facts, "a DMARC record", findings);
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (selector.keys.empty() && selector.origin == facts::DkimSelector::Origin::given)
      for (const Source& source : selector.unrelated) report(source, selector.name, facts, "a DKIM key", findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-not-a-policy",
    .severity = Severity::error,
    .title = "The TXT record is not what receivers look for at this name",
    .reference = "RFC 9989 4.10, RFC 6376 6.1.2, RFC 7208 4.5",
    .why =
        "Something else was published where a policy or a key belongs. Receivers ignore it: it is as if nothing were "
        "published there.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc TXT "please reject"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::dns_txt_not_a_policy
