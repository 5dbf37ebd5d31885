#include "records/rsa_weakness.h"

#include <openssl/bn.h>

#include <array>
#include <bitset>
#include <limits>
#include <memory>
#include <utility>

namespace mailauth::records::rsa {

namespace {

constexpr int fermat_rounds = 100;
constexpr std::size_t max_bytes = 1024;  // of a modulus: what is longer costs too much, and no verifier takes it

struct Release {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Release>;
using Context = std::unique_ptr<BN_CTX, Release>;

Number number(BN_ULONG value) {
  Number result(BN_new());
  BN_set_word(result.get(), value);
  return result;
}

Number number(const Modulus& modulus) {
  return Number(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
}

bool is_workable(const Modulus& modulus) { return !modulus.empty() && modulus.size() <= max_bytes; }

std::vector<unsigned> primes_below(unsigned limit) {
  std::vector<bool> composite(limit, false);
  std::vector<unsigned> primes;
  for (unsigned candidate = 2; candidate < limit; ++candidate) {
    if (composite[candidate]) continue;
    primes.push_back(candidate);
    for (unsigned multiple = candidate * 2; multiple < limit; multiple += candidate) composite[multiple] = true;
  }
  return primes;
}

const std::vector<unsigned>& small_primes() {
  static const std::vector<unsigned> primes = primes_below(greatest_small_prime);
  return primes;
}

Number product_of_small_primes() {
  constexpr BN_ULONG room = std::numeric_limits<BN_ULONG>::max() / greatest_small_prime;
  Number product = number(1);
  BN_ULONG word = 1;  // as many primes as it holds: one multiplication of the long number for all of them
  for (const unsigned prime : small_primes()) {
    word *= prime;
    if (word <= room) continue;
    BN_mul_word(product.get(), word);
    word = 1;
  }
  BN_mul_word(product.get(), word);
  return product;
}

const BIGNUM* small_prime_product() {
  static const Number product = product_of_small_primes();
  return product.get();
}

// Euclid. BN_gcd takes several times as long: it is made for secrets.
Number greatest_common_divisor(Number a, Number b, BN_CTX* context) {
  while (!BN_is_zero(b.get())) {
    BN_mod(a.get(), a.get(), b.get(), context);
    std::swap(a, b);
  }
  return a;
}

// The greatest number whose square is not above this one, by Newton's method from above.
Number square_root(const BIGNUM* square, BN_CTX* context) {
  Number root = number(0), next = number(0);
  if (BN_is_zero(square)) return root;
  BN_set_bit(root.get(), (BN_num_bits(square) + 1) / 2);
  for (;;) {
    BN_div(next.get(), nullptr, square, root.get(), context);
    BN_add(next.get(), next.get(), root.get());
    BN_rshift1(next.get(), next.get());
    if (BN_cmp(next.get(), root.get()) >= 0) return root;
    std::swap(root, next);
  }
}

constexpr unsigned sieve_modulus = 5040;  // 2^4 * 3^2 * 5 * 7: one number in 60 is a square modulo it

std::bitset<sieve_modulus> squares_of_sieve() {
  std::bitset<sieve_modulus> squares;
  for (unsigned i = 0; i < sieve_modulus; ++i) squares.set(i * i % sieve_modulus);
  return squares;
}

bool is_square(const BIGNUM* candidate, BN_CTX* context) {
  static const std::bitset<sieve_modulus> squares = squares_of_sieve();
  if (!squares[BN_mod_word(candidate, sieve_modulus)]) return false;
  const Number root = square_root(candidate, context);
  const Number square = number(0);
  BN_sqr(square.get(), root.get(), context);
  return BN_cmp(square.get(), candidate) == 0;
}

// The powers of 65537 modulo a prime.
bool is_power_of_generator(BN_ULONG remainder, unsigned prime) {
  constexpr unsigned generator = 65537;
  unsigned power = 1;
  do {
    if (power == remainder) return true;
    power = power * (generator % prime) % prime;
  } while (power != 1);
  return false;
}

}  // namespace

std::optional<unsigned> small_factor(const Modulus& modulus) {
  if (!is_workable(modulus)) return std::nullopt;
  const Context context(BN_CTX_new());
  Number n = number(modulus), rest = number(0);
  if (BN_is_zero(n.get()) || BN_is_one(n.get())) return std::nullopt;
  BN_mod(rest.get(), small_prime_product(), n.get(), context.get());
  const Number common = greatest_common_divisor(std::move(n), std::move(rest), context.get());
  if (BN_is_one(common.get())) return std::nullopt;
  for (const unsigned prime : small_primes())
    if (BN_mod_word(common.get(), prime) == 0) return prime;
  return std::nullopt;
}

// n = (a - b)(a + b) = a^2 - b^2 with a just above the root of n when the factors are close.
bool has_close_factors(const Modulus& modulus) {
  if (!is_workable(modulus)) return false;
  const Context context(BN_CTX_new());
  const Number n = number(modulus);
  if (!BN_is_odd(n.get()) || BN_is_one(n.get())) return false;
  Number a = square_root(n.get(), context.get());
  const Number rest = number(0);
  BN_sqr(rest.get(), a.get(), context.get());
  if (BN_cmp(rest.get(), n.get()) == 0) return true;
  BN_add_word(a.get(), 1);
  BN_sqr(rest.get(), a.get(), context.get());
  BN_sub(rest.get(), rest.get(), n.get());
  for (int round = 0; round < fermat_rounds; ++round) {
    if (is_square(rest.get(), context.get())) return true;
    BN_add(rest.get(), rest.get(), a.get());  // (a + 1)^2 = a^2 + a + (a + 1)
    BN_add_word(a.get(), 1);
    BN_add(rest.get(), rest.get(), a.get());
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
  const Number n = number(modulus);
  for (const unsigned prime : primes)
    if (!is_power_of_generator(BN_mod_word(n.get(), prime), prime)) return false;
  return true;
}

}  // namespace mailauth::records::rsa
