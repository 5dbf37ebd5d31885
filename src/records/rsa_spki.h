#pragma once
// The one kind of key that nearly every DKIM record has, read without OpenSSL: its decoders cost 50 times as much as
// all the rest of a record, and a sweep reads millions.

#include <optional>
#include <vector>

#include "mailauth/records/dkim.h"

namespace mailauth::records::dkim {

inline constexpr std::size_t max_key_bytes = 16 * 1024;  // an RSA key of 16384 bits has 2 KB, its certificate 5 KB

// `bytes` when they are exactly one SubjectPublicKeyInfo of an RSA key in DER (RFC 8017 A.1.1, RFC 3279 2.3.1), with an
// exponent of at most 64 bits. Nothing for everything else, which is left to OpenSSL.
std::optional<PublicKey> read_rsa_spki(const std::vector<uint8_t>& bytes);

// The same by OpenSSL alone, for keys of every kind.
PublicKey read_any_key(const std::vector<uint8_t>& bytes);

}  // namespace mailauth::records::dkim
