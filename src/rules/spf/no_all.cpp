#include <algorithm>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/ascii.h"

namespace mailauth::rules::spf_no_all {

namespace {

using records::spf::Kind;
using records::spf::Record;

// Nobody knows what "al1" was meant to be: another rule asks for that first.
bool says_default(const Record& record, const diagnosis::MeantTerm& term) {
  if (term.means(Kind::all) || term.means(Kind::redirect)) return true;
  const std::string_view text = record.text(term.written->span);
  return term.written->flaw != records::spf::Flaw::none &&
         (text::contains_ignoring_case(text, "al") || text::contains_ignoring_case(text, "redir"));
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    if (subject.record->terms.empty()) continue;  // spf-record-empty
    const auto terms = diagnosis::meant_terms(*subject.record);
    const auto says = [&](const diagnosis::MeantTerm& term) { return says_default(*subject.record, term); };
    if (std::any_of(terms.begin(), terms.end(), says)) continue;
    const uint32_t end = subject.record->source.whole().end;
    add(findings, subject, {end, end}, "write ~all here")
        .says("the SPF record does not say what holds for servers that it does not list");
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-no-all",
    .severity = Severity::warning,
    .title = "The SPF record does not say what holds for servers that it does not list",
    .reference = "RFC 7208 4.7",
    .why =
        "Without 'all' at the end the answer for every other server is neutral, which receivers treat like no SPF at "
        "all: forged mail is not told from genuine mail.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_no_all
