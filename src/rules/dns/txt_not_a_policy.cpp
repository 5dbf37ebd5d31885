#include <fmt/format.h>

#include <span>

#include "diagnosis/pasted.h"
#include "facts/wildcard.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_txt_not_a_policy {

namespace {

// Nobody has published it there.
void report_alias(const dns::Answer& answer, std::string_view expected, Findings& findings) {
  findings.add(answer.question.name, dns::Type::cname)
      .says(fmt::format("{} is an alias (CNAME) of {}, where other text stands and not {}", answer.question.name.text(),
                        answer.owner().text(), expected))
      .note(fmt::format("remove the CNAME and publish {} at {}, or publish it where the CNAME leads", expected,
                        answer.question.name.text()));
}

// A wildcard's is no record of this name: that it has none is said by dmarc-missing and dkim-key-missing. What was
// pasted there is said by a rule of its own.
void look_at(const dns::Answer& answer, std::span<const Source> texts, const Facts& facts, std::string_view expected,
             Findings& findings) {
  if (texts.empty() || facts::wildcard_behind(facts, answer)) return;
  if (!answer.cnames.empty()) return report_alias(answer, expected, findings);
  for (const Source& source : texts)
    if (!diagnosis::as_not_a_record(source, answer.question.name, facts.domain()))
      findings.add(source, source.whole(), fmt::format("{} belongs here", expected))
          .says(fmt::format("this is not {}, and receivers ignore it", expected));
}

// Other TXT beside a record do no harm: receivers pass them over.
void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName& dmarc = facts.dmarc.at_domain;
  if (dmarc.records.empty() && dmarc.lookalikes.empty() && dmarc.answer != nullptr)
    look_at(*dmarc.answer, dmarc.unrelated, facts, "a DMARC record", findings);
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (selector.keys.empty() && selector.origin == facts::DkimSelector::Origin::given)
      look_at(*selector.answer, selector.unrelated, facts, "a DKIM key", findings);
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
