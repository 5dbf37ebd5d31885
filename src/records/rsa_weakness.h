#pragma once
// RSA moduli that anybody can factor, found by arithmetic alone. Each question is answered in well under a millisecond
// for the keys that occur, and takes a modulus as it stands in PublicKey: big endian, no leading zeros.

#include <cstdint>
#include <optional>
#include <vector>

namespace mailauth::records::rsa {

using Modulus = std::vector<uint8_t>;

// How far factors are looked for. Any number, such as a modulus that was damaged, has one up to the first bound 95
// times in a hundred (Mertens), and up to the second, which NIST SP 800-89 5.3.3 asks for, 91 times, at a small part of
// the price.
enum class SmallPrimes : unsigned { many = 65536, few = 751 };

// The least prime factor up to the bound: a modulus of two great primes has none.
std::optional<unsigned> small_factor(const Modulus& modulus, SmallPrimes bound = SmallPrimes::many);

// Are the two factors so close to each other, or equal, that Fermat's method finds them in 100 rounds (CVE-2022-26320)?
bool has_close_factors(const Modulus& modulus);

// Does it bear the mark of the keys that Infineon's library made (ROCA, CVE-2017-15361)? One in 2^27 others does too.
bool has_roca_fingerprint(const Modulus& modulus);

}  // namespace mailauth::records::rsa
