#pragma once
// RSA moduli that have a prime factor in common: whoever sees both can factor both with one greatest common divisor
// (Heninger et al. 2012, "Mining Your Ps and Qs").

#include <cstddef>
#include <string>
#include <vector>

namespace mailauth::results {

struct CommonFactor {
  std::string factor;                // hexadecimal, lower case
  std::vector<std::size_t> members;  // which moduli it divides, in order; at least two
};

// `moduli` are hexadecimal and different. Factors below 64 bits do not count: they are products of small primes, of
// which dkim-rsa-weak-small-factor speaks. Takes about 7 KB a modulus of 2048 bits. Of the moduli that share a factor
// the first thousand are told apart.
std::vector<CommonFactor> common_factors(const std::vector<std::string>& moduli);

}  // namespace mailauth::results
