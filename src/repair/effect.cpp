#include "repair/effect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "repair/fixes/mta_sts.h"
#include "repair/fixes/tls_rpt.h"

namespace mailauth::repair {

using facts::Facts;
using records::dmarc::Policy;
using records::spf::Qualifier;
using rules::Effect;

bool spf_is_in_force(const facts::SpfNode& node) {
  return node.standing == facts::SpfStanding::usable && !is_permerror(node);
}

namespace {

// No DMARC and p=none are the same to mail that is forged.
using Policies = std::optional<Policy> facts::DmarcView::*;

struct PolicyChange {
  Policy before, after;
};

// The greatest rise or fall among receivers of both generations.
PolicyChange change_of(const Facts& before, const Facts& after, Policies policies) {
  PolicyChange change{Policy::none, Policy::none};
  for (const auto view : {&facts::Discovery::tree_walk, &facts::Discovery::suffix_list}) {
    const facts::DmarcView& old = before.dmarc.discovery.*view;
    const facts::DmarcView& now = after.dmarc.discovery.*view;
    if (old.unknown || now.unknown) continue;
    const PolicyChange here{(old.*policies).value_or(Policy::none), (now.*policies).value_or(Policy::none)};
    if (here.before != here.after) change = here;
  }
  return change;
}

std::optional<Consequence> describe(PolicyChange change, std::string_view whose) {
  const std::string_view before = to_string(change.before), after = to_string(change.after);
  if (change.before == change.after) return std::nullopt;
  if (change.after < change.before)
    return Consequence{
        Effect::weakens,
        fmt::format("publishing this lowers the policy{} in force from {} to {}: {}", whose, before, after,
                    change.after == Policy::none ? "mail that anybody forges is then delivered as usual"
                                                 : "mail that anybody forges is then no longer refused")};
  if (change.before == Policy::none)
    return Consequence{Effect::activates,
                       fmt::format("publishing this switches p={} on{}, which is not in force today", after, whose)};
  return Consequence{Effect::activates,
                     fmt::format("publishing this raises the policy{} in force from {} to {}", whose, before, after)};
}

std::optional<Consequence> consequence_for_dmarc(const Facts& before, const Facts& after) {
  if (auto domain = describe(change_of(before, after, &facts::DmarcView::domain), "")) return domain;
  const std::string subdomains = fmt::format(" for subdomains of {}", before.domain().text());
  if (auto found = describe(change_of(before, after, &facts::DmarcView::subdomains), subdomains)) return found;
  return describe(change_of(before, after, &facts::DmarcView::nonexistent), subdomains + " that do not exist");
}

std::string_view fate(std::optional<Qualifier> qualifier) {
  if (!qualifier) return "neither passes nor fails";
  switch (*qualifier) {
    case Qualifier::pass: return "passes";
    case Qualifier::neutral: return "neither passes nor fails";
    case Qualifier::softfail: return "softfails";
    case Qualifier::fail: return "fails";
  }
  return "";
}

int strictness(std::optional<Qualifier> qualifier) {
  if (!qualifier) return 1;
  switch (*qualifier) {
    case Qualifier::pass: return 0;
    case Qualifier::neutral: return 1;
    case Qualifier::softfail: return 2;
    case Qualifier::fail: return 3;
  }
  return 1;
}

bool is_unknown(const facts::SpfNode& node) { return node.standing == facts::SpfStanding::unknown; }

std::optional<Consequence> consequence_for_spf(const facts::SpfNode& before, const facts::SpfNode& after) {
  if (is_unknown(before) || is_unknown(after) || !spf_is_in_force(after)) return std::nullopt;
  const auto old = default_result(before), now = default_result(after);
  if (!spf_is_in_force(before))
    return Consequence{
        Effect::activates,
        fmt::format("publishing this puts SPF of {} in force, which it is not today: mail from servers that "
                    "are not listed {}",
                    after.name.text(), fate(now))};
  if (strictness(old) == strictness(now)) return std::nullopt;
  return Consequence{
      strictness(now) > strictness(old) ? Effect::activates : Effect::weakens,
      fmt::format("from then on mail from servers that are not listed {}; today it {}", fate(now), fate(old))};
}

const facts::DkimSelector* find(const facts::DkimFacts& dkim, const dns::Name& name) {
  const auto found = std::find_if(dkim.selectors.begin(), dkim.selectors.end(),
                                  [&](const facts::DkimSelector& selector) { return selector.name == name; });
  return found == dkim.selectors.end() || found->keys.size() != 1 ? nullptr : &*found;
}

std::optional<Consequence> consequence_for_key(const records::dkim::Record& before,
                                               const records::dkim::Record& after) {
  if (after.revoked() && !before.revoked())
    return Consequence{Effect::weakens,
                       "publishing this revokes the key: mail that is signed with it no longer passes DKIM"};
  if (is_usable(after) && !is_usable(before))
    return Consequence{Effect::activates,
                       "publishing this makes the key usable: signatures made with it count from then on"};
  if (before.testing() && !after.testing())
    return Consequence{Effect::activates,
                       "publishing this ends the test mode: signatures that fail count from then on"};
  return std::nullopt;
}

std::optional<Consequence> consequence_for_dkim(const Facts& before, const Facts& after) {
  for (const facts::DkimSelector& selector : before.dkim.selectors) {
    const facts::DkimSelector* now = find(after.dkim, selector.name);
    if (selector.keys.size() != 1 || now == nullptr) continue;
    if (auto found = consequence_for_key(selector.keys.front(), now->keys.front())) return found;
  }
  return std::nullopt;
}

std::optional<Consequence> consequence_for_mail_froms(const Facts& before, const Facts& after) {
  for (const facts::MailFrom& old : before.mail_froms)
    for (const facts::MailFrom& now : after.mail_froms)
      if (old.name == now.name)
        if (auto found = consequence_for_spf(old.spf, now.spf)) return found;
  return std::nullopt;
}

std::optional<Consequence> consequence_for_domain_spf(const Facts& before, const Facts& after) {
  return consequence_for_spf(before.spf, after.spf);
}

std::optional<Consequence> consequence_for_mx(const Facts& before, const Facts& after) {
  if (!after.mx.null_mx || before.mx.null_mx) return std::nullopt;
  return Consequence{Effect::activates,
                     "publishing this says that the domain accepts no mail, so that nobody sends it any"};
}

}  // namespace

Consequence consequence_of(const Facts& before, const Facts& after) {
  for (const auto consequence :
       {consequence_for_dmarc, consequence_for_domain_spf, consequence_for_mail_froms, consequence_for_dkim,
        consequence_for_tls_rpt, consequence_for_mta_sts, consequence_for_mx})
    if (auto found = consequence(before, after)) return *found;
  return {};
}

}  // namespace mailauth::repair
