#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_host_bits_set {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts))
    for (const records::spf::Term& term : subject.record->terms) {
      if (!term.network || term.network->prefix == 0 || masked(*term.network) == *term.network) continue;
      add(findings, subject, term.value,
          fmt::format("write {}, or leave out the prefix length", to_string(masked(*term.network).address)))
          .says(fmt::format("{} means the whole network {}", text::quote(subject.record->text(term.span)),
                            to_string(masked(*term.network))));
    }
}

}  // namespace

extern const Rule rule{.id = "spf-host-bits-set",
                       .severity = Severity::info,
                       .title = "A network in the SPF record is larger than its address looks",
                       .reference = "RFC 7208 5.6",
                       .why = "Receivers compare only the bits that the prefix length covers: the term "
                              "permits the whole network, not the one host that is written.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.77/24 -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_host_bits_set
