#include "records/dkim/rsa_spki.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace mailauth::records::dkim {

namespace {

using Der = std::span<const uint8_t>;

constexpr uint8_t der_bit_string = 0x03;
constexpr std::size_t max_exponent_bytes = 8;

// SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }
constexpr std::array<uint8_t, 15> rsa_encryption{0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                                 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

// The length of DER (X.690 10.1) at the front of `in`, which is then without it; nothing when it is not the shortest
// form or promises more than there is.
std::optional<std::size_t> take_length(Der& in) {
  constexpr uint8_t long_form = 0x80;
  if (in.empty()) return std::nullopt;
  std::size_t length = in[0];
  in = in.subspan(1);
  if (length >= long_form) {
    const std::size_t count = length - long_form;
    if (count == 0 || count > 2 || in.size() < count || in[0] == 0) return std::nullopt;
    length = count == 1 ? in[0] : static_cast<std::size_t>(in[0] << 8U | in[1]);
    in = in.subspan(count);
    if (length < long_form || (count == 2 && length < 0x100)) return std::nullopt;
  }
  return length <= in.size() ? std::optional(length) : std::nullopt;
}

// The content of the element at the front of `in`.
std::optional<Der> take(Der& in, uint8_t tag) {
  if (in.empty() || in[0] != tag) return std::nullopt;
  in = in.subspan(1);
  const auto length = take_length(in);
  if (!length) return std::nullopt;
  const Der content = in.first(*length);
  in = in.subspan(*length);
  return content;
}

bool begins_with(Der in, uint8_t tag) { return !in.empty() && in[0] == tag; }

// An INTEGER above zero in its shortest form (X.690 8.3), without the byte that keeps its sign apart.
std::optional<Der> positive(Der number) {
  if (number.empty() || number[0] >= 0x80) return std::nullopt;
  if (number[0] != 0) return number;
  const Der rest = number.subspan(1);
  return !rest.empty() && rest[0] >= 0x80 ? std::optional(rest) : std::nullopt;
}

// SEQUENCE { AlgorithmIdentifier, BIT STRING } of RSA: the octets in the BIT STRING.
std::optional<Der> take_key_octets(Der in) {
  auto content = take(in, der_sequence);
  if (!content || !in.empty() || content->size() < rsa_encryption.size()) return std::nullopt;
  if (!std::ranges::equal(content->first(rsa_encryption.size()), rsa_encryption)) return std::nullopt;
  Der rest = content->subspan(rsa_encryption.size());
  const auto bits = take(rest, der_bit_string);
  if (!bits || !rest.empty() || bits->empty() || (*bits)[0] != 0) return std::nullopt;  // no bits left over
  return bits->subspan(1);
}

void describe(Der modulus, Der exponent, PublicKey& key) {
  uint64_t value = 0;
  for (const uint8_t byte : exponent) value = value << 8U | byte;
  key.form = Form::spki;
  key.algorithm = Algorithm::rsa;
  key.bits = static_cast<unsigned>(8 * (modulus.size() - 1)) + static_cast<unsigned>(std::bit_width(modulus[0]));
  key.exponent = fmt::to_string(value);
  key.modulus.assign(modulus.begin(), modulus.end());
}

}  // namespace

// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
RsaSpki read_rsa_spki(Der der, PublicKey& key) {
  auto octets = take_key_octets(der);
  if (!octets) return RsaSpki::other;
  auto numbers = take(*octets, der_sequence);
  if (!numbers || !octets->empty()) return RsaSpki::other;
  if (!begins_with(*numbers, der_integer)) return RsaSpki::none;
  const auto modulus_octets = take(*numbers, der_integer);
  if (!modulus_octets) return RsaSpki::other;
  if (!begins_with(*numbers, der_integer)) return RsaSpki::none;
  const auto exponent_octets = take(*numbers, der_integer);
  if (!exponent_octets || !numbers->empty()) return RsaSpki::other;
  const auto modulus = positive(*modulus_octets), exponent = positive(*exponent_octets);
  if (!modulus || !exponent || exponent->size() > max_exponent_bytes) return RsaSpki::other;
  describe(*modulus, *exponent, key);
  key.spki.assign(der.begin(), der.end());
  return RsaSpki::read;
}

}  // namespace mailauth::records::dkim
