#include "report/message/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::report {

using facts::DkimReason;
using facts::Known;

std::string why(const facts::Signature& signature) {
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
    case DkimReason::signature_wrong: return "the header was changed after signing, or this is another key";
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

}  // namespace mailauth::report
