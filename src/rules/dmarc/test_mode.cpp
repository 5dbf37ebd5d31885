#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_test_mode {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_in_force(facts)) {
    const dmarc::Record& record = *subject.record;
    if (!record.testing.value_or(false)) continue;
    const auto policy = subject.own ? dmarc::effective_policy(record) : dmarc::effective_subdomain_policy(record);
    if (!policy || *policy == dmarc::Policy::none) continue;
    add(findings, subject, record.find("t")->span, "leave this out when the test is over")
        .says(fmt::format("t=y: newer receivers apply {}, older ones {}", to_string(dmarc::one_level_lower(*policy)),
                          to_string(*policy)));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-test-mode",
    .severity = Severity::warning,
    .security = Security::weaker_than_meant,
    .title = "t=y asks newer receivers for less than the policy says, and older ones do not know it",
    .reference = "RFC 9989 4.7",
    .why = "With t=y receivers that follow RFC 9989 apply one level less than p= says. Older ones enforce the policy "
           "in full: the test is not one everywhere, and the protection is not what it looks like.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_test_mode
