#include <fmt/format.h>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_missing {

namespace {

bool has_address(const dns::Answer* answer) { return answer != nullptr && answer->found(); }
bool has_none(const dns::Answer* answer) { return answer != nullptr && answer->absent(); }

void check(const Facts& facts, Findings& findings) {
  const std::string sign = sign_of_sending(facts);
  if (!facts.mx.answer->absent() || sign.empty()) return;  // x-parked-incomplete
  const bool has_host = has_address(facts.mx.a) || has_address(facts.mx.aaaa);
  if (!has_host && !(has_none(facts.mx.a) && has_none(facts.mx.aaaa))) return;  // the DNS did not say
  Finding& finding = findings.add(facts.domain(), dns::Type::mx);
  finding.note(fmt::format("it sends: {}", sign));
  if (has_host)
    finding.says(fmt::format("{} sends mail but has no MX, so replies and bounces go to its own address",
                             facts.domain().text()));
  else
    finding
        .says(
            fmt::format("{} sends mail but has neither MX nor address, so nobody can answer it", facts.domain().text()))
        .means("Many receivers refuse mail from a domain that no answer can be sent to; replies and bounces are lost.")
        .with(Severity::error);
}

}  // namespace

extern const Rule rule{.id = "mx-missing",
                       .severity = Severity::warning,
                       .title = "The domain sends mail but has no MX",
                       .reference = "RFC 5321 5.1",
                       .why = "Without MX, senders try the address of the domain itself, which is a web server "
                              "in most cases. Replies and bounces wait there for days and come back, and some "
                              "receivers distrust mail from domains that cannot be answered. Where there is no "
                              "address either, many refuse it.",
                       .bad = R"(@ A 192.0.2.1
@ TXT "v=spf1 a -all")",
                       .good = R"(@ A 192.0.2.1
@ TXT "v=spf1 a -all"
@ MX 10 mail
mail A 192.0.2.25)",
                       .rungs = Rung::lacks_of_a_sender,
                       .check = check};

}  // namespace mailauth::rules::mx_missing
