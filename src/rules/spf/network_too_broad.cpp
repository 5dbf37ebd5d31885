#include <fmt/format.h>

#include "rules/spf/helpers/broad_network.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_network_too_broad {

namespace {

using records::spf::Term;

constexpr uint8_t very_broad_v4 = 8;

bool is_reported_here(const text::Network& network) { return is_broad(network) && network.prefix > 0; }  // spf-plus-all

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts))
    for (const Term& term : subject.record->terms) {
      if (!term.network || term.qualifier != records::spf::Qualifier::pass || !is_reported_here(*term.network))
        continue;
      const bool v4 = term.network->address.family == text::Ip::Family::v4;
      Finding& finding = add(findings, subject, term.prefix, "list the servers that really send");
      finding.says(fmt::format("{} permits {}", text::quote(subject.record->text(term.span)),
                               v4 ? fmt::format("{} addresses", uint64_t{1} << (32 - term.network->prefix))
                                  : std::string("more than one provider has")));
      if (v4 && term.network->prefix < very_broad_v4) finding.with(Severity::error);
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-network-too-broad",
    .severity = Severity::warning,
    .security = Security::somebody_can_send,
    .title = "The SPF record permits a very large network",
    .reference = "RFC 7208 10.1.1, RFC 9989 7.1",
    .why = "Every customer of that network may send mail as this domain. One abused server among so many is enough.",
    .bad = R"(@ TXT "v=spf1 ip4:198.0.0.0/9 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:198.51.100.0/24 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_network_too_broad
