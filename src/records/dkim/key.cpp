// What the bytes of p= are. OpenSSL reads the structures; the outer length is read here, so that a
// key that was cut off is told from one that is garbage.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

#include "records/dkim/rsa_spki.h"
#include "records/sha256.h"

namespace mailauth::records::dkim {

namespace {

constexpr std::size_t max_key_bytes = 16'384;  // an RSA key of 16384 bits has 2 KB, its certificate 5 KB
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

// The outermost SEQUENCE of a DER structure (X.690 8.1.3).
struct Sequence {
  uint32_t header = 0;  // bytes before its content; 0 when there is no SEQUENCE
  uint32_t length = 0;  // with the header
};

Sequence outer_sequence(const Bytes& bytes) {
  constexpr uint8_t long_form = 0x80;
  constexpr std::size_t max_length_bytes = 3;
  if (bytes.size() < 2 || bytes[0] != der_sequence) return {};
  if (bytes[1] < long_form) return {2, bytes[1] + 2U};
  const std::size_t count = bytes[1] - long_form;
  if (count == 0 || count > max_length_bytes || bytes.size() < count + 2) return {};
  const uint32_t header = 2 + static_cast<uint32_t>(count);
  uint32_t length = 0;
  for (std::size_t i = 2; i < header; ++i) length = (length << 8U) | bytes[i];
  return {header, header + length};
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

Bytes spki_of(const EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  if (length <= 0) return {};
  Bytes bytes(der, der + length);
  OPENSSL_free(der);
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
  result.spki = spki_of(key);
  const int type = EVP_PKEY_get_base_id(key);
  if (type == EVP_PKEY_RSA) describe_rsa(key, result);
  if (type != EVP_PKEY_ED25519) return;
  result.algorithm = Algorithm::ed25519;
  result.bits = ed25519_bits;
}

PublicKey raw_ed25519(const Bytes& bytes) {
  const Key parsed(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()));
  PublicKey key;
  if (parsed) key.spki = spki_of(parsed.get());
  key.form = Form::raw;
  key.algorithm = Algorithm::ed25519;
  key.bits = ed25519_bits;
  key.bytes = ed25519_bytes;
  return key;
}

bool take(Form form, const EVP_PKEY* key, PublicKey& result) {
  if (key == nullptr) return false;
  result.form = form;
  describe(key, result);
  return true;
}

// RSAPublicKey and the private keys begin with an INTEGER.
void read_rsa_or_private_key(const Bytes& bytes, long length, PublicKey& result) {
  const unsigned char* at = bytes.data();
  if (take(Form::pkcs1, Key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, length)).get(), result)) return;
  at = bytes.data();
  take(Form::private_key, Key(d2i_AutoPrivateKey(nullptr, &at, length)).get(), result);
}

// SubjectPublicKeyInfo and Certificate begin with a SEQUENCE.
void read_spki_or_certificate(const Bytes& bytes, long length, PublicKey& result) {
  const unsigned char* at = bytes.data();
  if (take(Form::spki, Key(d2i_PUBKEY(nullptr, &at, length)).get(), result)) return;
  at = bytes.data();
  const Certificate certificate(d2i_X509(nullptr, &at, length));
  if (!certificate) return;
  result.form = Form::certificate;
  take(Form::certificate, X509_get0_pubkey(certificate.get()), result);
}

using Shortcut = RsaSpki (*)(std::span<const uint8_t> der, PublicKey& key);

PublicKey read_key(const Bytes& bytes, Shortcut read_usual) {
  const QuietErrors quiet;
  PublicKey result;
  result.bytes = static_cast<uint32_t>(bytes.size());
  if (bytes.empty()) return result;
  result.form = Form::unreadable;
  if (bytes.size() > max_key_bytes) return result;
  if (bytes.size() == ed25519_bytes) return raw_ed25519(bytes);
  const Sequence outer = outer_sequence(bytes);
  result.bytes_needed = outer.length;
  if (outer.length > result.bytes) result.form = Form::truncated;
  if (outer.length == 0 || outer.length > result.bytes) return result;
  result.trailing_bytes = result.bytes - outer.length;
  const uint8_t first = outer.header < outer.length ? bytes[outer.header] : 0;
  if (first == der_integer) read_rsa_or_private_key(bytes, static_cast<long>(outer.length), result);
  if (first == der_sequence && read_usual(std::span(bytes).first(outer.length), result) == RsaSpki::other)
    read_spki_or_certificate(bytes, static_cast<long>(outer.length), result);
  return result;
}

}  // namespace

PublicKey read_public_key(const Bytes& bytes) { return read_key(bytes, read_rsa_spki); }

std::string fingerprint(const PublicKey& key) { return key.spki.empty() ? "" : hexadecimal(sha256(key.spki)); }

PublicKey read_with_openssl(const Bytes& bytes) {
  return read_key(bytes, [](std::span<const uint8_t>, PublicKey&) { return RsaSpki::other; });
}

}  // namespace mailauth::records::dkim
