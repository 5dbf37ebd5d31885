#include <fmt/format.h>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_multiple_all {

namespace {

using records::spf::Kind;

void report(const SpfSubject& subject, const std::vector<const records::spf::Term*>& alls, Findings& findings) {
  Finding& finding = add(findings, subject, alls[1]->span, "remove this: only the first 'all' counts");
  finding.says(fmt::format("{} 'all' terms are there, and only {} counts", alls.size(),
                           text::quote(subject.record->text(alls.front()->span))));
  for (std::size_t at = 2; at < alls.size(); ++at) finding.mark(alls[at]->span, "remove this");
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    std::vector<const records::spf::Term*> alls;
    for (const diagnosis::MeantTerm& term : diagnosis::meant_terms(*subject.record))
      if (term.means(Kind::all)) alls.push_back(term.written);
    if (alls.size() > 1) report(subject, alls, findings);
  }
}

}  // namespace

extern const Rule rule{.id = "spf-multiple-all",
                       .severity = Severity::warning,
                       .title = "The SPF record has several 'all' terms",
                       .reference = "RFC 7208 5.1",
                       .why = "Receivers stop at the first 'all': those behind it have no effect, whatever they say.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_multiple_all
