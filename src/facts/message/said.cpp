#include "facts/message_said.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace mailauth::facts {

namespace {

using messages::MethodResult;

std::string_view domain_in(std::string_view identity) {
  const std::size_t at = identity.rfind('@');
  return at == std::string_view::npos ? identity : identity.substr(at + 1);
}

// header.b: the beginning of b= without its blanks (RFC 6008). It is too short to be it below 8 octets.
bool begins_with(const Signature& signature, std::string_view beginning) {
  if (!signature.record.b) return false;
  std::string whole;
  for (const char c : signature.record.text(*signature.record.b))
    if (!text::is_blank(c) && c != '\r' && c != '\n') whole += c;
  return whole.starts_with(beginning);
}

// Of several signatures of a domain the selector, or the beginning of b=, says which.
bool is_meant(const Signature& signature, std::string_view value, const MethodResult& result) {
  const auto property = [&](std::string_view name) { return messages::property_of(value, result, name); };
  const std::string_view domain = property("header.d").empty() ? domain_in(property("header.i")) : property("header.d");
  if (!text::equals_ignoring_case(signature.record.domain, domain) &&
      !text::equals_ignoring_case(signature.record.identity_domain, domain))
    return false;
  constexpr std::size_t shortest_beginning = 8;
  if (const auto b = property("header.b"); b.size() >= shortest_beginning && !begins_with(signature, b)) return false;
  const std::string_view selector = property("header.s");
  return selector.empty() || text::equals_ignoring_case(signature.record.selector, selector);
}

const Signature* signature_of(const MessageFacts& facts, std::string_view value, const MethodResult& result) {
  const auto meant = std::ranges::find_if(
      facts.signatures, [&](const Signature& signature) { return is_meant(signature, value, result); });
  return meant == facts.signatures.end() ? nullptr : &*meant;
}

std::string why_dkim(const Said& said) {
  if (said.signature == nullptr) return "that signature is not in this copy";
  switch (said.signature->reason) {
    case DkimReason::no_key:
    case DkimReason::revoked: return "the key was there when it was received, and is gone since";
    case DkimReason::body_changed:
    case DkimReason::body_too_short:
    case DkimReason::signature_wrong:
      return "this copy was changed after it was received, as copies of web mailers are";
    case DkimReason::verified: return "it may have been received before the key was there, or was changed back since";
    case DkimReason::weak_key:
    case DkimReason::weak_hash: return "the receiver still accepts what RFC 8301 forbids";
    default: return "the record of the key was changed since";
  }
}

std::string why_dmarc(const MessageFacts& facts, const std::vector<Said>& before) {
  const auto differs = [](const Said& said) { return said.differs; };
  if (std::ranges::any_of(before, differs)) return "it follows from what SPF and DKIM were then";
  if (facts.rfc7489 != facts.rfc9989) return "the receiver goes by the other of the two RFCs of DMARC";
  return "the policy was another one then, or the receiver makes an exception";
}

// SPF has "hardfail" at some, Microsoft "bestguesspass".
bool passes(std::string_view word) { return word == "pass" || word == "bestguesspass"; }

// What the receiver saw and is not here any more is none; of one that it does not name nothing is known.
std::string_view dkim_here(const MessageFacts& facts, const Said& said) {
  if (said.signature != nullptr) return to_string(said.signature->result);
  return facts.signatures.empty() || !said.about.empty() ? "none" : "";
}

void compare(const MessageFacts& facts, const std::vector<Said>& before, Said& said) {
  if (said.method == "spf" && facts.spf) said.here = to_string(facts.spf->result);
  if (said.method == "dkim") said.here = dkim_here(facts, said);
  if (said.method == "dmarc" && facts.rfc9989 != DmarcResult::unknown) said.here = to_string(facts.rfc9989);
  const bool is_open = said.here.empty() || said.here == "temperror" || said.word == "temperror" || said.word == "none";
  // "none" of a method that the receiver did not look at says nothing; here it says that nothing is there.
  said.differs = !is_open && passes(said.word) != passes(said.here);
  if (!said.differs) return;
  said.why = said.method == "spf"    ? "the record was another one then, or it came from another address"
             : said.method == "dkim" ? why_dkim(said)
                                     : why_dmarc(facts, before);
}

std::string_view subject_of(std::string_view value, const MethodResult& result, std::string_view method) {
  const auto property = [&](std::string_view name) { return domain_in(messages::property_of(value, result, name)); };
  if (method == "spf") return property("smtp.mailfrom");
  if (method == "dmarc") return property("header.from");
  return property("header.d").empty() ? property("header.i") : property("header.d");
}

}  // namespace

std::vector<Said> receiver_said(const MessageFacts& facts) {
  constexpr std::array<std::string_view, 3> compared{"spf", "dkim", "dmarc"};
  std::vector<Said> all;
  for (const ReceiverSaid& field : facts.said) {
    if (!field.trusted) continue;
    for (const MethodResult& result : field.results.results) {
      Said said{.method = text::to_lower(field.value.at(result.method)),
                .word = text::to_lower(field.value.at(result.result)),
                .by = &field,
                .span = result.whole};
      if (std::ranges::find(compared, said.method) == compared.end()) continue;
      said.about = subject_of(field.value.text, result, said.method);
      if (said.method == "dkim") said.signature = signature_of(facts, field.value.text, result);
      compare(facts, all, said);
      all.push_back(std::move(said));
    }
  }
  return all;
}

}  // namespace mailauth::facts
