#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "rules/across/helpers/services.h"
#include "rules/senders/helpers/parts.h"
#include "text/ascii.h"

namespace mailauth::rules {

using facts::ByGeneration;
using facts::Facts;
using facts::Known;
using facts::Service;
using facts::SpfStanding;

namespace {

bool has_unknown_part(const facts::SpfNode& spf) {
  bool found = false;
  facts::for_each_node(spf, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    found = found || node.standing == SpfStanding::unknown || node.standing == SpfStanding::too_big;
  });
  return found;
}

std::string alignment_words(const ByGeneration& aligns) {
  if (aligns.both() == Known::yes) return "passes, aligned";
  if (aligns.either() == Known::no) return "passes, not aligned";
  if (aligns.either() == Known::unknown) return "passes; alignment not known";
  return aligns.rfc7489 == Known::yes ? "passes, aligned for RFC 7489 only" : "passes, aligned for RFC 9989 only";
}

SenderCheck checked(const SpfUse& use, const ByGeneration& aligns) {
  SenderCheck check{.result = {use.permits, aligns}};
  check.words = use.permits == Known::yes ? alignment_words(aligns) : use.why_not;
  return check;
}

// Its MAIL FROM is the domain itself, which aligns in every mode.
SenderCheck at_domain(const SpfUse& use) { return checked(use, {Known::yes, Known::yes}); }

SenderCheck with_mail_from_of_its_own() {
  SenderCheck check{.result = {Known::yes, {}}};
  check.foreign = true;
  check.words = "a MAIL FROM of its own";
  return check;
}

bool leads_to_known_service(const facts::SpfEdge& edge) {
  return edge.target && facts::service_of_include(*edge.target) != nullptr;
}

// An `mx` whose hosts are a service's permits that service's hosts, not own ones.
bool are_hosts_of_a_service(const facts::SpfEdge& edge) {
  const auto mx = edge.answers.empty() ? std::span<const dns::Mx>{} : mx_records(*edge.answers.front());
  return !mx.empty() &&
         std::ranges::all_of(mx, [](const dns::Mx& host) { return facts::service_of_mx(host.exchange) != nullptr; });
}

}  // namespace

SpfUse use_of_spf(const facts::SpfNode& spf, Known names_the_sender) {
  switch (spf.standing) {
    case SpfStanding::usable: break;
    case SpfStanding::none: return {Known::no, spf.lookalikes.empty() ? "no record" : "receivers ignore the record"};
    case SpfStanding::multiple:
    case SpfStanding::malformed:
    case SpfStanding::loop: return {Known::no, "broken (permerror)"};
    case SpfStanding::unknown:
    case SpfStanding::too_big: return {Known::unknown, "the DNS did not say"};
  }
  if (facts::is_permerror(spf)) return {Known::no, "broken (permerror)"};
  if (facts::permits_nobody(spf)) return {Known::no, "permits nobody"};
  if (names_the_sender == Known::yes) return {Known::yes, {}};
  if (names_the_sender == Known::unknown || has_unknown_part(spf)) return {Known::unknown, "the DNS did not say"};
  return {Known::no, "not permitted"};
}

const facts::MailFrom* mail_from_of(const Service& service, const Facts& facts) {
  const auto is_its = [&](const facts::MailFrom& mail_from) { return mail_from.service == &service; };
  const auto found = std::ranges::find_if(facts.mail_froms, is_its);
  return found == facts.mail_froms.end() ? nullptr : &*found;
}

SenderCheck spf_of_mail_from(const facts::MailFrom& mail_from, Known names_the_sender, const Facts& facts) {
  const ByGeneration aligns = spf_alignment(mail_from.identity, facts.domain(), facts.dmarc.discovery);
  SenderCheck check = checked(use_of_spf(mail_from.spf, names_the_sender), aligns);
  if (check.result.passes != Known::yes) check.words = fmt::format("{}: {}", mail_from.name.text(), check.words);
  return check;
}

namespace {

SenderCheck at_return_path(const Service& service, const facts::MailFrom& mail_from, const Facts& facts) {
  // Behind a CNAME the record is the service's own.
  const bool is_alias = mail_from.spf.answer != nullptr && !mail_from.spf.answer->cnames.empty();
  return spf_of_mail_from(mail_from, facts::known(is_alias || is_permitted(service, mail_from.spf)), facts);
}

// Of several MAIL FROM domains of one service the worst counts: mail leaves with each.
bool is_worse(const SenderCheck& a, const SenderCheck& b) {
  const auto rank = [](const SenderCheck& check) {
    return std::pair(check.result.passes, std::min(check.result.passes, check.result.aligns.both()));
  };
  return rank(a) < rank(b);
}

}  // namespace

SenderCheck spf_of_service(const Service& service, const Facts& facts) {
  std::optional<SenderCheck> worst;
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    if (mail_from.service != &service) continue;
    SenderCheck check = at_return_path(service, mail_from, facts);
    if (!worst || is_worse(check, *worst)) worst = std::move(check);
  }
  if (worst) return *worst;
  if (uses_spf_of_domain(service))
    return at_domain(
        use_of_spf(facts.spf, facts::known(permits_everybody(facts.spf) || is_permitted(service, facts.spf))));
  return with_mail_from_of_its_own();
}

SenderCheck spf_of_domain(const Facts& facts) { return at_domain(use_of_spf(facts.spf, names_other_hosts(facts.spf))); }

Known names_other_hosts(const facts::SpfNode& spf) {
  using records::spf::Kind;
  const records::spf::Record* record = spf.record();
  if (record == nullptr) return Known::no;
  Known named = Known::no;
  for (std::size_t index = 0; index < record->terms.size(); ++index) {
    const records::spf::Term& term = record->terms[index];
    const bool permits = term.kind == Kind::redirect || term.qualifier == records::spf::Qualifier::pass;
    if (!permits || !(is_mechanism(term.kind) || term.kind == Kind::redirect)) continue;
    const auto edge = std::ranges::find(spf.edges, index, &facts::SpfEdge::term);
    if (edge == spf.edges.end()) return Known::yes;
    if (leads_to_known_service(*edge) || (term.kind == Kind::mx && are_hosts_of_a_service(*edge))) continue;
    if (edge->child.empty() || !has_unknown_part(edge->child.front())) return Known::yes;
    named = Known::unknown;
  }
  return named;
}

}  // namespace mailauth::rules
