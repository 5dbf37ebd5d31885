#include <fmt/format.h>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_missing {

namespace {

bool has_address(const dns::Answer* answer) { return answer != nullptr && answer->found(); }

void check(const Facts& facts, Findings& findings) {
  if (!facts.mx.answer->absent() || !(has_address(facts.mx.a) || has_address(facts.mx.aaaa))) return;
  const std::string sign = sign_of_sending(facts);
  if (sign.empty()) return;  // x-parked-incomplete
  findings.add(facts.domain(), dns::Type::mx)
      .says(fmt::format("{} sends mail but has no MX, so replies and bounces go to its own address",
                        facts.domain().text()))
      .note(fmt::format("it sends: {}", sign));
}

}  // namespace

extern const Rule rule{.id = "mx-missing",
                       .severity = Severity::warning,
                       .title = "The domain sends mail but has no MX",
                       .reference = "RFC 5321 5.1",
                       .why = "Without MX, senders try the address of the domain itself, which is a web server "
                              "in most cases. Replies and bounces wait there for days and come back, and some "
                              "receivers distrust mail from domains that cannot be answered.",
                       .bad = R"(@ A 192.0.2.1
@ TXT "v=spf1 a -all")",
                       .good = R"(@ A 192.0.2.1
@ TXT "v=spf1 a -all"
@ MX 10 mail
mail A 192.0.2.25)",
                       .check = check};

}  // namespace mailauth::rules::mx_missing
