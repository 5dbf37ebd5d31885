#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_terms_after_all {

namespace {

using records::spf::Kind;
using records::spf::Record;
using records::spf::Term;

// The mechanisms behind the first `all`. Modifiers may stand anywhere (RFC 7208 6); more of `all` is spf-multiple-all.
std::vector<const Term*> unused_terms(const Record& record) {
  std::vector<const Term*> unused;
  bool after_all = false;
  for (const diagnosis::MeantTerm& term : diagnosis::meant_terms(record)) {
    const bool mechanism = std::any_of(term.meant.begin(), term.meant.end(), [](const Term& meant) {
      return is_mechanism(meant.kind) && meant.kind != Kind::all;
    });
    if (after_all && mechanism) unused.push_back(term.written);
    after_all = after_all || term.means(Kind::all);
  }
  return unused;
}

constexpr std::string_view advice = "move this before 'all'";

void report(const SpfSubject& subject, const std::vector<const Term*>& unused, Findings& findings) {
  Finding& finding = add(findings, subject, unused.front()->span, std::string(advice));
  const std::string more = unused.size() == 1 ? "" : fmt::format(" and {} more", unused.size() - 1);
  finding.says(fmt::format("{}{} after 'all' {} never used", text::quote(subject.record->text(unused.front()->span)),
                           more, unused.size() == 1 ? "is" : "are"));
  for (std::size_t at = 1; at < unused.size(); ++at) finding.mark(unused[at]->span, std::string(advice));
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts))
    if (const auto unused = unused_terms(*subject.record); !unused.empty()) report(subject, unused, findings);
}

}  // namespace

extern const Rule rule{
    .id = "spf-terms-after-all",
    .severity = Severity::error,
    .title = "Terms stand after 'all' and are never used",
    .reference = "RFC 7208 5.1",
    .why =
        "Receivers read from left to right and stop at 'all', which matches everybody. Servers that are listed behind "
        "it are not permitted: their mail fails SPF.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all ip4:192.0.2.2"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_terms_after_all
