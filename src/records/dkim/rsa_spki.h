#pragma once
// The one kind of key that nearly every DKIM record has, read without OpenSSL: its decoders cost 50 times as much as
// all the rest of a record, and a sweep reads millions.

#include <cstdint>
#include <span>
#include <vector>

#include "records/dkim.h"

namespace mailauth::records::dkim {

// The tags of DER (X.690 8) that keys begin with.
inline constexpr uint8_t der_integer = 0x02, der_sequence = 0x30;

enum class RsaSpki : uint8_t {
  read,   // the key is filled in
  none,   // it says that it is an RSA key, and is none
  other,  // another key, or a structure that is not the usual one: for OpenSSL
};
// Reads a SubjectPublicKeyInfo of RSA in DER (RFC 8017 A.1.1, RFC 3279 2.3.1), with an exponent of at most 64 bits.
RsaSpki read_rsa_spki(std::span<const uint8_t> der, PublicKey& key);

// read_public_key() by OpenSSL alone.
PublicKey read_with_openssl(const std::vector<uint8_t>& bytes);

}  // namespace mailauth::records::dkim
