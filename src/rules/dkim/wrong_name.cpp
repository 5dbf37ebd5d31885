#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_wrong_name {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    for (const facts::StrayKey& stray : selector.strays) {
      Finding& finding = findings.add(stray.key.source, stray.key.source.whole(), "this belongs at another name");
      finding.says(fmt::format("the key is at {}, and verifiers look at {}", stray.name.text(), selector.name.text()))
          .means("They find no key, so every signature made with this selector fails.");
      if (selector.strays.size() == 1 && records::dkim::is_usable(stray.key))
        finding.publish(selector.name, stray.key.source.text);
    }
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-wrong-name",
    .severity = Severity::error,
    .title = "A DKIM key stands at a name where no verifier looks",
    .reference = "RFC 6376 3.6.2.1",
    .why = "Verifiers look for the key at <selector>._domainkey.<domain> and nowhere else. At this name nobody finds "
           "it, and mail that is signed with it counts as unsigned.",
    .bad = ";! --selector s1\n" SAMPLE_SPF_AND_DMARC "s1.domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"",
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_wrong_name
