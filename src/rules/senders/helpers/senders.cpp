#include "rules/senders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/across/helpers/services.h"
#include "rules/authentication.h"
#include "rules/senders/helpers/parts.h"

namespace mailauth::rules {

using facts::ByGeneration;
using facts::Facts;
using facts::Known;
using facts::Service;

namespace {

bool has_sign(const facts::RecognisedService& recognised, facts::Sign sign) {
  return std::ranges::find(recognised.signs, sign) != recognised.signs.end();
}

// Who only receives, or passes mail on, sends nothing as the domain.
bool may_send(const facts::RecognisedService& recognised) {
  switch (recognised.service->kind) {
    case Service::Kind::mailbox: return true;
    case Service::Kind::sender:
      return std::ranges::any_of(recognised.signs, [](facts::Sign sign) { return sign != facts::Sign::mx; });
    case Service::Kind::gateway: return has_sign(recognised, facts::Sign::spf_include);
    case Service::Kind::forwarder: return false;
  }
  return false;
}

bool rests_on_spf_alone(const Sender& sender) {
  return sender.dkim.result.passes != Known::yes || sender.dkim.result.aligns.both() != Known::yes;
}

// At a MAIL FROM domain of ours a missing or broken SPF makes some receivers refuse mail, whatever DKIM says.
bool has_fault_in_spf(const Sender& sender) { return !sender.spf.foreign && sender.spf.result.passes == Known::no; }

// RFC 7489 and RFC 9989 agree that one of the two is enough; what one of them alone cannot carry is a risk.
OwnMail verdict_on(const Sender& sender, bool dkim_is_only_unseen) {
  if (sender.dmarc.either() == Known::no) return OwnMail::fails;
  if (sender.dmarc.both() == Known::unknown && sender.dmarc.either() == Known::unknown) return OwnMail::unknown;
  if (sender.dmarc.both() != Known::yes || sender.dkim.partial) return OwnMail::at_risk;
  if (rests_on_spf_alone(sender)) {
    const bool may_sign = sender.dkim.result.passes == Known::unknown && (dkim_is_only_unseen || sender.dkim.open);
    return may_sign ? OwnMail::unknown : OwnMail::at_risk;
  }
  if (has_fault_in_spf(sender)) return OwnMail::at_risk;
  return sender.spf.result.passes == Known::unknown ? OwnMail::unknown : OwnMail::passes;
}

void conclude(Sender& sender, bool dkim_is_only_unseen) {
  const std::array checks{sender.spf.result, sender.dkim.result};
  sender.dmarc = facts::dmarc_passes(checks);
  sender.verdict = verdict_on(sender, dkim_is_only_unseen);
}

std::string what_would_settle(const Service& service, const SenderCheck& dkim) {
  if (dkim.result.passes != Known::unknown) return {};
  return signs_with_ses(service) ? "--ses-token" : "--selector";
}

// A service that signs under names of its own making signs although nobody can list them.
bool always_signs(const Service& service, const Facts& facts) {
  return mail_from_of(service, facts) != nullptr && !has_fixed_selectors(service);
}

bool is_seen_to_be_set_up(const Service& service, const facts::RecognisedService* recognised, const Facts& facts) {
  if (is_expected(service, facts) || has_names_of_keys(service, facts) || mail_from_of(service, facts) != nullptr)
    return true;
  return recognised != nullptr && service.kind == Service::Kind::mailbox && has_sign(*recognised, facts::Sign::mx);
}

Sender sender_of(const Service& service, const facts::RecognisedService* recognised, const Facts& facts) {
  Sender sender{.name = service.name, .service = &service};
  sender.spf = spf_of_service(service, facts);
  sender.dkim = dkim_of_service(service, facts);
  sender.settle = what_would_settle(service, sender.dkim);
  conclude(sender, always_signs(service, facts));
  const bool settled = sender.verdict == OwnMail::fails || sender.verdict == OwnMail::passes ||
                       (sender.verdict == OwnMail::at_risk && sender.dkim.result.passes != Known::unknown);
  sender.counts = is_seen_to_be_set_up(service, recognised, facts) || settled;
  return sender;
}

bool has_own_keys(const Facts& facts) { return dkim_of_others(facts).result.passes == Known::yes; }

// Somebody meant to let own hosts send: the record names them, or cannot be read, or there is a key that is no
// service's, also not one's whose selectors nobody knows.
bool own_hosts_send(const Facts& facts, const std::vector<Sender>& services) {
  if (services.empty() || names_other_hosts(facts.spf) != Known::no) return true;
  const auto signs_unseen = [](const Sender& service) { return service.dkim.result.passes == Known::unknown; };
  return has_own_keys(facts) && std::ranges::none_of(services, signs_unseen);
}

Sender own_hosts(const Facts& facts, bool others_sign) {
  Sender sender{.name = "own hosts", .counts = true};
  sender.spf = spf_of_domain(facts);
  sender.dkim = dkim_of_others(facts);
  if (sender.dkim.result.passes == Known::unknown) sender.settle = "--selector";
  conclude(sender, others_sign);
  return sender;
}

// A MAIL FROM that the user named and no service has.
std::optional<Sender> given_mail_from(const Facts& facts) {
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    if (!mail_from.given || mail_from.service != nullptr) continue;
    Sender sender{.name = mail_from.name.text(), .counts = true};
    sender.spf = spf_of_mail_from(mail_from, Known::yes, facts);
    sender.dkim = dkim_of_others(facts);
    if (sender.dkim.result.passes == Known::unknown) sender.settle = "--selector";
    conclude(sender, false);
    return sender;
  }
  return std::nullopt;
}

bool is_recognised(const Service& service, const Facts& facts) {
  return std::ranges::any_of(facts.services, [&](const auto& each) { return each.service == &service; });
}

std::vector<Sender> work_out(const Facts& facts) {
  std::vector<Sender> senders;
  if (!facts.domain_exists || !why_nobody_sends(facts).empty()) return senders;
  for (const facts::RecognisedService& recognised : facts.services)
    if (may_send(recognised)) senders.push_back(sender_of(*recognised.service, &recognised, facts));
  for (const Service* expected : facts.request.expected)
    if (!is_recognised(*expected, facts)) senders.push_back(sender_of(*expected, nullptr, facts));
  const bool others_sign =
      std::ranges::any_of(senders, [](const Sender& sender) { return sender.dkim.result.passes == Known::yes; });
  if (auto given = given_mail_from(facts)) senders.push_back(*std::move(given));
  if (own_hosts_send(facts, senders)) senders.push_back(own_hosts(facts, others_sign));
  return senders;
}

}  // namespace

