#include "results/statistics/shared_primes.h"

#include <gmp.h>

#include <map>
#include <memory>
#include <set>
#include <span>
#include <utility>

namespace mailauth::results {

namespace {

constexpr std::size_t min_factor_bits = 64;  // the primes of the smallest keys have 256
constexpr std::size_t max_compared = 1000;   // moduli that share a factor; each with each other

class Integer {
 public:
  Integer() { mpz_init(value_); }
  explicit Integer(const std::string& hexadecimal) {
    const bool read = mpz_init_set_str(value_, hexadecimal.c_str(), 16) == 0;
    if (!read || mpz_sgn(value_) <= 0) mpz_set_ui(value_, 1);  // shares nothing with anybody
  }
  Integer(Integer&& other) noexcept : Integer() { mpz_swap(value_, other.value_); }
  Integer& operator=(Integer&& other) noexcept {
    mpz_swap(value_, other.value_);
    return *this;
  }
  ~Integer() { mpz_clear(value_); }
  mpz_ptr get() { return value_; }
  mpz_srcptr get() const { return value_; }

 private:
  mpz_t value_;
};

using Moduli = std::span<const Integer>;

std::string hexadecimal(const Integer& number) {
  std::string text(mpz_sizeinbase(number.get(), 16) + 2, '\0');
  mpz_get_str(text.data(), 16, number.get());
  text.resize(text.find('\0'));
  return text;
}

Integer common(const Integer& a, const Integer& b) {
  Integer result;
  mpz_gcd(result.get(), a.get(), b.get());
  return result;
}

bool counts(const Integer& factor) { return mpz_sizeinbase(factor.get(), 2) >= min_factor_bits; }

// The products of a range's halves, of their halves, and so on. Bernstein 2004, "How to find smooth parts of integers".
struct Tree {
  Integer product;
  std::unique_ptr<Tree> left, right;
};

std::unique_ptr<Tree> tree_of(Moduli moduli) {
  auto tree = std::make_unique<Tree>();
  if (moduli.size() == 1) {
    mpz_set(tree->product.get(), moduli.front().get());
    return tree;
  }
  tree->left = tree_of(moduli.first(moduli.size() / 2));
  tree->right = tree_of(moduli.subspan(moduli.size() / 2));
  mpz_mul(tree->product.get(), tree->left->product.get(), tree->right->product.get());
  return tree;
}

// `product` is that of all moduli, modulo the square of the tree's: what remains at a leaf N is N times the product of
// the others modulo N.
void descend(std::unique_ptr<Tree> tree, Integer product, std::vector<Integer>& shared) {
  if (!tree->left) {
    mpz_divexact(product.get(), product.get(), tree->product.get());
    shared.push_back(common(tree->product, product));
    return;
  }
  for (std::unique_ptr<Tree>* half : {&tree->left, &tree->right}) {
    Integer square, rest;
    mpz_mul(square.get(), (*half)->product.get(), (*half)->product.get());
    mpz_mod(rest.get(), product.get(), square.get());
    descend(std::move(*half), std::move(rest), shared);
  }
}

// Of each modulus the greatest common divisor with the product of all others.
std::vector<Integer> shared_parts(Moduli moduli) {
  std::unique_ptr<Tree> tree = tree_of(moduli);
  Integer product;
  mpz_set(product.get(), tree->product.get());
  std::vector<Integer> shared;
  descend(std::move(tree), std::move(product), shared);
  return shared;
}

std::vector<std::size_t> those_that_share(const std::vector<Integer>& numbers) {
  const std::vector<Integer> shared = shared_parts(numbers);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < shared.size() && places.size() < max_compared; ++i)
    if (counts(shared[i])) places.push_back(i);
  return places;
}

}  // namespace

std::vector<CommonFactor> common_factors(const std::vector<std::string>& moduli) {
  if (moduli.size() < 2) return {};
  const std::vector<Integer> numbers(moduli.begin(), moduli.end());
  const std::vector<std::size_t> places = those_that_share(numbers);
  std::map<std::string, std::set<std::size_t>> factors;
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (const Integer factor = common(numbers[places[i]], numbers[places[j]]); counts(factor))
        factors[hexadecimal(factor)].insert({places[i], places[j]});
  std::vector<CommonFactor> found;
  for (const auto& [factor, members] : factors) found.push_back({factor, {members.begin(), members.end()}});
  return found;
}

}  // namespace mailauth::results
