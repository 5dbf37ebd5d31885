#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_duplicate {

namespace {

using records::spf::Kind;

bool is_include_of(const TreeTerm& term, const dns::Name& name) {
  return term.term().kind == Kind::include && term.edge->target == name;
}

// What others include twice is not the owner's to correct. Over the limit of lookups spf-too-many-lookups says it.
void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->lookups > facts::spf_lookup_limit) continue;
    const auto terms = tree_terms(*root);
    for (auto term = terms.begin(); term != terms.end(); ++term) {
      if (!term->direct() || term->term().kind != Kind::include || !term->edge->target) continue;
      const auto same = [&](const TreeTerm& other) { return is_include_of(other, *term->edge->target); };
      // Of several in the owner's record the first one stays.
      const auto nested = [&](const TreeTerm& other) { return same(other) && !other.direct(); };
      if (std::none_of(terms.begin(), term, same) && std::none_of(terms.begin(), terms.end(), nested)) continue;
      add(findings, *term, "remove this")
          .says(fmt::format("{} is included {} times, and once is enough", term->edge->target->text(),
                            std::count_if(terms.begin(), terms.end(), same)));
    }
  }
}

}  // namespace

extern const Rule rule{.id = "spf-include-duplicate",
                       .severity = Severity::warning,
                       .title = "The SPF record includes the same name more than once",
                       .reference = "RFC 7208 4.6.4",
                       .why = "Each time costs lookups, of which receivers make only 10, and permits nothing more.",
                       .bad = R"(@ TXT "v=spf1 include:a.example.net include:b.example.net -all"
a.example.net. TXT "v=spf1 include:b.example.net -all"
b.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
                       .good = R"(@ TXT "v=spf1 include:a.example.net -all"
a.example.net. TXT "v=spf1 include:b.example.net -all"
b.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_include_duplicate
