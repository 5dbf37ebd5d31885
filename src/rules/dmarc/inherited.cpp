#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_inherited {

namespace {

namespace dmarc = records::dmarc;

// sp= if it is there, else p=.
Span deciding_value(const dmarc::Record& record) {
  for (const std::string_view name : {"sp", "p"})
    if (const records::Tag* tag = record.find(name)) return tag->span;
  return record.list.tags.front().span;
}

void check(const Facts& facts, Findings& findings) {
  if (facts.dmarc.discovery.unknown()) return;
  for (const DmarcSubject& subject : dmarc_in_force(facts)) {
    if (subject.own) continue;
    const auto policy = dmarc::effective_subdomain_policy(*subject.record);
    add(findings, subject, deciding_value(*subject.record), "this decides")
        .says(fmt::format("{} has no DMARC record of its own and inherits p={} from {}", facts.domain().text(),
                          policy ? to_string(*policy) : "no policy", subject.domain->text()));
    return;
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-inherited",
    .severity = Severity::info,
    .title = "The domain has no DMARC record of its own and inherits a policy",
    .reference = "RFC 9989 4.10.1",
    .why = "A name without a record uses the policy of its organizational domain, which is as good as one of its own. "
           "Whoever wants to change it has to change it there.",
    .bad = R"(;! --domain news.example.com
news A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(;! --domain news.example.com
news A 192.0.2.1
_dmarc.news TXT "v=DMARC1; p=reject"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_inherited
