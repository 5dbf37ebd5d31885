#include "support/message_signer.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "facts/message/arc.h"
#include "facts/message/body_hashes.h"
#include "facts/message/verify.h"
#include "rules/message_sample.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::test {

namespace {

using facts::Signature;
using records::dkim_signature::Algorithm;
using records::dkim_signature::FieldKind;

// openssl genrsa -traditional 2048: made for these tests, and of no use elsewhere.
constexpr std::string_view rsa_key = "-----BEGIN RSA PRIVATE KEY-----\n"
                                     "MIIEowIBAAKCAQEAxNavc3+l0ap46UEV0TQ1tX9ZwhZ4rcY0LcZX7KVrg2o5BUm5\n"
                                     "zsf35K0zZ7XidFB88Ysj6lV6rzp1/Nm9MTU7zY54HIBDVn3nnuGRiY8Q/6qS+1Fr\n"
                                     "LWqfnIa7jG+cvcOV5W5X48zyGP5FmbxPQEpnGbhEMqAFIMR5LNrxPiafgugcRlO6\n"
                                     "dclekvnfHv9J5kJ/xw5AiXnJCdCQWx8PT/JZP0eVxW2UBrD1FvRAxYXAxePBQzaF\n"
                                     "en/iO1cy9rqik+pGrfD9IeJQ7NYLYPX6eUI1C4OiESxO9b1FsdJ1KFtDQ39fPXOq\n"
                                     "+lsrYIVJNPk1C04qaOTfyp693jjbtw+68l/VWQIDAQABAoIBABEMmVjTMx0ke2GU\n"
                                     "whuDPq2wUKl3gc9nbgiS9/Wm5FeXIUY8ewwWlPmpKN0wS2OQvym6yAsZiU1ZLnQO\n"
                                     "tgznk/z7fJrXXz3EHQZNemokSrAiaaW8CSD/bcDEiMUiu7xSDw82zgUMsOGKUKP+\n"
                                     "xAyJBUIcjEeoRZlveyFv+1pLRSC07C5GwLud7Ttb72zcqhhxh5onvPuFWI869ymm\n"
                                     "HF4rkRU30pfSUCQEay6zX3jTBmAEMI0aTky8GR/BFKvE3l9VvQ7B4B0yUTw3dGWg\n"
                                     "JEmW0MRInMFw/Q48Wx0bWIiqCvb2rXH1uC0e6TRrXRVR5tiyuKsfubufV52bPKqD\n"
                                     "y7BL4wMCgYEA4xHfyTqU3cENEx8sPY9MN/5Y8TKmq0tpguGkwBqHyMxPaKgCTwUW\n"
                                     "xee6HX2+BzW2QulCVQ177GvkhGWs2mpp12mS/Wm29UYcT+IFgS9y9ulALzcBj751\n"
                                     "78aeaRAzt51Hk+xCLog4z9OTzZMY8JqOE50sosXzISWnR38IIrkmzlsCgYEA3erJ\n"
                                     "t/wmjVgswYAltxOf8BULTlXXGo+W6BsB2fDNYrToQ9xHZUgcVCjdojNORDF38pn0\n"
                                     "ZYEt0VUh5E7TSHralz8vFHvgS4y3w/h/9SmmXiBluLT49WnzUw6EXF5kOCZQIPma\n"
                                     "62rNQ+GzydjObGpdqxApN0ClyKYhUTbQUU1sYVsCgYEApNppOlMJmSV7NJLBL8BF\n"
                                     "ebFzKUm4r0wEwjzHu6CHTETosfaoFm5/ZhcijB6qQ9m/BT0MJ2uuuKpsMaMPp1Ly\n"
                                     "nK3NRaXmapQIIgbaMDwenxwguSaaP53rSbVNdMGKipfpS3+PXPERLfFRsUJGLQhI\n"
                                     "dfz6VwKXzUzk8YdMhMkfX1kCgYBitm3ESYVcmjxOVpJwPWqHgNTmo4hraDPYSysn\n"
                                     "ptW1coNerD2V792qEgOEgw3th5OzdoggHrYix5ur0uRo+T0CyjhHBFNhR9b2dTN1\n"
                                     "+nDmrcKRxu53PAngiDSYYeRylZhPEri2v2tPJraysp4f27COx0GOMlOMTVnEpn1D\n"
                                     "rQzowQKBgAfIMhQOlXkMyVpks+OAalmW9FP5IyFtXcWYfzDYxBUB4+zUyGlEdGnS\n"
                                     "4vNTw8OtjomUI/utGHVg0R2S5no4mHDKTPKUeHc+J2ilUCmAyY7D8CERtEMBP0Ko\n"
                                     "dkv+uSe1SpGO1CTy8gQ6L/aVNje7YClB5ojX4lBXHb8evY0J7CIZ\n"
                                     "-----END RSA PRIVATE KEY-----\n";

// openssl genpkey -algorithm ed25519
constexpr std::string_view ed25519_key = "-----BEGIN PRIVATE KEY-----\n"
                                         "MC4CAQAwBQYDK2VwBCIEINGLcvQv1SjqB37SIOmQLojDEvoh6USRWqOauvsGuBXY\n"
                                         "-----END PRIVATE KEY-----\n";

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Key read_key(std::string_view pem) {
  const std::unique_ptr<BIO, FreeKey> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!key) throw std::logic_error("a key of the tests cannot be read");
  return key;
}

