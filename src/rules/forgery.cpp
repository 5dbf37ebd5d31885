#include "rules/forgery.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "facts/dmarc_outcome.h"
#include "rules/authentication.h"
#include "rules/dkim/helpers/public_keys.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace {

using facts::DmarcView;
using facts::Facts;
using facts::Known;
using records::dmarc::Policy;

// Of 2000::/3, where all addresses are that anybody has (RFC 4291 2.4).
double share_of_ipv6(const text::NetworkSet& networks) {
  constexpr uint8_t global = 3;
  double share = 0;
  for (const text::Network& network : networks.networks()) {
    if (network.address.family != text::Ip::Family::v6) continue;
    const bool is_global = network.address.bytes[0] >> 5 == 1;
    if (network.prefix < global && (network.prefix == 0 || network.address.bytes[0] >> 6 == 0)) share = 1;
    if (network.prefix >= global && is_global) share += std::exp2(global - network.prefix);
  }
  return std::min(share, 1.0);
}

double share_of_ipv4(const text::NetworkSet& networks) {
  return static_cast<double>(networks.ipv4_addresses()) / std::exp2(32);
}

constexpr double many = 0.5;
// More than a large provider has: a /8, and a /19 of IPv6.
const double some_of_ipv4 = std::exp2(-8), some_of_ipv6 = std::exp2(3 - 19);

std::string whom(const text::NetworkSet& networks) {
  const double v4 = share_of_ipv4(networks), v6 = share_of_ipv6(networks);
  if (v4 == 1 || v6 == 1)
    return v4 == 1 && v6 == 1 ? "everybody" : v4 == 1 ? "every IPv4 address" : "every IPv6 address";
  if (v4 >= many) return "half of all IPv4 addresses or more";
  if (v6 >= many) return "half of all IPv6 addresses or more";
  if (v4 > some_of_ipv4) return fmt::format("{} IPv4 addresses", text::grouped(networks.ipv4_addresses()));
  return fmt::format("{} IPv6 networks of the size of a /32", text::grouped(static_cast<uint64_t>(v6 * std::exp2(29))));
}

// Could the tree let more pass than a large provider has? What its terms match, each for itself: most trees are far
// from it, and their addresses need not be worked out.
bool may_be_wide(const facts::SpfNode& root) {
  using records::spf::Kind;
  constexpr double most_hosts = 4096;  // of one `a` or `mx`: more do not fit into an answer
  double v4 = 0, v6 = 0;
  facts::for_each_node(root, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    const records::spf::Record* record = node.record();
    if (record == nullptr) return;
    const auto answers_whoever_sends = [&](const facts::SpfEdge& edge) {
      return term_of(node, edge).kind == Kind::exists && !edge.answers.empty() && edge.answers.front()->found();
    };
    if (std::ranges::any_of(node.edges, answers_whoever_sends)) v4 = 1;
    for (const records::spf::Term& term : record->terms) {
      if (term.qualifier != records::spf::Qualifier::pass) continue;
      if (term.kind == Kind::all) v4 = 1;
      if (term.kind == Kind::a || term.kind == Kind::mx) {
        if (term.prefix_length) v4 += most_hosts * std::exp2(-int{*term.prefix_length});
        if (term.prefix6_length) v6 += most_hosts * std::exp2(3 - int{*term.prefix6_length});
      }
      if (!term.network) continue;
      const bool is_v4 = term.network->address.family == text::Ip::Family::v4;
      (is_v4 ? v4 : v6) += std::exp2((is_v4 ? 0 : 3) - int{term.network->prefix});
    }
  });
  return v4 > some_of_ipv4 || v6 > some_of_ipv6;
}

std::vector<OpenDoor> doors_of(const Facts& facts) {
  std::vector<OpenDoor> doors{door_at(facts.spf)};
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    const auto aligns = spf_alignment(mail_from.identity, facts.domain(), facts.dmarc.discovery);
    if (aligns.either() == Known::yes) doors.push_back(door_at(mail_from.spf));
  }
  return doors;
}

// Nothing where no door is as wide.
std::string through_door(const Facts& facts, Forgery wanted) {
  for (const OpenDoor& door : open_doors(facts))
    if (door.alone_allows == wanted)
      return fmt::format("SPF of {} lets {} pass, and what passes it passes DMARC", door.spf->name.text(), door.whom);
  return {};
}

// Nothing unless anybody can send mail that passes DMARC, whatever its policy is.
std::string door_for_everybody(const Facts& facts) {
  if (const auto key = key_of_everybody(facts))
    return fmt::format("the private half of the DKIM key {} is known to everybody, so anybody can sign as the domain",
                       key->selector->selector);
  return through_door(facts, Forgery::anyone);
}

// Why nothing stops forged mail although somebody may have meant to stop it.
std::string why_no_policy(const Facts& facts) {
  const facts::DmarcAtName& at_domain = facts.dmarc.at_domain;
  const std::string& owner = at_domain.owner.text();
  if (const auto in_force = policy_in_force(facts)) {
    return in_force->view->inherited
               ? fmt::format("the DMARC policy, which comes from {}, is p=none: receivers only watch",
                             in_force->view->policy_domain->text())
               : "the DMARC policy is p=none: receivers only watch";
  }
  if (at_domain.records.size() > 1)
    return fmt::format("there are {} DMARC records at {}, so receivers ignore them all", at_domain.records.size(),
                       owner);
  if (!at_domain.records.empty())
    return fmt::format("the DMARC record at {} has no policy that receivers can use", owner);
  if (!at_domain.lookalikes.empty()) return fmt::format("receivers ignore the DMARC record at {}", owner);
  return "there is no DMARC record";
}

