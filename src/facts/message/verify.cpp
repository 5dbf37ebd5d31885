#include "facts/message/verify.h"

#include <algorithm>

#include "facts/collect/parts.h"
#include "facts/message/signed_header.h"
#include "records/kind.h"
#include "text/ascii.h"
#include "text/idna.h"

namespace mailauth::facts {

namespace {

namespace dkim = records::dkim;
using records::dkim_signature::Algorithm;
using records::dkim_signature::FieldKind;

std::vector<dkim::Record> read_records(const dns::Answer& answer) {
  std::vector<dkim::Record> keys;
  for (const text::Source& source : txt_sources(answer)) keys.push_back(dkim::parse(source));
  return keys;
}

bool has(const std::vector<std::string>& words, std::string_view wanted) {
  return std::ranges::find(words, wanted) != words.end();
}

std::string_view key_type_for(Algorithm algorithm) {
  return algorithm == Algorithm::ed25519_sha256 ? "ed25519" : "rsa";
}

bool is_below(const records::dkim_signature::Record& record) {
  return !text::equals_ignoring_case(record.identity_domain, record.domain);
}

// RFC 8301 3.2: no verifier uses it, though it can be read.
bool is_weak(const dkim::Record& key) {
  constexpr unsigned least_rsa_bits = 1024;
  return key.key.algorithm == dkim::Algorithm::rsa && key.key.bits > 0 && key.key.bits < least_rsa_bits;
}

bool is_tag_list(const dkim::Record& key) {
  return std::ranges::all_of(
      key.list.tags, [&](const records::Tag& tag) { return tag.span.empty() || key.text(tag.separator) == "="; });
}

// Why the key cannot be used for this signature (RFC 6376 6.1.2); `verified` when it can.
DkimReason fault_of_key(const dkim::Record& key, const records::dkim_signature::Record& record) {
  const std::string_view type = key.k ? key.text(*key.k) : "rsa";
  const std::string_view hash = record.algorithm == Algorithm::rsa_sha1 ? "sha1" : "sha256";
  if (!is_tag_list(key) || (key.v && key.text(*key.v) != "DKIM1") || !key.p) return DkimReason::not_a_key;
  if (key.revoked()) return DkimReason::revoked;
  if (type != key_type_for(record.algorithm)) return DkimReason::other_key_type;
  if (key.h && !has(key.hashes, hash)) return DkimReason::other_hash;
  if (key.s && !has(key.services, "*") && !has(key.services, "email")) return DkimReason::other_service;
  if (key.strict() && is_below(record)) return DkimReason::subdomain;
  if (is_weak(key)) return DkimReason::weak_key;
  const bool is_read = key.key.form == dkim::Form::spki || key.key.form == dkim::Form::pkcs1 ||
                       (key.key.form == dkim::Form::raw && record.algorithm == Algorithm::ed25519_sha256);
  return is_read ? DkimReason::verified : DkimReason::not_a_key;
}

DkimResult result_of(DkimReason reason) {
  switch (reason) {
    case DkimReason::verified: return DkimResult::pass;
    case DkimReason::dns_failed: return DkimResult::temperror;
    case DkimReason::body_too_short:
    case DkimReason::body_changed:
    case DkimReason::signature_wrong: return DkimResult::fail;
    case DkimReason::not_verified:
    case DkimReason::weak_key:
    case DkimReason::weak_hash: return DkimResult::policy;
    case DkimReason::faulty:
    case DkimReason::no_key:
    case DkimReason::not_a_key:
    case DkimReason::revoked:
    case DkimReason::other_key_type:
    case DkimReason::other_hash:
    case DkimReason::other_service:
    case DkimReason::subdomain:
    case DkimReason::expired: return DkimResult::permerror;
  }
  return DkimResult::none;
}

void decide(Signature& signature, DkimReason reason) {
  signature.reason = reason;
  signature.result = result_of(reason);
}

// The key that verifies, else the first one that could, else the first. RFC 6376 3.6.2.2: more than one is undefined.
DkimReason try_keys(Signature& signature, const std::vector<dkim::Record>& keys) {
  DkimReason best = DkimReason::not_a_key;
  for (const dkim::Record& key : keys) {
    const DkimReason fault = fault_of_key(key, signature.record);
    const bool can_be_used = fault == DkimReason::verified || fault == DkimReason::weak_key;
    if (signature.key != nullptr && !can_be_used) continue;
    const bool matches = can_be_used && records::is_signature(key.key, signature.record.algorithm, signature.header,
                                                              signature.record.signature);
    const bool is_better =
        signature.key == nullptr || matches || fault_of_key(*signature.key, signature.record) != DkimReason::verified;
    if (!is_better) continue;
    signature.key = &key;
    signature.header_matches = matches;
    best = fault;
    if (matches) break;
  }
  return best;
}

}  // namespace

std::string_view to_string(DkimResult result) {
  switch (result) {
    case DkimResult::none: return "none";
    case DkimResult::pass: return "pass";
    case DkimResult::fail: return "fail";
    case DkimResult::policy: return "policy";
    case DkimResult::neutral: return "neutral";
    case DkimResult::temperror: return "temperror";
    case DkimResult::permerror: return "permerror";
  }
  return "";
}

std::optional<dns::Name> domain_of(const records::dkim_signature::Record& record) {
  const auto domain = text::to_a_labels(record.domain);
  return domain ? dns::Name::parse(*domain) : std::nullopt;
}

Signature read_signature(const messages::Message& message, const messages::Field& field, FieldKind kind) {
  Signature signature;
  signature.field = &field;
  signature.record = records::dkim_signature::parse(kind, unfolded_value(message, field));
  if (kind == FieldKind::arc_seal) return signature;
  signature.signed_fields = signed_fields(message, signature.record);
  signature.header = digest_of(signed_header(message, signature), records::hash_kind(signature.record.algorithm));
  return signature;
}

void verify_with_key(Signature& signature, dns::Evidence& evidence) {
  signature.key = nullptr;
  signature.header_matches = false;
  if (!signature.record.faults.empty()) return decide(signature, DkimReason::faulty);
  const auto domain = domain_of(signature.record);
  const auto name =
      domain ? domain->child(records::labels_of(records::RecordKind::dkim, signature.record.selector)) : std::nullopt;
  if (!name) return decide(signature, DkimReason::no_key);
  signature.key_name = *name;
  signature.answer = &evidence.ask(*name, dns::Type::txt);
  if (signature.answer->failed()) return decide(signature, DkimReason::dns_failed);
  if (!signature.answer->found()) return decide(signature, DkimReason::no_key);
  const DkimReason fault = try_keys(signature, signature.answer->worked_out.once(read_records, *signature.answer));
  if (fault != DkimReason::verified) return decide(signature, fault);
  decide(signature, signature.header_matches ? DkimReason::verified : DkimReason::signature_wrong);
}

// The order in which the faults of several kinds count: what cannot be verified at all, the body, the header. RFC 6376
// 6.1.3
void verify(Signature& signature, uint64_t now, dns::Evidence& evidence) {
  const auto& record = signature.record;
  signature.body_matches = !record.body_hash.empty() && signature.body == record.body_hash;
  verify_with_key(signature, evidence);
  if (signature.reason != DkimReason::verified && signature.reason != DkimReason::signature_wrong) return;
  if (record.expires && *record.expires < now) return decide(signature, DkimReason::expired);
  if (record.body_length && *record.body_length > signature.body_octets)
    return decide(signature, DkimReason::body_too_short);
  if (!signature.body_matches) return decide(signature, DkimReason::body_changed);
  if (signature.header_matches && record.algorithm == Algorithm::rsa_sha1) decide(signature, DkimReason::weak_hash);
}

}  // namespace mailauth::facts