// A domain that only receives says so with "v=spf1 -all" and has no key.
std::string why_nobody_sends(const Facts& facts) {
  if (!facts.request.expected.empty()) return "";
  if (facts::is_parked(facts)) return "nobody uses the domain for mail";
  const bool only_receives = spf_strength(facts) == SpfStrength::nobody && has_no_selector(facts) &&
                             facts.request.selectors.empty() && organization_signs(facts) == Known::no;
  return only_receives ? "SPF permits nobody, and there is no DKIM key" : "";
}

std::string word_of(const Sender& sender) {
  const ByGeneration& dmarc = sender.dmarc;
  switch (sender.verdict) {
    case OwnMail::passes: return "passes";
    case OwnMail::fails: return "fails";
    case OwnMail::not_sent:
    case OwnMail::unknown: return "not known";
    case OwnMail::at_risk: break;
  }
  if (dmarc.rfc7489 != dmarc.rfc9989)
    return fmt::format("at risk: passes by RFC {} only", dmarc.rfc7489 == Known::yes ? "7489" : "9989");
  if (sender.dkim.partial) return "at risk: not with all of its keys";
  if (rests_on_spf_alone(sender)) return "at risk: by SPF alone";
  return "at risk: SPF fails";
}

const std::vector<Sender>& senders(const Facts& facts) { return facts.worked_out.once(work_out, facts); }

}  // namespace mailauth::rules
