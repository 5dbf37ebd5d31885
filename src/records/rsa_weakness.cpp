#include "records/rsa_weakness.h"

#include <gmpxx.h>

#include <array>
#include <bitset>

namespace mailauth::records::rsa {

namespace {

constexpr int fermat_rounds = 100;
constexpr std::size_t max_bytes = 1024;  // of a modulus: what is longer costs too much, and no verifier takes it

// By words, as nearly every modulus consists of whole ones, which is several times quicker.
mpz_class number(const Modulus& modulus) {
  constexpr std::size_t word = 8;
  const std::size_t size = modulus.size() % word == 0 ? word : 1;
  mpz_class result;
  mpz_import(result.get_mpz_t(), modulus.size() / size, 1, size, 1, 0, modulus.data());
  return result;
}

bool is_workable(const Modulus& modulus) { return !modulus.empty() && modulus.size() <= max_bytes; }

mpz_class product_up_to(SmallPrimes bound) {
  mpz_class product;
  mpz_primorial_ui(product.get_mpz_t(), static_cast<unsigned>(bound));
  return product;
}

const mpz_class& product_of(SmallPrimes primes) {
  static const mpz_class few = product_up_to(SmallPrimes::few), many = product_up_to(SmallPrimes::many);
  return primes == SmallPrimes::few ? few : many;
}

// Of a number that has one that is not much greater than any of the primes.
unsigned least_factor(const mpz_class& number) {
  unsigned factor = 2;
  while (mpz_divisible_ui_p(number.get_mpz_t(), factor) == 0) factor += factor == 2 ? 1 : 2;
  return factor;
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

std::optional<unsigned> small_factor(const Modulus& modulus, SmallPrimes primes) {
  if (!is_workable(modulus)) return std::nullopt;
  const mpz_class n = number(modulus);
  if (n <= 1) return std::nullopt;
  const mpz_class common = gcd(n, product_of(primes));
  if (common == 1) return std::nullopt;
  return least_factor(common);
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
