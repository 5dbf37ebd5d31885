#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/alias_target.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_cname_target_mismatch {

namespace {

void report(const facts::DkimSelector& selector, const AliasMismatch& mismatch, Findings& findings) {
  const dns::Name& target = selector.answer->cnames.front();
  Finding& finding = findings.add(selector.name, dns::Type::cname);
  finding
      .says(fmt::format("the CNAME of the selector {} leads to {}, which {} does not use for it", selector.selector,
                        target.text(), mismatch.service))
      .note(fmt::format("it belongs to {}", mismatch.wanted));
  if (mismatch.target) finding.publish(selector.name, dns::Type::cname, *mismatch.target);
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (const auto mismatch = alias_mismatch(selector, facts)) report(selector, *mismatch, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dkim-cname-target-mismatch",
    .severity = Severity::error,
    .title = "A DKIM CNAME leads to a target that its service does not use for this name",
    .reference = "RFC 6376 6.1.2",
    .why = "The target of such a CNAME contains the selector, and often the domain. Where another one was copied, "
           "receivers find the key of another selector or customer, or none, and signatures fail.",
    .bad = SAMPLE_SPF_AND_DMARC R"(
fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm2._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm3._domainkey CNAME fm3.example.com.dkim.fmhosted.com.
*.dkim.fmhosted.com. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(
fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm2._domainkey CNAME fm2.example.com.dkim.fmhosted.com.
fm3._domainkey CNAME fm3.example.com.dkim.fmhosted.com.
*.dkim.fmhosted.com. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::dkim_cname_target_mismatch
