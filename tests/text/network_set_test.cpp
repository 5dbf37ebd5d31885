#include "text/network_set.h"

#include <gtest/gtest.h>

#include <string>

#include "text/ascii.h"

namespace mailauth::text::network_set_test {
namespace {

// "192.0.2.0/24 2001:db8::/32"
NetworkSet set(std::string_view words) {
  std::vector<Network> networks;
  for (const std::string_view word : split(words, ' ')) {
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos) continue;
    networks.push_back({parse_ip(word.substr(0, slash)).value(),
                        static_cast<uint8_t>(parse_number(word.substr(slash + 1), 128).value())});
  }
  return NetworkSet(networks);
}

std::string show(const NetworkSet& set) {
  std::vector<std::string> words;
  for (const Network& network : set.networks()) words.push_back(to_string(network));
  return join(words, " ");
}

TEST(NetworkSet, CountsWhatOverlapsOnce) {
  const struct {
    std::string_view words, shown;
    uint64_t ipv4;
    std::size_t ipv6;
  } cases[] = {
      {"", "", 0, 0},
      {"192.0.2.7/24 192.0.2.77/32", "192.0.2.0/24", 256, 0},
      {"192.0.2.77/32 192.0.2.77/32 192.0.2.0/25", "192.0.2.0/25", 128, 0},
      {"192.0.2.0/25 192.0.2.128/26 192.0.2.192/26", "192.0.2.0/24", 256, 0},
      {"192.0.2.128/25 192.0.3.0/25", "192.0.2.128/25 192.0.3.0/25", 256, 0},  // neighbours, no halves
      {"0.0.0.0/0 192.0.2.0/24", "0.0.0.0/0", 4294967296, 0},
      {"2001:db8:1::/48 2001:db8::/32 192.0.2.1/32", "192.0.2.1/32 2001:db8::/32", 1, 1},
      {"::/0 0.0.0.0/0", "0.0.0.0/0 ::/0", 4294967296, 1},
  };
  for (const auto& [words, shown, ipv4, ipv6] : cases) {
    EXPECT_EQ(show(set(words)), shown) << words;
    EXPECT_EQ(set(words).ipv4_addresses(), ipv4) << words;
    EXPECT_EQ(set(words).ipv6_networks(), ipv6) << words;
  }
}

TEST(NetworkSet, TakesOutWhatIsDeniedBefore) {
  const struct {
    std::string_view whole, taken, left;
  } cases[] = {
      {"192.0.2.0/24", "", "192.0.2.0/24"},
      {"192.0.2.0/24", "192.0.2.0/24", ""},
      {"192.0.2.0/24", "192.0.0.0/16", ""},
      {"192.0.2.0/24", "198.51.100.0/24", "192.0.2.0/24"},
      {"192.0.2.0/30", "192.0.2.1/32", "192.0.2.0/32 192.0.2.2/31"},
      {"192.0.2.0/30", "192.0.2.1/32 192.0.2.2/32", "192.0.2.0/32 192.0.2.3/32"},
      {"192.0.2.0/24 2001:db8::/126", "2001:db8::/127", "192.0.2.0/24 2001:db8::2/127"},
  };
  for (const auto& [whole, taken, left] : cases) EXPECT_EQ(show(without(set(whole), set(taken))), left) << whole;
  EXPECT_EQ(without(set("0.0.0.0/0"), set("192.0.2.1/32")).ipv4_addresses(), 4294967295U);
}

TEST(NetworkSet, ContainsOnlyWholeNetworks) {
  const NetworkSet some = set("192.0.2.0/24");
  EXPECT_TRUE(some.contains({parse_ip("192.0.2.0").value(), 24}));
  EXPECT_TRUE(some.contains({parse_ip("192.0.2.9").value(), 32}));
  EXPECT_FALSE(some.contains({parse_ip("192.0.0.0").value(), 16}));
  EXPECT_FALSE(some.contains({parse_ip("2001:db8::").value(), 32}));
}

}  // namespace
}  // namespace mailauth::text::network_set_test
