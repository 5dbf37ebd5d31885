#include "records/rsa_weakness.h"

#include <gmpxx.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <climits>

namespace mailauth::records::rsa {

namespace {

constexpr int fermat_rounds = 100;
constexpr std::size_t max_bytes = 1024;  // of a modulus: what is longer costs too much, and no verifier takes it

// GMP takes over as they are only words of the machine's order, the lowest first.
mpz_class number(const Modulus& modulus) {
  constexpr std::size_t word = sizeof(mp_limb_t);
  std::array<uint8_t, max_bytes> octets{};
  std::reverse_copy(modulus.begin(), modulus.end(), octets.begin());
  mpz_class result;
  mpz_import(result.get_mpz_t(), (modulus.size() + word - 1) / word, -1, word, -1, 0, octets.data());
  return result;
}

bool is_workable(const Modulus& modulus) { return !modulus.empty() && modulus.size() <= max_bytes; }

// Successive primes whose product fits into a word of the machine: what is left of a number modulo the product says all
// about each of them, and the long division is done once.
struct Primes {
  unsigned long product = 1;
  std::vector<unsigned> each;
};

std::vector<Primes> primes_up_to(SmallPrimes bound) {
  const auto end = static_cast<unsigned>(bound) + 1;
  std::vector<bool> composite(end);
  std::vector<Primes> groups(1);
  for (unsigned prime = 2; prime < end; ++prime) {
    if (composite[prime]) continue;
    for (unsigned multiple = 2 * prime; multiple < end; multiple += prime) composite[multiple] = true;
    if (groups.back().product > ULONG_MAX / prime) groups.emplace_back();
    groups.back().product *= prime;
    groups.back().each.push_back(prime);
  }
  return groups;
}

const std::vector<Primes>& all_primes(SmallPrimes bound) {
  static const std::vector<Primes> few = primes_up_to(SmallPrimes::few), many = primes_up_to(SmallPrimes::many);
  return bound == SmallPrimes::few ? few : many;
}

constexpr unsigned sieve_modulus = 5040;  // 2^4 * 3^2 * 5 * 7: one number in 60 is a square modulo it

std::bitset<sieve_modulus> squares_of_sieve() {
  std::bitset<sieve_modulus> squares;
  for (unsigned i = 0; i < sieve_modulus; ++i) squares.set(i * i % sieve_modulus);
  return squares;
}

unsigned modulo_sieve(const mpz_class& number) {
  return static_cast<unsigned>(mpz_fdiv_ui(number.get_mpz_t(), sieve_modulus));
}

bool is_square(const mpz_class& number) { return mpz_perfect_square_p(number.get_mpz_t()) != 0; }

// The powers of 65537 modulo a prime.
bool is_power_of_generator(unsigned long remainder, unsigned prime) {
  constexpr unsigned generator = 65537;
  unsigned power = 1;
  do {
    if (power == remainder) return true;
    power = power * (generator % prime) % prime;
  } while (power != 1);
  return false;
}

}  // namespace

std::optional<unsigned> small_factor(const Modulus& modulus, SmallPrimes bound) {
  if (!is_workable(modulus)) return std::nullopt;
  const mpz_class n = number(modulus);
  if (n <= 1) return std::nullopt;
  for (const Primes& primes : all_primes(bound)) {
    const unsigned long rest = mpz_fdiv_ui(n.get_mpz_t(), primes.product);
    const auto factor = std::ranges::find_if(primes.each, [&](unsigned prime) { return rest % prime == 0; });
    if (factor != primes.each.end()) return *factor;
  }
  return std::nullopt;
}

// n = (a - b)(a + b) = a^2 - b^2 with a just above the root of n when the factors are close.
bool has_close_factors(const Modulus& modulus) {
  static const std::bitset<sieve_modulus> squares = squares_of_sieve();
  if (!is_workable(modulus)) return false;
  const mpz_class n = number(modulus);
  if (mpz_even_p(n.get_mpz_t()) != 0 || n == 1) return false;
  if (is_square(n)) return true;
  const mpz_class a = sqrt(n) + 1;
  unsigned rest = modulo_sieve(a * a - n), step = modulo_sieve(2 * a + 1);
  for (int round = 0; round < fermat_rounds; ++round) {  // (a + 1)^2 = a^2 + (2a + 1)
    if (squares[rest] && is_square((a + round) * (a + round) - n)) return true;
    rest = (rest + step) % sieve_modulus;
    step = (step + 2) % sieve_modulus;
  }
  return false;
}

// The library made primes of the form k * M + (65537^a mod M), M being the product of the first primes, at least 39 of
// them. So both factors, and the modulus, are powers of 65537 modulo each of these primes.
bool has_roca_fingerprint(const Modulus& modulus) {
  constexpr std::array<unsigned, 39> primes{2,   3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,
                                            43,  47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101,
                                            103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};
  if (!is_workable(modulus)) return false;
  const mpz_class n = number(modulus);
  for (const unsigned prime : primes)
    if (!is_power_of_generator(mpz_fdiv_ui(n.get_mpz_t(), prime), prime)) return false;
  return true;
}

}  // namespace mailauth::records::rsa
