#include "repair/ladder.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace mailauth::repair {

namespace {

using rules::Rung;

struct Ladder {
  Rung worse;
  Rung milder;
  bool only_likely = false;  // a milder finding that is certain is no step down
  std::string_view reason;
};

constexpr std::array<Ladder, 11> ladders{{
    {Rung::no_policy_in_force, Rung::weak_policy, false,
     "a policy that is in force can be weak; none at all is weaker"},
    {Rung::no_policy_in_force, Rung::policy_hits_own_mail, true,
     "selectors cannot be listed: the fix warns, its reader decides"},
    {Rung::address_not_readable, Rung::address_elsewhere, false, "only an address that can be read leads somewhere"},
    {Rung::key_not_readable, Rung::weak_key, false, "only a key that can be read has a length and flags"},
    {Rung::no_policy_in_force, Rung::only_dkim_passes, false, "signed mail passes: the fix warns, its reader decides"},
    {Rung::no_spf_in_force, Rung::too_many_permitted, false, "only a record that can be read permits anybody"},
    {Rung::no_spf_in_force, Rung::close_to_a_limit, false,
     "only what receivers evaluate to its end comes close to one"},
    {Rung::nothing_passes, Rung::only_spf_passes, false, "with SPF alone more mail passes than with nothing"},
    {Rung::no_spf_in_force, Rung::lacks_of_a_sender, false, "only a domain that sends mail lacks something for it"},
    {Rung::not_written_as_meant, Rung::what_was_meant, false, "what stands in the file is judged once it is published"},
    {Rung::private_key, Rung::no_key, false, "no key is better than one that everybody can sign with"},
}};

// Some rungs are whole areas.
rules::Rungs rungs_of(const rules::Rule& rule) {
  const std::string_view area = rules::area(rule);
  const rules::Rungs rungs = area == "spf" ? rule.rungs | Rung::no_spf_in_force : rule.rungs;
  return rungs | (area == "source" ? Rung::not_written_as_meant : Rung::what_was_meant);
}

}  // namespace

bool is_lower_step(const rules::Finding& brought, std::span<const rules::Rule* const> removed) {
  return std::ranges::any_of(ladders, [&](const Ladder& ladder) {
    if (!rungs_of(*brought.rule).has(ladder.milder)) return false;
    if (ladder.only_likely && brought.certainty != rules::Certainty::likely) return false;
    return std::ranges::any_of(removed, [&](const rules::Rule* rule) { return rungs_of(*rule).has(ladder.worse); });
  });
}

}  // namespace mailauth::repair
