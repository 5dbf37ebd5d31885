#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_redundant_network {

namespace {

using records::spf::Term;

bool permits(const Term& term) { return term.network && term.qualifier == records::spf::Qualifier::pass; }

bool covers(const Term& other, const Term& term) {
  return permits(other) && other.network->prefix <= term.network->prefix &&
         contains(*other.network, term.network->address);
}

// Of equal networks the first one stays. Where another qualifier comes between, the order decides.
const Term* covering(const std::vector<Term>& terms, std::size_t at) {
  for (std::size_t other = 0; other < terms.size(); ++other) {
    if (other == at || !covers(terms[other], terms[at])) continue;
    const bool equal = masked(*terms[other].network) == masked(*terms[at].network);
    if (!equal || other < at) return &terms[other];
  }
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    const auto& terms = subject.record->terms;
    for (std::size_t at = 0; at < terms.size(); ++at) {
      const Term* larger = permits(terms[at]) ? covering(terms, at) : nullptr;
      if (larger == nullptr) continue;
      add(findings, subject, terms[at].span, "remove this")
          .says(fmt::format("{} is already part of {}", text::quote(subject.record->text(terms[at].span)),
                            text::quote(subject.record->text(larger->span))));
    }
  }
}

}  // namespace

extern const Rule rule{.id = "spf-redundant-network",
                       .severity = Severity::info,
                       .title = "A network in the SPF record is already part of another one",
                       .reference = "RFC 7208 10.1.1",
                       .why = "It does no harm, but makes the record longer, and whoever removes the "
                              "larger network later wonders why the smaller one still may send.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.77 -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_redundant_network
