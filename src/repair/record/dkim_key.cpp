#include "repair/record/dkim_key.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::repair {

namespace {

using records::dkim::Algorithm;
using records::dkim::Form;
using records::dkim::PublicKey;
using Bytes = std::vector<uint8_t>;

std::string without_armour(std::string_view p) {
  std::string rest(p);
  for (const std::string_view line :
       {"-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----",
        "-----END RSA PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"})
    rest = text::replace_all(rest, line, "");
  return rest;
}

// Every other byte of the record that a zone file or a web form may have left.
std::string base64_only(std::string_view p, Changes& changes) {
  std::string plain = without_armour(p);
  if (plain != p) changes.fault("the PEM lines around the key were dropped");
  std::erase_if(plain, [](char c) { return text::is_blank(c) || c == '\r' || c == '\n'; });
  const std::size_t with_marks = plain.size();
  std::erase_if(plain, [](char c) { return c == '"' || c == '\'' || c == '\\' || c == '(' || c == ')'; });
  if (plain.size() != with_marks) changes.fault("quotes, brackets and backslashes inside of p= were dropped");
  const std::string before = plain;
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  if (plain != before) changes.fault("'-' and '_' of base64url became '+' and '/'");
  return plain;
}

std::string_view change_of_form(Form form) {
  return form == Form::pkcs1 ? "the key was wrapped as SubjectPublicKeyInfo: many verifiers read no other form"
                             : "the key was taken out of its certificate";
}

constexpr std::size_t ed25519_length = 32;  // RFC 8463 4.2

std::optional<Bytes> readable_form(Bytes bytes, const PublicKey& key, Changes& changes) {
  if (key.algorithm == Algorithm::ed25519) {
    if (key.form == Form::raw) return bytes;
    if (key.form != Form::spki || bytes.size() < ed25519_length) return std::nullopt;
    changes.fault("the ASN.1 bytes before the Ed25519 key were dropped");
    return Bytes(bytes.end() - ed25519_length, bytes.end());
  }
  if (key.algorithm != Algorithm::rsa) return std::nullopt;
  if (key.form == Form::spki && key.trailing_bytes == 0) return bytes;
  if (key.form == Form::spki)
    changes.fault("bytes behind the key were dropped");
  else
    changes.fault(std::string(change_of_form(key.form)));
  return key.spki;
}

bool holds_public_key(const PublicKey& key) {
  switch (key.form) {
    case Form::spki:
    case Form::pkcs1:
    case Form::raw:
    case Form::certificate: return true;
    case Form::none:
    case Form::private_key:
    case Form::truncated:
    case Form::unreadable:
    case Form::not_base64: return false;
  }
  return false;
}

}  // namespace

std::optional<RepairedKey> repair_key(std::string_view p, Changes& changes) {
  const text::Base64 decoded = text::decode_base64(base64_only(p, changes));
  if (decoded.fault || decoded.bytes.empty()) return std::nullopt;
  const PublicKey key = records::dkim::read_public_key(decoded.bytes);
  if (!holds_public_key(key)) return std::nullopt;
  const auto bytes = readable_form(decoded.bytes, key, changes);
  if (!bytes) return std::nullopt;
  return RepairedKey{text::encode_base64(*bytes), key.algorithm};
}

}  // namespace mailauth::repair
