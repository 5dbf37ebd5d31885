#include "repair/dkim_key.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "mailauth/text/ascii.h"
#include "mailauth/text/base64.h"

namespace mailauth::repair {

namespace {

using records::dkim::Algorithm;
using records::dkim::Form;
using records::dkim::PublicKey;
using Bytes = std::vector<uint8_t>;

// ASN.1 DER (ITU-T X.690), as much of it as a public key needs.
namespace der {

constexpr uint8_t integer = 0x02, bit_string = 0x03, sequence = 0x30;
// SEQUENCE { OBJECT IDENTIFIER rsaEncryption 1.2.840.113549.1.1.1, NULL }, RFC 8017 A.1
const Bytes rsa_encryption{0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

Bytes join(const Bytes& a, const Bytes& b) {
  Bytes all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

Bytes element(uint8_t tag, const Bytes& content) {
  Bytes length;
  for (std::size_t rest = content.size(); rest > 0; rest >>= 8)
    length.insert(length.begin(), static_cast<uint8_t>(rest));
  Bytes head{tag};
  if (content.size() < 0x80)
    head.push_back(static_cast<uint8_t>(content.size()));
  else
    head.push_back(static_cast<uint8_t>(0x80 | length.size()));
  return join(content.size() < 0x80 ? head : join(head, length), content);
}

// An unsigned one: a leading zero keeps it positive.
Bytes number(const Bytes& big_endian) {
  const bool looks_negative = !big_endian.empty() && big_endian.front() >= 0x80;
  return element(integer, looks_negative ? join({0}, big_endian) : big_endian);
}

}  // namespace der

std::optional<Bytes> big_endian(std::string_view decimal) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  if (error != std::errc{} || end != decimal.data() + decimal.size() || value == 0) return std::nullopt;
  Bytes bytes;
  for (; value > 0; value >>= 8) bytes.insert(bytes.begin(), static_cast<uint8_t>(value));
  return bytes;
}

// SubjectPublicKeyInfo of an RSA key, RFC 5280 4.1 and RFC 8017 A.1.1.
std::optional<Bytes> rsa_spki(const PublicKey& key) {
  const auto exponent = big_endian(key.exponent);
  if (!exponent || key.modulus.empty()) return std::nullopt;
  const Bytes rsa_key = der::element(der::sequence, der::join(der::number(key.modulus), der::number(*exponent)));
  const Bytes bits = der::element(der::bit_string, der::join({0}, rsa_key));
  return der::element(der::sequence, der::join(der::rsa_encryption, bits));
}

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
  return rsa_spki(key);
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
