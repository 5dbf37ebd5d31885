// What the bytes of p= are. OpenSSL reads the structures; the outer length is read here, so that a
// key that was cut off is told from one that is garbage.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

#include "mailauth/records/dkim.h"

namespace mailauth::records::dkim {

namespace {

constexpr std::size_t max_key_bytes = 16 * 1024;  // an RSA key of 16384 bits has 2 KB, its certificate 5 KB
constexpr std::size_t ed25519_bytes = 32;         // RFC 8463 4.2
constexpr unsigned ed25519_bits = 256;

template <auto release>
struct Release {
  template <class Object>
  void operator()(Object* object) const {
    release(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;

// A fault leaves messages in a queue of the thread; nobody reads them.
struct QuietErrors {
  QuietErrors() { ERR_set_mark(); }
  ~QuietErrors() { ERR_pop_to_mark(); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

using Bytes = std::vector<uint8_t>;

// Bytes of the outermost SEQUENCE with its header (X.690 8.1.3); 0 when there is none.
uint32_t outer_length(const Bytes& bytes) {
  constexpr uint8_t sequence = 0x30, long_form = 0x80;
  constexpr std::size_t max_length_bytes = 3;
  if (bytes.size() < 2 || bytes[0] != sequence) return 0;
  if (bytes[1] < long_form) return bytes[1] + 2U;
  const std::size_t count = bytes[1] - long_form;
  if (count == 0 || count > max_length_bytes || bytes.size() < count + 2) return 0;
  uint32_t length = 0;
  for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | bytes[2 + i];
  return length + 2 + static_cast<uint32_t>(count);
}

Number parameter(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  return Number(number);
}

std::string decimal(const BIGNUM* number) {
  char* digits = BN_bn2dec(number);
  if (digits == nullptr) return {};
  std::string text(digits);
  OPENSSL_free(digits);
  return text;
}

Bytes big_endian(const BIGNUM* number) {
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, bytes.data());
  return bytes;
}

void describe_rsa(const EVP_PKEY* key, PublicKey& result) {
  const Number modulus = parameter(key, OSSL_PKEY_PARAM_RSA_N), exponent = parameter(key, OSSL_PKEY_PARAM_RSA_E);
  if (!modulus || !exponent) return;
  result.algorithm = Algorithm::rsa;
  result.bits = static_cast<unsigned>(BN_num_bits(modulus.get()));
  result.modulus = big_endian(modulus.get());
  result.exponent = decimal(exponent.get());
}

void describe(const EVP_PKEY* key, PublicKey& result) {
  const int type = EVP_PKEY_get_base_id(key);
  if (type == EVP_PKEY_RSA) describe_rsa(key, result);
  if (type != EVP_PKEY_ED25519) return;
  result.algorithm = Algorithm::ed25519;
  result.bits = ed25519_bits;
}

// Tries what a DER structure can be, the expected first.
void read_der(const Bytes& bytes, long length, PublicKey& result) {
  const auto found = [&](Form form, const Key& key) {
    if (key == nullptr) return false;
    result.form = form;
    describe(key.get(), result);
    return true;
  };
  const unsigned char* at = bytes.data();
  if (found(Form::spki, Key(d2i_PUBKEY(nullptr, &at, length)))) return;
  at = bytes.data();
  if (found(Form::pkcs1, Key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, length)))) return;
  at = bytes.data();
  if (found(Form::private_key, Key(d2i_AutoPrivateKey(nullptr, &at, length)))) return;
  at = bytes.data();
  if (const Certificate certificate{d2i_X509(nullptr, &at, length)}) {
    result.form = Form::certificate;
    if (const EVP_PKEY* key = X509_get0_pubkey(certificate.get())) describe(key, result);
  }
}

}  // namespace

PublicKey read_public_key(const Bytes& bytes) {
  const QuietErrors quiet;
  PublicKey result;
  result.bytes = static_cast<uint32_t>(bytes.size());
  if (bytes.empty()) return result;
  result.form = Form::unreadable;
  if (bytes.size() > max_key_bytes) return result;
  if (bytes.size() == ed25519_bytes) {
    result.form = Form::raw;
    result.algorithm = Algorithm::ed25519;
    result.bits = ed25519_bits;
    return result;
  }
  result.bytes_needed = outer_length(bytes);
  if (result.bytes_needed == 0) return result;
  if (result.bytes_needed > result.bytes) {
    result.form = Form::truncated;
    return result;
  }
  result.trailing_bytes = result.bytes - result.bytes_needed;
  read_der(bytes, static_cast<long>(result.bytes_needed), result);
  return result;
}

}  // namespace mailauth::records::dkim
