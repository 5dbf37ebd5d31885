// Which addresses no public host can have.

#include "text/special_networks.h"

#include <gtest/gtest.h>

namespace mailauth::text::special_networks_test {
namespace {

struct Case {
  std::string_view ip;
  std::string_view reference;  // empty: a public address
};

TEST(SpecialNetworks, AreTheseAndNoOthers) {
  const Case cases[] = {
      {"0.1.2.3", "RFC 791"},
      {"9.255.255.255", ""},
      {"10.0.0.0", "RFC 1918"},
      {"11.0.0.0", ""},
      {"100.64.0.1", "RFC 6598"},
      {"100.128.0.1", ""},
      {"127.0.0.1", "RFC 1122"},
      {"169.254.1.1", "RFC 3927"},
      {"172.15.255.255", ""},
      {"172.31.255.255", "RFC 1918"},
      {"192.0.0.8", "RFC 6890"},
      {"192.0.2.1", "RFC 5737"},
      {"192.168.7.7", "RFC 1918"},
      {"198.19.0.1", "RFC 2544"},
      {"198.51.100.9", "RFC 5737"},
      {"203.0.113.9", "RFC 5737"},
      {"224.0.0.251", "RFC 5771"},
      {"255.255.255.255", "RFC 1112"},
      {"8.8.8.8", ""},
      {"::1", "RFC 4291"},
      {"::2", ""},
      {"::ffff:8.8.8.8", "RFC 4291"},
      {"100::1", "RFC 6666"},
      {"2001:db8::1", "RFC 3849"},
      {"2001:db9::1", ""},
      {"3fff::1", "RFC 9637"},
      {"fd00::1", "RFC 4193"},
      {"fe80::1", "RFC 4291"},
      {"ff02::1", "RFC 4291"},
      {"2a00:1450::1", ""},
  };
  for (const Case& c : cases) {
    const SpecialNetwork* special = special_network(*parse_ip(c.ip));
    EXPECT_EQ(special == nullptr ? "" : special->reference, c.reference) << c.ip;
  }
}

TEST(SpecialNetworks, HoldWholeNetworks) {
  EXPECT_NE(special_network(Network{*parse_ip("10.1.0.0"), 16}), nullptr);
  EXPECT_EQ(special_network(Network{*parse_ip("10.0.0.0"), 7}), nullptr);  // has public addresses too
}

}  // namespace
}  // namespace mailauth::text::special_networks_test
