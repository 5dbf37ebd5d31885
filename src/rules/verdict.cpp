#include "rules/verdict.h"

#include <fmt/format.h>

#include <utility>

#include "rules/authentication.h"
#include "rules/own_mail.h"

namespace mailauth::rules {

namespace {

using facts::DmarcView;
using facts::Facts;
using records::dmarc::Policy;

struct Judgement {
  Forgery forgery;
  std::string reason;
};

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

std::string gap_in_spf(const Facts& facts, const PolicyInForce&) {
  return facts::permits_everybody(facts.spf) ? "SPF permits everybody, so forged mail passes" : "";
}

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

Judgement judge_forgery(const Facts& facts) {
  const auto in_force = policy_in_force(facts);
  if (facts.dmarc.discovery.unknown()) return {Forgery::unknown, "the DNS did not say which DMARC policy is in force"};
  if (!in_force || in_force->policy == Policy::none) return {Forgery::anyone, why_no_policy(facts)};
  for (const Gap gap : {gap_in_spf, gap_by_test_mode, gap_between_generations, gap_by_percentage, gap_below})
    if (std::string reason = gap(facts, *in_force); !reason.empty()) return {Forgery::partly, std::move(reason)};
  return {Forgery::hard,
          fmt::format("receivers are asked to {} forged mail, also from subdomains", to_string(in_force->policy))};
}

}  // namespace

std::string_view to_string(Forgery forgery) {
  switch (forgery) {
    case Forgery::anyone: return "anyone";
    case Forgery::partly: return "partly";
    case Forgery::hard: return "hard";
    case Forgery::unknown: return "unknown";
  }
  return "";
}

std::string_view to_string(OwnMail own_mail) {
  switch (own_mail) {
    case OwnMail::passes: return "passes";
    case OwnMail::at_risk: return "at_risk";
    case OwnMail::fails: return "fails";
    case OwnMail::not_sent: return "not_sent";
    case OwnMail::unknown: return "unknown";
  }
  return "";
}

Verdict verdict(const facts::Facts& facts) {
  if (!facts.domain_exists) {
    const std::string reason = "the domain does not exist in the DNS";
    return {Forgery::unknown, OwnMail::fails, reason, reason};
  }
  auto [forgery, forgery_reason] = judge_forgery(facts);
  auto [own_mail, own_mail_reason] = judge_own_mail(facts);
  return {forgery, own_mail, std::move(forgery_reason), std::move(own_mail_reason)};
}

}  // namespace mailauth::rules
