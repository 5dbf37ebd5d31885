#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::dkim_testing_flag {

namespace {

// The "y" of t=s:y
Span place_of_y(const records::dkim::Record& key) {
  uint32_t at = key.t->begin;
  for (const std::string_view flag : text::split(key.text(*key.t), ':')) {
    const auto length = static_cast<uint32_t>(flag.size());
    if (text::trim(flag) == "y") {
      const auto y = at + static_cast<uint32_t>(flag.find('y'));
      return {y, y + 1};
    }
    at += length + 1;
  }
  return *key.t;
}

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.t || !key.testing() || key.revoked()) return;
    findings.add(key.source, place_of_y(key), key.flags.size() == 1 ? "remove t=y" : "remove this y")
        .says(fmt::format("the DKIM key of the selector {} is in test mode", selector.selector))
        .means("Verifiers may treat mail signed with it as if it were not signed.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-testing-flag",
    .severity = Severity::warning,
    .title = "The DKIM key says that it is only a test",
    .reference = "RFC 6376 3.6.1",
    .why = "t=y tells verifiers that the domain is only trying DKIM out, and that mail whose signature fails is to be "
           "treated like unsigned mail; some go further and ignore good signatures too. It is often forgotten after "
           "the first tests.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; t=y; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::weak_key,
    .wish = Wish::end_testing,
    .check = check};

}  // namespace mailauth::rules::dkim_testing_flag
