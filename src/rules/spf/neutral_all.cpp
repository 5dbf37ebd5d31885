#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_neutral_all {

namespace {

using records::spf::Kind;

// Only the first `all` counts. Inside of an include it does not matter (RFC 7208 5.2).
void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    const auto terms = diagnosis::meant_terms(*subject.record);
    const auto all = std::find_if(terms.begin(), terms.end(),
                                  [](const diagnosis::MeantTerm& term) { return term.means(Kind::all); });
    if (all == terms.end() || all->meant.back().qualifier != records::spf::Qualifier::neutral) continue;
    add(findings, subject, all->written->span, "write ~all here")
        .says(fmt::format("{} says nothing about servers that the record does not list",
                          text::quote(subject.record->text(all->written->span))));
  }
}

}  // namespace

extern const Rule rule{.id = "spf-neutral-all",
                       .severity = Severity::warning,
                       .security = Security::weaker_than_meant,
                       .title = "The SPF record says nothing about servers that it does not list",
                       .reference = "RFC 7208 8.2",
                       .why = "With ?all the answer for every other server is neutral, which receivers "
                              "treat like no SPF at all: forged mail is not told from genuine mail.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 ?all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_neutral_all