// Each looks for one gap in a policy that is in force, and says what it is.
using Gap = std::string (*)(const Facts& facts, const PolicyInForce& in_force);

std::string gap_between_generations(const Facts& facts, const PolicyInForce& in_force) {
  const auto new_way = facts.dmarc.discovery.tree_walk.domain, old_way = facts.dmarc.discovery.suffix_list.domain;
  if (new_way == old_way || in_force.record().testing == true) return {};
  return fmt::format("receivers differ: those that follow RFC 9989 apply {}, older ones {}", policy_text(new_way),
                     policy_text(old_way));
}

std::string gap_by_test_mode(const Facts& facts, const PolicyInForce& in_force) {
  if (in_force.record().testing != true) return {};
  return fmt::format("the DMARC policy is in test mode (t=y): newer receivers apply {}",
                     policy_text(facts.dmarc.discovery.tree_walk.domain));
}

std::string gap_in_spf(const Facts& facts, const PolicyInForce&) { return through_door(facts, Forgery::partly); }

std::string gap_by_percentage(const Facts&, const PolicyInForce& in_force) {
  const auto pct = in_force.record().pct;
  if (!pct || *pct >= 100) return {};
  return fmt::format("older receivers apply the policy to only {} % of forged mail (pct={})", *pct, *pct);
}

std::string gap_below(const Facts&, const PolicyInForce& in_force) {
  const DmarcView& view = *in_force.view;
  const auto weaker = [&](std::string_view names, std::optional<Policy> policy) {
    return fmt::format("{} are protected less than the domain: {} instead of {}", names,
                       to_string(policy.value_or(Policy::none)), to_string(in_force.policy));
  };
  if (view.subdomains < view.domain) return weaker("subdomains", view.subdomains);
  if (view.nonexistent < view.domain) return weaker("invented subdomains", view.nonexistent);
  return {};
}

// What RFC 9989 receivers and older ones do with mail from a name that does not exist: np=, else sp=, else p= of its
// organizational domain.
ForgeryJudgement judge_forgery_of_nobody(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  if (discovery.unknown())
    return {Forgery::unknown, "the domain does not exist, and the DNS did not say which policy covers it"};
  const facts::DmarcOutcome outcome = facts::dmarc_outcome(discovery, facts::FromExists::no, {});
  const Policy now = outcome.rfc9989.value_or(Policy::none), before = outcome.rfc7489.value_or(Policy::none);
  if (!discovery.found()) return {Forgery::anyone, "the domain does not exist, and no DMARC policy covers it"};
  const DmarcView& view = discovery.tree_walk.record != nullptr ? discovery.tree_walk : discovery.suffix_list;
  const records::dmarc::Record& record = *view.record;
  const std::string_view tag = record.np ? "np" : record.sp ? "sp" : "p";
  if (now != before)
    return {Forgery::partly,
            fmt::format("the domain does not exist; of {}, receivers that follow RFC 9989 apply {}, older ones {}",
                        view.policy_domain->text(), to_string(now), to_string(before))};
  if (now == Policy::none)
    return {Forgery::anyone, fmt::format("the domain does not exist, and {}= of {} is none: receivers only watch", tag,
                                         view.policy_domain->text())};
  return {Forgery::hard, fmt::format("the domain does not exist, and {}= of {} asks receivers to {} what claims to "
                                     "come from it",
                                     tag, view.policy_domain->text(), to_string(now))};
}

}  // namespace

OpenDoor door_at(const facts::SpfNode& spf) {
  OpenDoor door{&spf, {}, {}, Forgery::hard};
  if (!may_be_wide(spf)) return door;
  door.addresses = passing_addresses(spf);
  const text::NetworkSet& networks = door.addresses.networks;
  const double v4 = share_of_ipv4(networks), v6 = share_of_ipv6(networks);
  if (v4 <= some_of_ipv4 && v6 <= some_of_ipv6) return door;
  door.whom = whom(networks);
  door.alone_allows = v4 >= many || v6 >= many ? Forgery::anyone : Forgery::partly;
  return door;
}

const std::vector<OpenDoor>& open_doors(const Facts& facts) { return facts.worked_out.once(doors_of, facts); }

ForgeryJudgement judge_forgery(const Facts& facts) {
  if (!facts.domain_exists) return judge_forgery_of_nobody(facts);
  const bool is_known = !facts.dmarc.discovery.unknown();
  const auto in_force = policy_in_force(facts);
  const bool has_policy = in_force && in_force->policy != Policy::none;
  if (is_known && !has_policy) return {Forgery::anyone, why_no_policy(facts)};
  if (std::string door = door_for_everybody(facts); !door.empty()) return {Forgery::anyone, std::move(door)};
  if (!is_known) return {Forgery::unknown, "the DNS did not say which DMARC policy is in force"};
  for (const Gap gap : {gap_in_spf, gap_by_test_mode, gap_between_generations, gap_by_percentage, gap_below})
    if (std::string reason = gap(facts, *in_force); !reason.empty()) return {Forgery::partly, std::move(reason)};
  return {Forgery::hard,
          fmt::format("receivers are asked to {} forged mail, also from subdomains", to_string(in_force->policy))};
}

}  // namespace mailauth::rules
