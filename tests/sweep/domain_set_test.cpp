#include "sweep/domain_set.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "sweep/domain_set/siphash.h"

namespace mailauth::sweep::domain_set_test {
namespace {

// The first and the last of the vectors of the reference implementation: key 00 01 02 ..., message 00 01 02 ...
TEST(SipHash, GivesTheValuesOfTheReference) {
  constexpr std::array<uint64_t, 2> key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
  std::string message(15, '\0');
  std::iota(message.begin(), message.end(), '\0');
  EXPECT_EQ(siphash(key, ""), 0x726fdb47dd0e0e31u);
  EXPECT_EQ(siphash(key, message), 0xa129ca6149be45e5u);
}

std::string domain(unsigned number) { return "d" + std::to_string(number) + ".example.com"; }

TEST(DomainSet, KnowsWhatCameBefore) {
  constexpr unsigned many = 100'000;
  DomainSet set;
  EXPECT_FALSE(set.contains(domain(0)));
  for (unsigned number = 0; number < many; ++number) ASSERT_TRUE(set.insert(domain(number))) << number;
  for (unsigned number = 0; number < many; ++number) {
    ASSERT_FALSE(set.insert(domain(number))) << number;
    ASSERT_TRUE(set.contains(domain(number))) << number;
    ASSERT_FALSE(set.contains(domain(many + number))) << number;
  }
  EXPECT_EQ(set.size(), many);
}

TEST(DomainSet, DoesNotDependOnItsKey) {
  for (const DomainSet::Key& key : {DomainSet::Key{0, 0}, DomainSet::Key{1, 2}, DomainSet::Key{~0ull, ~0ull}}) {
    DomainSet set(key);
    EXPECT_TRUE(set.insert("example.com"));
    EXPECT_TRUE(set.insert(""));
    EXPECT_FALSE(set.insert("example.com"));
    EXPECT_FALSE(set.insert(""));
  }
}

}  // namespace
}  // namespace mailauth::sweep::domain_set_test
