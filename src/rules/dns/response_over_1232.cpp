#include <fmt/format.h>

#include "rules/dns/helpers/answer_size.h"
#include "rules/dns/helpers/policy_answers.h"
#include "rules/rule.h"
#include "text/quote.h"

namespace mailauth::rules::dns_response_over_1232 {

namespace {

void report(const dns::Answer& answer, Findings& findings) {
  Finding& finding = findings.add(answer.question.name, answer.question.type);
  finding.says(fmt::format("the answer for {} has {} octets, and most resolvers take {} over UDP",
                           to_string(answer.question), answer_size(answer), largest_usual_udp));
  if (answer.records.size() > 1) finding.note(fmt::format("{} TXT records are there", answer.records.size()));
  for (const Source& source : txt_sources(answer))
    if (!records::spf::is_spf(source.text) && source.text.size() >= 100)
      finding.note(fmt::format("{} octets: {}", source.text.size(), text::quote(source.text)));
}

void check(const Facts& facts, Findings& findings) {
  for (const dns::Answer* answer : policy_answers(facts))
    if (answer_size(*answer) > largest_usual_udp) report(*answer, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-response-over-1232",
    .severity = Severity::warning,
    .title = "The answer with the policy is too long for most DNS paths without TCP",
    .reference = "RFC 7208 3.4, RFC 6891 6.2.5",
    .why = "Resolvers usually take up to 1232 octets over UDP and then ask again over TCP, which takes longer and does "
           "not work everywhere. Receivers that fail to do so get no policy.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "service-a-verification=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
@ TXT "service-b-verification=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
@ TXT "service-c-verification=cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
@ TXT "service-d-verification=dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
@ TXT "service-e-verification=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
@ TXT "service-f-verification=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::dns_response_over_1232
