#include <gtest/gtest.h>

#include "net/resolver.h"

namespace mailauth::net::server_test {
namespace {

TEST(Server, IsAnAddressWithAnOptionalPort) {
  struct Case {
    std::string_view text, address;
    uint16_t port;
    std::string_view printed;
  };
  const Case cases[] = {
      {"192.0.2.1", "192.0.2.1", 53, "192.0.2.1"},
      {"192.0.2.1:53", "192.0.2.1", 53, "192.0.2.1"},
      {"192.0.2.1:5353", "192.0.2.1", 5353, "192.0.2.1:5353"},
      {"2001:db8::1", "2001:db8::1", 53, "2001:db8::1"},
      {"2001:DB8:0::1", "2001:db8::1", 53, "2001:db8::1"},
      {"[2001:db8::1]", "2001:db8::1", 53, "2001:db8::1"},
      {"[2001:db8::1]:5353", "2001:db8::1", 5353, "[2001:db8::1]:5353"},
      {"[fe80::1%eth0]:5353", "fe80::1%eth0", 5353, "[fe80::1%eth0]:5353"},
      {"127.0.0.1:65535", "127.0.0.1", 65535, "127.0.0.1:65535"},
  };
  for (const Case& c : cases) {
    const std::variant<Server, std::string> parsed = parse_server(c.text);
    ASSERT_TRUE(std::holds_alternative<Server>(parsed)) << c.text << ": " << std::get<std::string>(parsed);
    const Server& server = std::get<Server>(parsed);
    EXPECT_EQ(server, (Server{std::string(c.address), c.port})) << c.text;
    EXPECT_EQ(to_string(server), c.printed);
    EXPECT_EQ(std::get<Server>(parse_server(to_string(server))), server) << "printed, it can be parsed again";
  }
}

TEST(Server, IsNothingElse) {
  struct Case {
    std::string_view text, error;
  };
  const Case cases[] = {
      {"", "'' is not an IP address"},
      {"dns.example.com", "'dns.example.com' is not an IP address"},
      {"dns.example.com:53", "'dns.example.com' is not an IP address"},
      {"192.0.2", "'192.0.2' is not an IP address"},
      {"192.0.2.1:", "'' is not a port: it must be 1 to 65535"},
      {"192.0.2.1:0", "'0' is not a port: it must be 1 to 65535"},
      {"192.0.2.1:65536", "'65536' is not a port: it must be 1 to 65535"},
      {"192.0.2.1:-1", "'-1' is not a port: it must be 1 to 65535"},
      {"192.0.2.1:99999999999999999999", "'99999999999999999999' is not a port: it must be 1 to 65535"},
      {"192.0.2.1%eth0", "'192.0.2.1%eth0' is not an IP address"},
      {"[2001:db8::1", "'[2001:db8::1' is not an IP address"},
      {"[2001:db8::1]53", "'[2001:db8::1]53' is not an IP address"},
      {"fe80::1%", "'fe80::1%' is not an IP address"},
      {"1.2.3.4\n:53", "'1.2.3.4\\010' is not an IP address"},
  };
  for (const Case& c : cases) {
    const std::variant<Server, std::string> parsed = parse_server(c.text);
    ASSERT_TRUE(std::holds_alternative<std::string>(parsed)) << c.text;
    EXPECT_EQ(std::get<std::string>(parsed), c.error);
  }
}

}  // namespace
}  // namespace mailauth::net::server_test
