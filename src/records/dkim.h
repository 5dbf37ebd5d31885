#pragma once
// A DKIM key record (RFC 6376 3.6.1, RFC 8463 for Ed25519):
//
//     v=DKIM1; k=rsa; t=y; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A...

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/tag_list.h"
#include "text/base64.h"
#include "text/source.h"

namespace mailauth::records::dkim {

// What the bytes of p= turned out to be.
enum class Form : uint8_t {
  none,         // no p=, or nothing in it
  spki,         // SubjectPublicKeyInfo: what verifiers expect of RSA
  pkcs1,        // RSAPublicKey: RFC 6376's text, but many verifiers reject it
  raw,          // 32 bytes: Ed25519 (RFC 8463 4.2)
  certificate,  // X.509
  private_key,  // PKCS#1, PKCS#8 or PEM: a disaster
  truncated,    // DER whose outer length promises more bytes than there are
  unreadable,   // base64, but no key
  not_base64,
};
enum class Algorithm : uint8_t { unknown, rsa, ed25519 };

std::string_view to_string(Form form);
std::string_view to_string(Algorithm algorithm);

inline constexpr uint32_t ed25519_bytes = 32;  // RFC 8463 4.2

struct PublicKey {
  Form form = Form::none;
  Algorithm algorithm = Algorithm::unknown;  // what the bytes are, whatever k= says
  unsigned bits = 0;                         // of an RSA modulus; 256 for Ed25519
  std::string exponent;                      // RSA, decimal
  std::vector<uint8_t> modulus;              // RSA, big endian, no leading zeros
  std::vector<uint8_t> spki;                 // the key as SubjectPublicKeyInfo, in whatever form it was published
  uint32_t bytes = 0;                        // decoded
  uint32_t bytes_needed = 0;                 // what the outer DER length asks for; 0 when it is no DER
  uint32_t trailing_bytes = 0;               // after the DER structure
};

// Reads key bytes of any origin with OpenSSL; never throws, never reads past the end.
PublicKey read_public_key(const std::vector<uint8_t>& bytes);

// What tells keys apart: the SHA-256 of the SubjectPublicKeyInfo, hexadecimal, lower case. Empty when there is no key.
std::string fingerprint(const PublicKey& key);

// An optional is empty when the tag is missing. Tag names are case-sensitive; of two equal ones the first counts.
struct Record {
  text::Source source;
  TagList list;
  std::vector<SwallowedTag> swallowed;
  std::optional<text::Span> v, k, p, h, s, t, n, g;  // values
  text::Base64 p_bytes;
  PublicKey key;
  std::vector<std::string> flags;     // t=
  std::vector<std::string> hashes;    // h=, lower case
  std::vector<std::string> services;  // s=

  std::string_view text(text::Span span) const { return source.at(span); }
  bool revoked() const { return p.has_value() && p->empty(); }
  bool testing() const;  // t=y
  bool strict() const;   // t=s
};

Record parse(text::Source source);

// Is this TXT a key record, or was it meant to be one? It has p=, or v=DKIM1 in any spelling.
bool resembles_key(const Record& record);
// Could a verifier that follows RFC 6376, 8301 and 8463 use this key? (not: is it strong) A PKCS#1 key counts as
// usable because the text of RFC 6376 3.6.1 asks for one, although two of three measured verifiers reject it; so do
// empty tags (";;") and tags that occur twice, which only strict verifiers reject.
bool is_usable(const Record& record);
bool is_known_tag(std::string_view name);

// A selector is a sequence of labels (RFC 6376 3.1).
bool is_selector(std::string_view text);

std::string dump(const Record& record);  // for tests

}  // namespace mailauth::records::dkim
