#include "records/rsa_spki.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace mailauth::records::dkim {

namespace {

using Bytes = std::span<const uint8_t>;

constexpr uint8_t der_integer = 0x02, der_bit_string = 0x03, der_sequence = 0x30;
constexpr std::size_t max_exponent_bytes = 8;

// SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }
constexpr std::array<uint8_t, 15> rsa_encryption{0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                                 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

// The length of DER (X.690 10.1) at the front of `in`, which is then without it; nothing when it is not the shortest
// form or promises more than there is.
std::optional<std::size_t> take_length(Bytes& in) {
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
std::optional<Bytes> take(Bytes& in, uint8_t tag) {
  if (in.empty() || in[0] != tag) return std::nullopt;
  in = in.subspan(1);
  const auto length = take_length(in);
  if (!length) return std::nullopt;
  const Bytes content = in.first(*length);
  in = in.subspan(*length);
  return content;
}

// An INTEGER above zero, without the byte that keeps its sign apart.
std::optional<Bytes> take_positive(Bytes& in) {
  auto number = take(in, der_integer);
  if (!number || number->empty() || (*number)[0] >= 0x80) return std::nullopt;
  if ((*number)[0] != 0) return number;
  const Bytes rest = number->subspan(1);
  return !rest.empty() && rest[0] >= 0x80 ? std::optional(rest) : std::nullopt;
}

// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
struct RsaNumbers {
  Bytes modulus, exponent;
};
std::optional<RsaNumbers> take_rsa_public_key(Bytes in) {
  auto numbers = take(in, der_sequence);
  if (!numbers || !in.empty()) return std::nullopt;
  const auto modulus = take_positive(*numbers), exponent = take_positive(*numbers);
  if (!modulus || !exponent || !numbers->empty() || exponent->size() > max_exponent_bytes) return std::nullopt;
  return RsaNumbers{*modulus, *exponent};
}

// The RSAPublicKey inside of a SubjectPublicKeyInfo.
std::optional<Bytes> take_key_bits(Bytes in) {
  auto content = take(in, der_sequence);
  if (!content || !in.empty() || content->size() < rsa_encryption.size()) return std::nullopt;
  if (!std::ranges::equal(content->first(rsa_encryption.size()), rsa_encryption)) return std::nullopt;
  Bytes rest = content->subspan(rsa_encryption.size());
  const auto bits = take(rest, der_bit_string);
  if (!bits || !rest.empty() || bits->empty() || (*bits)[0] != 0) return std::nullopt;  // no bits left over
  return bits->subspan(1);
}

}  // namespace

std::optional<PublicKey> read_rsa_spki(const std::vector<uint8_t>& bytes) {
  if (bytes.size() > max_key_bytes) return std::nullopt;
  const auto bits = take_key_bits(bytes);
  const auto numbers = bits ? take_rsa_public_key(*bits) : std::nullopt;
  if (!numbers) return std::nullopt;
  uint64_t exponent = 0;
  for (const uint8_t byte : numbers->exponent) exponent = exponent << 8U | byte;
  PublicKey key;
  key.form = Form::spki;
  key.algorithm = Algorithm::rsa;
  key.bits = static_cast<unsigned>(8 * (numbers->modulus.size() - 1)) + std::bit_width(numbers->modulus[0]);
  key.exponent = fmt::to_string(exponent);
  key.modulus.assign(numbers->modulus.begin(), numbers->modulus.end());
  key.spki = bytes;
  key.bytes = key.bytes_needed = static_cast<uint32_t>(bytes.size());
  return key;
}

}  // namespace mailauth::records::dkim
