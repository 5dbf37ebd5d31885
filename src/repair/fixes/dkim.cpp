#include "repair/fixes/fixes.h"

namespace mailauth::repair {

std::vector<rules::Fix> dkim_fixes(const Problem& problem) {
  for (const facts::DkimSelector& selector : problem.facts.dkim.selectors) {
    for (const text::Source& other : selector.unrelated)
      if (problem.is_about(other) && problem.finding.rule->wish == rules::Wish::removal)
        return removal(problem, *selector.answer, other);
    // Which one of several keys is in use, nobody can see here.
    if (selector.keys.size() != 1 || !problem.is_about(selector.keys.front().source)) continue;
    const records::dkim::Record& key = selector.keys.front();
    const DkimWishes wishes{.end_testing = problem.has(rules::Wish::end_testing, key.source)};
    return replacement(problem, *selector.answer, {key.source}, repair_dkim(key, wishes));
  }
  return {};
}

}  // namespace mailauth::repair
