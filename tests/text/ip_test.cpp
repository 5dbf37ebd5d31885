#include "text/ip.h"

#include <gtest/gtest.h>

namespace mailauth::text::ip_test {
namespace {

TEST(Ip, ReadsAndWritesTheShortForm) {  // RFC 5952
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"2001:db8::1", "2001:db8::1"},
      {"2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},  // one zero group is not shortened
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},        // the longest run
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},  // the first of equals
      {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
      {"::FFFF:c000:201", "::ffff:192.0.2.1"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"},
      {"::192.0.2.1", "::c000:201"},
  };
  for (const auto& [text, shortest] : cases) {
    const auto ip = parse_ip(text);
    ASSERT_TRUE(ip) << text;
    EXPECT_EQ(to_string(*ip), shortest);
    EXPECT_EQ(parse_ip(shortest), ip);
  }
}

TEST(Ip, RefusesEverythingElse) {
  const std::string_view wrong[] = {
      "",
      "1",
      "1.2.3",
      "1.2.3.4.5",
      "1.2.3.256",
      "01.2.3.4",
      "1.2.3.04",
      "1.2.3.",
      ".1.2.3",
      "1.2.3.4 ",
      " 1.2.3.4",
      "1.2.3.4/24",
      "0x1.2.3.4",
      "1.2.3.-4",
      ":",
      ":::",
      "1:",
      ":1",
      "1::2::3",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:8::",
      "12345::",
      "g::",
      "::1%eth0",
      "::1.2.3",
      "::1.2.3.4:5",
      "::01.2.3.4",
      "[::1]",
      "1.2.3.4::",
      "::1.2.3.4:",
      "1:2:3:4:5:6:7:1.2.3.4",
  };
  for (const std::string_view text : wrong) EXPECT_EQ(parse_ip(text), std::nullopt) << text;
  EXPECT_EQ(parse_ip(std::string(100000, '.')), std::nullopt);
  EXPECT_EQ(parse_ip(std::string(100000, ':')), std::nullopt);
  EXPECT_EQ(parse_ip(std::string_view("1.2.3.4\0", 8)), std::nullopt);
}

TEST(Ip, KnowsItsFamily) {
  EXPECT_EQ(parse_ipv4("::1"), std::nullopt);
  EXPECT_EQ(parse_ipv6("192.0.2.1"), std::nullopt);
  EXPECT_NE(parse_ipv4("0.0.0.0"), parse_ipv6("::"));
}

bool contains(std::string_view network, uint8_t prefix, std::string_view ip) {
  return text::contains(Network{parse_ip(network).value(), prefix}, parse_ip(ip).value());
}

TEST(Network, ContainsAddressesOfItsFamily) {
  EXPECT_TRUE(contains("192.0.2.0", 24, "192.0.2.255"));
  EXPECT_FALSE(contains("192.0.2.0", 24, "192.0.3.0"));
  EXPECT_TRUE(contains("192.0.2.77", 24, "192.0.2.1"));  // host bits do not matter
  EXPECT_TRUE(contains("192.0.2.128", 25, "192.0.2.129"));
  EXPECT_FALSE(contains("192.0.2.128", 25, "192.0.2.127"));
  EXPECT_TRUE(contains("192.0.2.1", 32, "192.0.2.1"));
  EXPECT_FALSE(contains("192.0.2.1", 32, "192.0.2.0"));
  EXPECT_TRUE(contains("0.0.0.0", 0, "255.1.2.3"));
  EXPECT_FALSE(contains("0.0.0.0", 0, "::1"));
  EXPECT_TRUE(contains("2001:db8::", 33, "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::", 33, "2001:db8:8000::1"));
  EXPECT_TRUE(contains("::", 0, "2001:db8::"));
  EXPECT_FALSE(contains("::ffff:192.0.2.0", 120, "192.0.2.1"));
}

TEST(Network, MasksHostBits) {
  const Network network{parse_ip("2001:db8::ffff").value(), 113};
  EXPECT_EQ(to_string(masked(network)), "2001:db8::8000/113");
  EXPECT_EQ(to_string(network), "2001:db8::ffff/113");
  EXPECT_EQ(to_string(masked({parse_ip("192.0.2.255").value(), 30})), "192.0.2.252/30");
}

}  // namespace
}  // namespace mailauth::text::ip_test
