// Moduli that can be factored. The numbers were made for these tests; of none a key exists.

#include <gtest/gtest.h>

#include <charconv>
#include <string>
#include <string_view>

#include "records/dkim.h"
#include "records/known_keys.h"
#include "records/rsa_weakness.h"
#include "support/test_keys.h"

namespace mailauth::records::rsa_weakness_test {
namespace {

// Products of two primes of 512 bits: of two that have nothing to do with each other; of equal ones; of neighbours; of
// two that Fermat's method finds in 71 rounds and in 131; of the form k * M + 65537^a mod M with M the product of
// the first 39 primes.
constexpr std::string_view ordinary =
    "d08ac3cce39c4adac8326713275176a1a15b9089f00e005c86b73c73e1f821907a0d5204078ffe0175ef0654579e056c8419"
    "d5a3cb2ce3ad717445ba67a00231ae113e9f979d46c246d6c5fdd84f16284d5a8688d77eaa5e1ec0327bdff38a126b995857"
    "ba15e9b97c638db5fd9c26ee0056b46b12b65f6a76096c3d317c62d5";
constexpr std::string_view square =
    "f8dc615bcf42f801b0a7c14f819ca9d134b82fde7c124a007639727c98ab4e97affbe0312dbbebebb423722e47bd135fbc77"
    "0ff4e007dcd6d97d61c847c1007bcc0db39e644614861823980c63b233ea7bfa38ee8cbdcea54ab044b2fc5be137569d4d3b"
    "7cfaa6e12574a2653a5f1ec4f438b48b9b3c4d37b806edd7271ebf59";
constexpr std::string_view twins =
    "f8dc615bcf42f801b0a7c14f819ca9d134b82fde7c124a007639727c98ab4e97affbe0312dbbebebb423722e47bd135fbc77"
    "0ff4e007dcd6d97d61c847c1009375c73187b8087bff26fa3390dd69280f6da0cfc0ae5ffb62be435fd67e6475db7ff21aa7"
    "537b1304ffc1581cf294cb8c1bbdac49255cde75894b668944e663e1";
constexpr std::string_view near =
    "f8dc615bcf42f801b0a7c14f819ca9d134b82fde7c124a007639727c98ab4eaedae5415b381dc05aba40cb636c756c897f85"
    "adfc937d8fb79757b96e11614217deb7722e536d336c5791ba184ac0f30847614427c03a0e6d325af245b65b81c1ce319f0c"
    "6d937e9edc51f9b33a402d2b1f4d38dbeee5597bba39249c23cbb9a9";
constexpr std::string_view too_far =
    "f8dc615bcf42f801b0a7c14f819ca9d134b82fde7c124a007639727c98ab4eb742743ca3c44a423a15d3129369a93d46ae1d"
    "03e74acddc910f95cb454fe11756a06e7103addb1af8882aa2bfee1bd27fbcb08b634c4456fd44dc048ac9314e5f6372ef85"
    "e3a3060a7712707cb05ac6324a133ac20cf26bb36879bed024acc14f";
constexpr std::string_view roca =
    "bebfee1cec6f8aeb52dcbfb0ee35bc28f98400645200feef95810428f035f9eef0ed830160ef859f8ab2ac344a1d5936aeba"
    "08905583abdc89824344b172f928c0aa456f61e40b7638d98dcd4c089db46b4ab604db0dfce9e485678de7e0ddcaa4c6ed7d"
    "75c688e972db9f504d87a8eb228a3ef26105692c084ce021d174753b";

rsa::Modulus modulus(std::string_view hexadecimal) {
  rsa::Modulus bytes;
  for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2) {
    uint8_t byte = 0;
    std::from_chars(hexadecimal.data() + i, hexadecimal.data() + i + 2, byte, 16);
    bytes.push_back(byte);
  }
  return bytes;
}

// The product of the modulus and a small number.
rsa::Modulus times(rsa::Modulus bytes, unsigned factor) {
  uint64_t carry = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    carry += uint64_t{bytes[i]} * factor;
    bytes[i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  for (; carry > 0; carry >>= 8) bytes.insert(bytes.begin(), static_cast<uint8_t>(carry));
  return bytes;
}

// What is known against a modulus, in one word each.
std::string weaknesses(const rsa::Modulus& n) {
  std::string found;
  if (const auto factor = rsa::small_factor(n)) found += " " + std::to_string(*factor);
  if (rsa::has_close_factors(n)) found += " close";
  if (rsa::has_roca_fingerprint(n)) found += " roca";
  return found;
}

TEST(RsaWeakness, IsFoundByArithmetic) {
  const struct {
    const char* what;
    rsa::Modulus modulus;
    std::string found;
  } cases[] = {
      {"two primes of their own", modulus(ordinary), ""},
      {"equal factors", modulus(square), " close"},
      {"neighbours", modulus(twins), " close"},
      {"within 100 rounds", modulus(near), " close"},
      {"beyond 100 rounds", modulus(too_far), ""},
      {"ROCA", modulus(roca), " roca"},
      {"even", times(modulus(ordinary), 2), " 2"},
      {"the least of several", times(times(modulus(ordinary), 65521), 17), " 17"},
      {"the greatest that counts as small", times(modulus(ordinary), 65521), " 65521"},
      {"above it", times(modulus(ordinary), 65537), ""},
      {"times a power of 65537", times(modulus(roca), 65537), " roca"},
      {"nothing", {}, ""},
      {"zero", {0}, ""},
      {"one", {1}, " roca"},
      {"too long to be looked at", rsa::Modulus(2000, 0xff), ""},
  };
  for (const auto& [what, n, found] : cases) EXPECT_EQ(weaknesses(n), found) << what;
}

TEST(RsaWeakness, AFewSmallPrimesFindTheSameUpTo751) {
  using enum rsa::SmallPrimes;
  const rsa::Modulus n = modulus(ordinary);
  EXPECT_EQ(rsa::small_factor(times(n, 751), few), 751u);
  EXPECT_EQ(rsa::small_factor(times(n, 757), few), std::nullopt);
  EXPECT_EQ(rsa::small_factor(times(n, 757), many), 757u);
  EXPECT_EQ(rsa::small_factor(n, few), std::nullopt);
}

TEST(RsaWeakness, IsNotFoundInOrdinaryKeys) {
  for (const std::string_view p : {tests::rsa_512, tests::rsa_1024, tests::rsa_2048})
    EXPECT_EQ(weaknesses(dkim::read_public_key(text::decode_base64(p).bytes).modulus), "") << p;
}

std::string origin(std::string_view p) {
  const auto found = dkim::origin_of_known_key(dkim::read_public_key(text::decode_base64(p).bytes));
  return found ? std::string(*found) : "";
}

TEST(KnownKeys, AreTheExamplesOfTheRfcs) {
  EXPECT_EQ(
      origin("MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcT"
             "Nh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUY"
             "ckcQ2QIDAQAB"),
      "RFC 6376 C.2");
  EXPECT_EQ(origin("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="), "RFC 8463 A");
  EXPECT_EQ(origin("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="), "RFC 8463 A");
  for (const std::string_view own : {tests::rsa_1024, tests::rsa_2048_pkcs1, tests::ed25519_raw})
    EXPECT_EQ(origin(own), "");
}

TEST(KnownKeys, AreComparedInOneForm) {
  const auto spki_of = [](std::string_view p) { return dkim::read_public_key(text::decode_base64(p).bytes).spki; };
  EXPECT_EQ(spki_of(tests::rsa_2048_pkcs1), spki_of(tests::rsa_2048));
  EXPECT_EQ(spki_of(tests::ed25519_raw), spki_of(tests::ed25519_spki));
  EXPECT_EQ(spki_of(tests::rsa_1024_certificate), spki_of(tests::rsa_1024));
}

}  // namespace
}  // namespace mailauth::records::rsa_weakness_test