std::vector<uint8_t> sign_rsa(const records::Digest& digest, const EVP_MD* hash) {
  const Key key = read_key(rsa_key);
  const std::unique_ptr<EVP_PKEY_CTX, FreeKey> context(EVP_PKEY_CTX_new(key.get(), nullptr));
  EVP_PKEY_sign_init(context.get());
  EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING);
  EVP_PKEY_CTX_set_signature_md(context.get(), hash);
  std::size_t size = 0;
  EVP_PKEY_sign(context.get(), nullptr, &size, digest.data(), digest.size());
  std::vector<uint8_t> signature(size);
  if (EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) <= 0)
    throw std::logic_error("a message of the tests cannot be signed");
  return signature;
}

std::vector<uint8_t> sign_ed25519(const records::Digest& digest) {
  const Key key = read_key(ed25519_key);
  const std::unique_ptr<EVP_MD_CTX, FreeKey> context(EVP_MD_CTX_new());
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
  std::size_t size = 64;
  std::vector<uint8_t> signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, digest.data(), digest.size()) <= 0)
    throw std::logic_error("a message of the tests cannot be signed");
  return signature;
}

std::vector<uint8_t> sign(const records::Digest& digest, Algorithm algorithm) {
  if (algorithm == Algorithm::ed25519_sha256) return sign_ed25519(digest);
  return sign_rsa(digest, algorithm == Algorithm::rsa_sha1 ? EVP_sha1() : EVP_sha256());
}

std::string public_key(std::string_view pem, bool raw) {
  const Key key = read_key(pem);
  std::vector<uint8_t> bytes;
  if (raw) {
    std::size_t size = 32;
    bytes.resize(size);
    EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size);
  } else {
    bytes.resize(static_cast<std::size_t>(i2d_PUBKEY(key.get(), nullptr)));
    uint8_t* at = bytes.data();
    i2d_PUBKEY(key.get(), &at);
  }
  return text::encode_base64(bytes);
}

FieldKind kind_of(std::string_view name) {
  if (text::equals_ignoring_case(name, "ARC-Seal")) return FieldKind::arc_seal;
  return text::equals_ignoring_case(name, "ARC-Message-Signature") ? FieldKind::arc_message_signature : FieldKind::dkim;
}

// The seal of an unfinished chain: what it is made over is known when all above it stands.
records::Digest sealed(const messages::Message& message, const messages::Field& field) {
  facts::ArcChain chain = facts::read_arc(message);
  for (facts::ArcSet& set : chain.sets)
    if (set.seal->field->whole.begin == field.whole.begin) return set.seal->header;
  throw std::logic_error("a seal of the tests belongs to no set");
}

std::string body_of(const messages::Message& message, const messages::Field& field) {
  Signature signature = facts::read_signature(message, field, kind_of(message.name(field)));
  facts::hash_bodies(message, {&signature});
  return text::encode_base64(signature.body);
}

std::string signature_of(const messages::Message& message, const messages::Field& field) {
  const FieldKind kind = kind_of(message.name(field));
  const Signature signature = facts::read_signature(message, field, kind);
  const records::Digest digest = kind == FieldKind::arc_seal ? sealed(message, field) : signature.header;
  return text::encode_base64(sign(digest, signature.record.algorithm));
}

// The lowest field with the placeholder gets its value. False: there is none.
template <class ValueOf>
bool fill_in(std::string& octets, std::string_view placeholder, ValueOf value_of) {
  const std::size_t at = octets.rfind(placeholder);
  if (at == std::string::npos) return false;
  const messages::Message message = messages::parse(octets, "");
  for (const messages::Field& field : message.fields)
    if (field.whole.begin <= at && at < field.whole.end) {
      octets.replace(at, placeholder.size(), value_of(message, field));
      return true;
    }
  return false;
}

std::string with_crlf(std::string_view text) {
  return text::replace_all(text::replace_all(text, "\n", "\r\n"), "$LF", "\n");
}

}  // namespace

std::string signed_message(std::string_view text) {
  const rules::MessageSample sample = rules::read_message_sample(text);
  std::string octets = with_crlf(sample.text);
  while (fill_in(octets, "$BODY", body_of)) {
  }
  while (fill_in(octets, "$SIGN", signature_of)) {
  }
  auto changes = sample.changes;
  for (auto& [was, is] : changes) was = with_crlf(was), is = with_crlf(is);
  return rules::changed(std::move(octets), changes);
}

std::string with_keys(std::string_view zone) {
  std::string key = public_key(rsa_key, false);
  key.insert(200, "\" \"");
  return text::replace_all(text::replace_all(zone, "$KEY", key), "$ED25519", public_key(ed25519_key, true));
}

}  // namespace mailauth::test
