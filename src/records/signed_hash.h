#pragma once
// Digests and signatures over them, by OpenSSL. A digest is of the octets that RFC 6376 3.7 says.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "records/dkim.h"
#include "records/dkim_signature.h"

namespace mailauth::records {

using Digest = std::vector<uint8_t>;

enum class HashKind : uint8_t { sha1, sha256 };
HashKind hash_kind(dkim_signature::Algorithm algorithm);

// A digest that grows. It is copied to see what it would be if this were the end.
class Hash {
 public:
  explicit Hash(HashKind kind);
  Hash(const Hash& other);
  Hash& operator=(const Hash& other);
  Hash(Hash&&) noexcept;
  Hash& operator=(Hash&&) noexcept;
  ~Hash();

  void add(std::string_view octets);
  Digest digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Is this the key's signature over the digest? RSA: PKCS#1 v1.5 (RFC 8017 8.2); Ed25519: of the digest as a message
// (RFC 8463 3). False also for a key that cannot be used for the algorithm.
bool is_signature(const dkim::PublicKey& key, dkim_signature::Algorithm algorithm, std::span<const uint8_t> digest,
                  std::span<const uint8_t> signature);

// The digest that the signer had, which an RSA signature gives back when it was made with this key; nothing otherwise:
// a match cannot come about by accident.
std::optional<Digest> signed_digest(const dkim::PublicKey& key, dkim_signature::Algorithm algorithm,
                                    std::span<const uint8_t> signature);

}  // namespace mailauth::records
