#include "records/signed_hash.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace mailauth::records {

namespace {

using dkim_signature::Algorithm;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeContext>;
using HashContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Looked up once: EVP_sha256() alone would be, for each digest anew.
const EVP_MD* algorithm_of(HashKind kind) {
  static EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kind == HashKind::sha1 ? sha1 : sha256;
}

Key read_key(const dkim::PublicKey& key) {
  const uint8_t* at = key.spki.data();
  return Key(d2i_PUBKEY(nullptr, &at, static_cast<long>(key.spki.size())));
}

bool fits(const dkim::PublicKey& key, Algorithm algorithm) {
  if (key.spki.empty() || algorithm == Algorithm::unknown) return false;
  const bool wants_rsa = algorithm != Algorithm::ed25519_sha256;
  return key.algorithm == (wants_rsa ? dkim::Algorithm::rsa : dkim::Algorithm::ed25519);
}

// Ready for PKCS#1 v1.5 with the digest; null when the key is none for that.
KeyContext rsa_context(EVP_PKEY* key, Algorithm algorithm, int (*begin)(EVP_PKEY_CTX*)) {
  KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  const bool is_ready = context && begin(context.get()) > 0 &&
                        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) > 0 &&
                        EVP_PKEY_CTX_set_signature_md(context.get(), algorithm_of(hash_kind(algorithm))) > 0;
  return is_ready ? std::move(context) : nullptr;
}

bool is_rsa_signature(EVP_PKEY* key, Algorithm algorithm, std::span<const uint8_t> digest,
                      std::span<const uint8_t> signature) {
  const KeyContext context = rsa_context(key, algorithm, EVP_PKEY_verify_init);
  return context &&
         EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1;
}

bool is_ed25519_signature(EVP_PKEY* key, std::span<const uint8_t> digest, std::span<const uint8_t> signature) {
  const HashContext context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1;
}

}  // namespace

HashKind hash_kind(Algorithm algorithm) { return algorithm == Algorithm::rsa_sha1 ? HashKind::sha1 : HashKind::sha256; }

struct Hash::State {
  HashContext context{EVP_MD_CTX_new()};
};

Hash::Hash(HashKind kind) : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex(state_->context.get(), algorithm_of(kind), nullptr);
}
Hash::Hash(const Hash& other) : state_(std::make_unique<State>()) {
  EVP_MD_CTX_copy_ex(state_->context.get(), other.state_->context.get());
}
Hash& Hash::operator=(const Hash& other) {
  if (this != &other) EVP_MD_CTX_copy_ex(state_->context.get(), other.state_->context.get());
  return *this;
}
Hash::Hash(Hash&&) noexcept = default;
Hash& Hash::operator=(Hash&&) noexcept = default;
Hash::~Hash() = default;

void Hash::add(std::string_view octets) { EVP_DigestUpdate(state_->context.get(), octets.data(), octets.size()); }

Digest Hash::digest() const {
  const Hash copy = *this;
  Digest digest(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  EVP_DigestFinal_ex(copy.state_->context.get(), digest.data(), &size);
  digest.resize(size);
  return digest;
}

bool is_signature(const dkim::PublicKey& key, Algorithm algorithm, std::span<const uint8_t> digest,
                  std::span<const uint8_t> signature) {
  if (!fits(key, algorithm) || signature.empty()) return false;
  const Key read = read_key(key);
  if (!read) return false;
  return algorithm == Algorithm::ed25519_sha256 ? is_ed25519_signature(read.get(), digest, signature)
                                                : is_rsa_signature(read.get(), algorithm, digest, signature);
}

std::optional<Digest> signed_digest(const dkim::PublicKey& key, Algorithm algorithm,
                                    std::span<const uint8_t> signature) {
  if (!fits(key, algorithm) || algorithm == Algorithm::ed25519_sha256 || signature.empty()) return std::nullopt;
  const Key read = read_key(key);
  const KeyContext context = read ? rsa_context(read.get(), algorithm, EVP_PKEY_verify_recover_init) : nullptr;
  std::size_t size = 0;
  if (!context || EVP_PKEY_verify_recover(context.get(), nullptr, &size, signature.data(), signature.size()) <= 0)
    return std::nullopt;
  Digest digest(size);
  if (EVP_PKEY_verify_recover(context.get(), digest.data(), &size, signature.data(), signature.size()) <= 0)
    return std::nullopt;
  digest.resize(size);
  return digest;
}

}  // namespace mailauth::records
