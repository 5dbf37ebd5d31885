#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_redirect_with_all {

namespace {

using records::spf::Kind;

bool permits_somebody(const std::vector<diagnosis::MeantTerm>& terms) {
  return std::ranges::any_of(terms, [](const diagnosis::MeantTerm& term) {
    return std::ranges::any_of(term.meant, [](const records::spf::Term& meant) {
      return is_mechanism(meant.kind) && meant.qualifier == records::spf::Qualifier::pass;
    });
  });
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    const auto& terms = diagnosis::meant_terms(*subject.record);
    const auto with = [&](Kind kind) {
      return std::find_if(terms.begin(), terms.end(),
                          [&](const diagnosis::MeantTerm& term) { return term.means(kind); });
    };
    const auto redirect = with(Kind::redirect), all = with(Kind::all);
    if (redirect == terms.end() || all == terms.end()) continue;
    Finding& finding = add(findings, subject, redirect->written->span,
                           "write include: for redirect= and move it before 'all', or remove it");
    finding.says(fmt::format("{} is never used, because the record has {}",
                             text::quote(subject.record->text(redirect->written->span)),
                             text::quote(subject.record->text(all->written->span))));
    if (permits_somebody(terms) || !subject.selected) continue;
    finding.with(Severity::error).means("The record permits nobody: all mail of the domain fails SPF or gets no pass.");
  }
}

}  // namespace

extern const Rule rule{.id = "spf-redirect-with-all",
                       .severity = Severity::warning,
                       .title = "redirect= has no effect, because the record has 'all'",
                       .reference = "RFC 7208 5.1, RFC 7208 6.1",
                       .why = "'all' matches every server, and redirect is used only when nothing "
                              "matches. Servers that the other record permits are not permitted here.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_redirect_with_all
