#include "report/message/words.h"

#include "facts/message_cause.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::report {

using facts::DkimReason;
using facts::Known;

namespace {

// What the search for the cause knows is said, and no more.
std::string why_wrong(const facts::Cause& cause) {
  switch (cause.key) {
    case facts::Cause::Key::right: return "the header was changed after signing";
    case facts::Cause::Key::other: return "it was made with another key, or b= was damaged";
    case facts::Cause::Key::unknown: break;
  }
  return "the header was changed after signing, or this is another key";
}

}  // namespace

std::string why(const facts::MessageFacts& message, const facts::Signature& signature) {
  switch (signature.reason) {
    case DkimReason::verified: return "it verifies";
    case DkimReason::faulty: return signature.record.faults.front().message;
    case DkimReason::not_verified: return fmt::format("not verified: more than {} signatures", facts::max_signatures);
    case DkimReason::dns_failed: return "the DNS did not say whether there is a key";
    case DkimReason::no_key: return "there is no key (today)";
    case DkimReason::not_a_key: return "what stands at the selector is no key";
    case DkimReason::revoked: return "the key is revoked";
    case DkimReason::other_key_type: return "the key is of another type than a=";
    case DkimReason::other_hash: return "the key does not allow the hash of a=";
    case DkimReason::other_service: return "the key is not for mail";
    case DkimReason::subdomain: return "the key does not allow i= below d=";
    case DkimReason::weak_key: return fmt::format("RSA keys of {} bits are not used any more", signature.key->key.bits);
    case DkimReason::weak_hash: return "rsa-sha1 is not used any more";
    case DkimReason::expired: return "it was expired";
    case DkimReason::body_too_short: return "the body is shorter than l= says";
    case DkimReason::body_changed: return "the body was changed after signing";
    case DkimReason::signature_wrong:
      return why_wrong(causes_of(message)[static_cast<std::size_t>(&signature - message.signatures.data())]);
  }
  return "";
}

std::vector<std::string> aligned_by(const facts::MessageFacts& message) {
  std::vector<std::string> by;
  if (message.spf && message.spf->result == facts::SpfResult::pass && message.spf_aligns.rfc9989 == Known::yes)
    by.emplace_back("spf");
  const auto signs = [](const facts::Signature& each) {
    return each.result == facts::DkimResult::pass && each.aligns.rfc9989 == Known::yes;
  };
  if (std::ranges::any_of(message.signatures, signs)) by.emplace_back("dkim");
  return by;
}

bool counts(const facts::Signature& signature) {
  return signature.result == facts::DkimResult::pass && signature.aligns.rfc9989 == Known::yes;
}

namespace {

std::string what_passes(const facts::MessageFacts& message) {
  const auto by = aligned_by(message);
  const bool spf = std::ranges::find(by, "spf") != by.end(), dkim = std::ranges::find(by, "dkim") != by.end();
  if (spf && dkim) return "SPF and a signature of the domain pass";
  if (spf) return "SPF passes; no signature stands for the domain, so forwarding breaks it";
  const auto signature = std::ranges::find_if(message.signatures, counts);
  return fmt::format("the signature of {} verifies", text::escape_bytes(signature->record.domain));
}

std::string about_spf(const facts::MessageFacts& message) {
  if (!message.spf) return "SPF is not known";
  if (message.spf->result == facts::SpfResult::pass)
    return message.spf_aligns.either() == Known::no ? "SPF passes for another domain" : "SPF passes";
  return fmt::format("SPF is {}", to_string(message.spf->result));
}

// Of the signature that would have counted, else of the first.
std::string about_dkim(const facts::MessageFacts& message) {
  if (message.signatures.empty()) return "no signature is there";
  const auto aligned = std::ranges::find_if(
      message.signatures, [](const facts::Signature& each) { return each.aligns.rfc9989 == Known::yes; });
  const facts::Signature& signature = aligned == message.signatures.end() ? message.signatures.front() : *aligned;
  const std::string domain = text::escape_bytes(signature.record.domain);
  if (aligned == message.signatures.end()) return fmt::format("the signature is of another domain, {}", domain);
  if (signature.result == facts::DkimResult::pass) return fmt::format("the signature of {} verifies", domain);
  return fmt::format("of the signature of {}: {}", domain, why(message, signature));
}

// One that was meant to be the policy where none is in force; null: there is none.
const facts::DmarcAtName* ignored_record(const facts::Discovery& discovery) {
  if (discovery.found()) return nullptr;
  const auto at = std::ranges::find_if(discovery.walk, [](const facts::DmarcAtName& each) {
    return !each.lookalikes.empty() || each.records.size() > 1;
  });
  return at == discovery.walk.end() ? nullptr : &*at;
}

}  // namespace

std::string why_dmarc(const facts::MessageFacts& message) {
  using facts::DmarcResult;
  if (message.from_fields.empty() || message.from.empty()) return "From has no address";
  if (message.from_fields.size() > 1) return "it has more than one From";
  if (message.from.size() > 1) return "From has addresses of several domains";
  if (message.rfc9989 == DmarcResult::pass && message.rfc7489 == DmarcResult::pass) return what_passes(message);
  if (message.rfc9989 == DmarcResult::permerror) return "the record of the policy cannot be used";
  if (message.from.front().discovery.unknown()) return "the DNS did not say which policy is in force";
  const std::string both = fmt::format("{}, and {}", about_spf(message), about_dkim(message));
  const facts::Discovery& discovery = message.from.front().discovery;
  return ignored_record(discovery) == nullptr ? both : fmt::format("{}; {}", no_policy(discovery), both);
}

std::string no_policy(const facts::Discovery& discovery) {
  const facts::DmarcAtName* ignored = ignored_record(discovery);
  if (ignored == nullptr) return "no policy is in force";
  return fmt::format("receivers ignore the record at {}", ignored->owner.text());
}

bool is_of_amazon_ses(const facts::Signature& signature) {
  const auto domain = dns::Name::parse(signature.record.domain);
  return domain && facts::organizational_domain_by_suffix_list(*domain).text() == "amazonses.com";
}

}  // namespace mailauth::report
