#include <algorithm>

#include "facts/message.h"
#include "facts/message/arc.h"
#include "facts/message/body_hashes.h"
#include "facts/message/envelope.h"
#include "facts/message/forwarding.h"
#include "facts/message/from.h"
#include "facts/message/receiver.h"
#include "facts/message/verify.h"

namespace mailauth::facts {

namespace {

using records::dkim_signature::FieldKind;

std::vector<Signature> read_signatures(const messages::Message& message) {
  std::vector<Signature> signatures;
  for (const messages::Field* field : fields_named(message, "DKIM-Signature")) {
    if (signatures.size() < max_signatures) {
      signatures.push_back(read_signature(message, *field, FieldKind::dkim));
      continue;
    }
    Signature& named = signatures.emplace_back();
    named.field = field;
    named.record = records::dkim_signature::parse(FieldKind::dkim, unfolded_value(message, *field));
    named.result = DkimResult::policy;
    named.reason = DkimReason::not_verified;
  }
  return signatures;
}

void hash_all(MessageFacts& facts) {
  std::vector<Signature*> wanted = message_signatures(facts.arc);
  for (Signature& signature : facts.signatures) wanted.push_back(&signature);
  hash_bodies(facts.message(), wanted);
}

// RFC 7208 2.4: of a bounce the HELO name is checked.
std::optional<SpfClient> client_of(const Envelope& envelope) {
  if (!envelope.ip || !envelope.mail_from) return std::nullopt;
  if (envelope.mail_from->empty() && envelope.helo.empty()) return std::nullopt;
  return spf_client(*envelope.ip, *envelope.mail_from, envelope.helo);
}

void collect_spf(MessageFacts& facts, dns::Evidence& evidence) {
  facts.client = client_of(facts.envelope);
  if (!facts.client) return;
  facts.spf = check_host(*facts.client, evidence);
  facts.spf_identity = identity_of(dns::Name::parse(facts.client->domain).value_or(dns::Name()), evidence);
}

Known passed(DkimResult result) {
  return result == DkimResult::temperror ? Known::unknown : known(result == DkimResult::pass);
}

// Only what may pass can make DMARC pass.
void collect_signatures(MessageFacts& facts, dns::Evidence& evidence) {
  const uint64_t now = time_of_receipt(facts);
  for (Signature& signature : facts.signatures) {
    if (signature.reason == DkimReason::not_verified) continue;
    verify(signature, now, evidence);
    const auto domain = domain_of(signature.record);
    if (domain) signature.identity = identity_of(*domain, evidence);
  }
  verify(facts.arc, evidence);
}

std::vector<Authenticated> checks_of(MessageFacts& facts, const FromDomain& from, bool is_first) {
  constexpr ByGeneration unknown{Known::unknown, Known::unknown};
  std::vector<Authenticated> checks;
  const ByGeneration spf_aligns = facts.spf ? spf_alignment(facts.spf_identity, from.domain, from.discovery) : unknown;
  checks.push_back({facts.spf ? passed(facts.spf->result) : Known::unknown, spf_aligns});
  if (is_first) facts.spf_aligns = spf_aligns;
  for (Signature& signature : facts.signatures) {
    const bool is_signed = !signature.identity.domain.is_root();
    const ByGeneration aligns =
        is_signed ? dkim_alignment(signature.identity, from.domain, from.discovery) : ByGeneration{};
    checks.push_back({passed(signature.result), aligns});
    if (is_first) signature.aligns = aligns;
  }
  return checks;
}

bool is_temporary(const MessageFacts& facts) {
  return (facts.spf && facts.spf->result == SpfResult::temperror) ||
         std::ranges::any_of(facts.signatures,
                             [](const Signature& each) { return each.result == DkimResult::temperror; });
}

// A record that asks for nothing, because its p= is none of the words, is an error of it.
DmarcResult result_of(const DmarcView& view, Known passes, bool temporary) {
  if (view.unknown) return DmarcResult::temperror;
  if (view.record == nullptr) return DmarcResult::none;
  if (!view.domain) return DmarcResult::permerror;
  if (passes == Known::unknown) return temporary ? DmarcResult::temperror : DmarcResult::unknown;
  return passes == Known::yes ? DmarcResult::pass : DmarcResult::fail;
}

std::optional<records::dmarc::Policy> published_policy(const FromDomain& from) {
  const DmarcView& view = from.discovery.tree_walk;
  if (view.record == nullptr) return std::nullopt;
  if (from.exists == FromExists::no && view.inherited) return effective_nonexistent_policy(*view.record);
  return view.inherited ? effective_subdomain_policy(*view.record) : effective_policy(*view.record);
}

void collect_dmarc(MessageFacts& facts, dns::Evidence& evidence) {
  for (FromDomain& from : facts.from) {
    from.discovery = discover_dmarc(from.domain, organizational_domain_by_suffix_list(from.domain), evidence);
    from.exists = from_exists(from.domain, evidence);
    const auto checks = checks_of(facts, from, &from == &facts.from.front());
    from.outcome = dmarc_outcome(from.discovery, from.exists, checks);
    from.policy = published_policy(from);
    from.rfc7489 = result_of(from.discovery.suffix_list, from.outcome.passes.rfc7489, is_temporary(facts));
    from.rfc9989 = result_of(from.discovery.tree_walk, from.outcome.passes.rfc9989, is_temporary(facts));
  }
  // RFC 7489 6.6.1: what is made of several domains is up to the receiver, and most refuse such mail.
  const bool is_one = facts.from.size() == 1 && facts.from_fields.size() == 1;
  facts.rfc7489 = is_one ? facts.from.front().rfc7489 : DmarcResult::permerror;
  facts.rfc9989 = is_one ? facts.from.front().rfc9989 : DmarcResult::permerror;
}

}  // namespace

std::string_view to_string(DmarcResult result) {
  switch (result) {
    case DmarcResult::unknown: return "unknown";
    case DmarcResult::none: return "none";
    case DmarcResult::pass: return "pass";
    case DmarcResult::fail: return "fail";
    case DmarcResult::temperror: return "temperror";
    case DmarcResult::permerror: return "permerror";
  }
  return "";
}

uint64_t time_of_receipt(const MessageFacts& facts) {
  return facts.request.now.value_or(facts.envelope.time.value_or(facts.request.today));
}

MessageFacts read_message(MessageRequest request) {
  MessageFacts facts;
  facts.request = std::move(request);
  read_from(facts);
  read_receiver(facts);
  read_envelope(facts);
  read_forwarding(facts);
  facts.signatures = read_signatures(facts.message());
  facts.arc = read_arc(facts.message());
  hash_all(facts);
  return facts;
}

void collect(MessageFacts& facts, dns::Evidence& evidence) {
  collect_spf(facts, evidence);
  collect_signatures(facts, evidence);
  collect_dmarc(facts, evidence);
}

std::vector<const dns::Answer*> unanswered(const MessageFacts& facts) {
  std::vector<const dns::Answer*> failed;
  const auto add = [&failed](const dns::Answer* answer) {
    if (answer != nullptr && answer->failed() && std::ranges::find(failed, answer) == failed.end())
      failed.push_back(answer);
  };
  for (const FromDomain& from : facts.from)
    for (const DmarcAtName& at : from.discovery.walk)
      if (at.domain == from.domain || !is_registry_nobody_asked(at)) add(at.answer);
  for (const Signature& signature : facts.signatures) add(signature.answer);
  if (facts.spf)
    for (const SpfStep& step : facts.spf->trace)
      for (const dns::Answer* answer : step.answers) add(answer);
  return failed;
}

}  // namespace mailauth::facts
