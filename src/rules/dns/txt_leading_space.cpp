#include <algorithm>

#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::dns_txt_leading_space {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const records::spf::Record& lookalike : root->lookalikes) {
      const Source& source = lookalike.source;
      const std::size_t spaces = std::min(source.text.find_first_not_of(' '), source.text.size());
      if (spaces == 0 || !records::spf::is_spf(std::string_view(source.text).substr(spaces))) continue;
      findings.add(source, {0, static_cast<uint32_t>(spaces)}, "remove this")
          .says("a space stands before v=spf1, so that receivers do not see the record");
    }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-leading-space",
    .severity = Severity::error,
    .title = "A space stands before the record and hides it from receivers",
    .reference = "RFC 7208 4.5",
    .why = "Receivers keep only TXT that begin with v=spf1, and a space cannot be seen in most DNS panels. The domain "
           "has no SPF: its own mail does not pass, and forged mail does not fail.",
    .bad = R"(@ TXT " v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .rungs = Rung::no_spf_in_force,
    .check = check};

}  // namespace mailauth::rules::dns_txt_leading_space
