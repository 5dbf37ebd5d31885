#include "rules/authentication.h"

#include <fmt/format.h>

#include <algorithm>

namespace mailauth::rules {

namespace {

using facts::SpfStanding;
using records::dmarc::Alignment;

bool has_unknown_part(const facts::SpfNode& spf) {
  bool found = false;
  facts::for_each_node(spf, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    found = found || node.standing == SpfStanding::unknown;
  });
  return found;
}

SpfStrength strength_of_record(const facts::SpfNode& spf) {
  switch (spf.standing) {
    case SpfStanding::usable: break;
    case SpfStanding::none: return SpfStrength::none;
    case SpfStanding::multiple:
    case SpfStanding::malformed:
    case SpfStanding::loop: return SpfStrength::broken;
    case SpfStanding::unknown:
    case SpfStanding::too_big: return SpfStrength::unknown;
  }
  if (facts::is_permerror(spf)) return SpfStrength::broken;
  if (has_unknown_part(spf)) return SpfStrength::unknown;
  return facts::permits_nobody(spf) ? SpfStrength::nobody : SpfStrength::permits;
}

bool demands_strict_spf(const facts::DmarcView& view) { return view.record && view.record->aspf == Alignment::strict; }

// With strict alignment a MAIL FROM below the domain never counts (RFC 9989 3.2.10.2).
bool can_align(const facts::MailFrom& mail_from, const facts::Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  return mail_from.name == facts.domain() ||
         !(demands_strict_spf(discovery.tree_walk) || demands_strict_spf(discovery.suffix_list));
}

// Neither a key nor an alias.
bool is_absent(const dns::Answer* answer) { return answer != nullptr && answer->absent() && answer->cnames.empty(); }

// A CNAME whose target does not exist is absent() too: the question has an answer.
bool all_answered(const facts::DkimFacts& dkim) {
  return dkim.domainkey != nullptr && (dkim.domainkey->found() || dkim.domainkey->absent()) && dkim.unanswered == 0 &&
         std::all_of(dkim.selectors.begin(), dkim.selectors.end(), [](const facts::DkimSelector& selector) {
           return selector.answer != nullptr && (selector.answer->found() || selector.answer->absent());
         });
}

bool any_given(const facts::DkimFacts& dkim) {
  return std::any_of(dkim.selectors.begin(), dkim.selectors.end(), [](const facts::DkimSelector& selector) {
    return selector.origin == facts::DkimSelector::Origin::given;
  });
}

std::optional<PolicyInForce> policy_of(const facts::DmarcView& view) {
  if (!view.record || !view.domain) return std::nullopt;
  return PolicyInForce{&view, *view.domain};
}

}  // namespace

SpfStrength spf_strength(const facts::Facts& facts) {
  std::vector<SpfStrength> strengths;
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    const SpfStrength strength = strength_of_record(mail_from.spf);
    const bool lost = strength == SpfStrength::permits && !can_align(mail_from, facts);
    strengths.push_back(lost ? SpfStrength::unaligned : strength);
  }
  // Receivers look at the SPF of the MAIL FROM. Where one is known, the domain's own record is what other mail uses.
  for (const SpfStrength best : {SpfStrength::permits, SpfStrength::unaligned, SpfStrength::unknown})
    if (std::find(strengths.begin(), strengths.end(), best) != strengths.end()) return best;
  return strength_of_record(facts.spf);
}

bool has_no_selector(const facts::Facts& facts) {
  const facts::DkimFacts& dkim = facts.dkim;
  // NXDOMAIN means that nothing below the name exists either (RFC 8020 2).
  return dkim.domainkey != nullptr && dkim.domainkey->outcome == dns::Outcome::no_domain &&
         (dkim.wildcard == nullptr || !dkim.wildcard->found()) &&
         std::all_of(dkim.selectors.begin(), dkim.selectors.end(),
                     [](const facts::DkimSelector& selector) { return is_absent(selector.answer); });
}

facts::Known organization_signs(const facts::Facts& facts) {
  using facts::Known;
  if (!facts.organization) return Known::no;
  const facts::DkimFacts& dkim = facts.organization->dkim;
  const Known aligns = dkim_alignment(facts.organization->identity, facts.domain(), facts.dmarc.discovery).either();
  if (!facts::usable_keys(dkim).empty()) return aligns;
  const bool none = dkim.domainkey->outcome == dns::Outcome::no_domain || any_given(dkim);
  return none ? Known::no : std::min(aligns, Known::unknown);
}

DkimStrength dkim_strength(const facts::Facts& facts) {
  const facts::Known organization = organization_signs(facts);
  if (!facts::usable_keys(facts.dkim).empty() || organization == facts::Known::yes) return DkimStrength::usable;
  if (has_no_selector(facts))
    return organization == facts::Known::no ? DkimStrength::none : DkimStrength::selectors_unknown;
  if (!all_answered(facts.dkim)) return DkimStrength::unanswered;
  return any_given(facts.dkim) ? DkimStrength::none : DkimStrength::selectors_unknown;
}

text::Span PolicyInForce::place() const {
  const records::Tag* sp = view->inherited ? record().find("sp") : nullptr;
  const records::Tag* tag = sp != nullptr ? sp : record().find("p");
  return tag != nullptr ? tag->value : record().source.whole();
}

std::optional<PolicyInForce> policy_in_force(const facts::Facts& facts) {
  const auto new_way = policy_of(facts.dmarc.discovery.tree_walk);
  const auto old_way = policy_of(facts.dmarc.discovery.suffix_list);
  if (!new_way || !old_way) return new_way ? new_way : old_way;
  return old_way->policy > new_way->policy ? old_way : new_way;
}

std::string policy_text(std::optional<records::dmarc::Policy> policy) {
  return policy ? fmt::format("p={}", to_string(*policy)) : "no policy";
}

bool nothing_authenticates(const facts::Facts& facts) {
  const auto in_force = policy_in_force(facts);
  if (!in_force || in_force->policy == records::dmarc::Policy::none || facts::is_parked(facts)) return false;
  const SpfStrength spf = spf_strength(facts);
  const DkimStrength dkim = dkim_strength(facts);
  return spf != SpfStrength::permits && spf != SpfStrength::unknown &&
         (dkim == DkimStrength::none || dkim == DkimStrength::selectors_unknown);
}

void doubt_for_want_of_selectors(Finding& finding) {
  finding.with(Severity::warning).with(Certainty::likely);
  finding.note("Selectors cannot be listed: name the one in use with --selector (it is the s= of a DKIM-Signature)");
}

}  // namespace mailauth::rules
