#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_plus_all {

namespace {

using records::spf::Kind;
using records::spf::Term;

// Does it permit every address of IPv4 or of IPv6? Only a, mx, ip4 and ip6 have prefix lengths.
bool permits_everybody(const Term& term) {
  const bool everybody =
      term.kind == Kind::all || term.prefix_length == uint8_t{0} || term.prefix6_length == uint8_t{0};
  return everybody && term.flaw == records::spf::Flaw::none && term.qualifier == records::spf::Qualifier::pass;
}

void report(const SpfSubject& subject, const diagnosis::MeantTerm& term, Findings& findings) {
  const bool all = term.means(Kind::all);
  const bool sign = all && !term.written->sign.empty();
  const std::string advice = sign ? "write '~' or '-' here" : all ? "write ~all here" : "permit only your own servers";
  add(findings, subject, sign ? term.written->sign : term.written->span, advice)
      .says(fmt::format("anyone may send as {}: {} matches {}", subject.root->name.text(),
                        text::quote(subject.record->text(term.written->span)),
                        all ? "every server in the world" : "every address there is"));
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts)) {
    for (const diagnosis::MeantTerm& term : diagnosis::meant_terms(*subject.record)) {
      if (std::any_of(term.meant.begin(), term.meant.end(), permits_everybody)) report(subject, term, findings);
      if (term.means(Kind::all)) break;  // what follows is never used
    }
  }
}

}  // namespace

extern const Rule rule{.id = "spf-plus-all",
                       .severity = Severity::error,
                       .security = Security::somebody_can_send,
                       .title = "The SPF record permits every server in the world",
                       .reference = "RFC 7208 5.1",
                       .why = "Forged mail from any address passes SPF, and with it DMARC, as if it were "
                              "genuine. Many receivers count such a "
                              "record as a sign of spam.",
                       .bad = R"(@ TXT "v=spf1 mx +all"
@ MX 10 mail
mail A 192.0.2.1
)",
                       .good = R"(@ TXT "v=spf1 mx ~all"
@ MX 10 mail
mail A 192.0.2.1
)",
                       .wish = Wish::drop_terms,
                       .check = check};

}  // namespace mailauth::rules::spf_plus_all
