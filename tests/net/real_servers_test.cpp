// The resolver against Unbound, which asks Knot: what a site has.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/resolver.h"
#include "support/asking.h"
#include "support/dns_servers.h"
#include "support/dns_wire.h"
#include "support/hostile_server.h"
#include "support/loopback.h"
#include "text/ascii.h"

namespace mailauth::net::real_servers_test {
namespace {

using dns::Type;
using test::ask;
using test::summary;

std::string strings(std::size_t count, char letter) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format(" \"{}\"", std::string(255, letter));
  return text;
}

std::string example_zone() {
  return R"($TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
@ MX 20 mail2
@ MX 10 mail
@ TXT "v=spf1 mx -all"
@ TXT "site-verification=1"
ns A 192.0.2.53
mail A 192.0.2.1
mail AAAA 2001:db8::1
alias 200 CNAME hop
hop 100 CNAME _dmarc
dangling CNAME nowhere
outside CNAME policy.example.net.
loop1 CNAME loop2
loop2 CNAME loop1
_dmarc TXT "v=DMARC1; p=reject"
deep.tree TXT "below an empty name"
s1._domainkey TXT "v=DKIM1; p=" )" +
         strings(2, 'A') + "\nlarge TXT" + strings(6, 'B') + "\nlarge TXT" + strings(6, 'C') +
         R"(
octets TXT "quote \" backslash \\ semicolon ; \000\255"
null MX 0 .
*.wild TXT "any"
old SPF "v=spf1" " -all"
)";
}

constexpr const char* net_zone = R"($TTL 300
@ SOA ns hostmaster 1 3600 600 86400 30
@ NS ns
ns A 192.0.2.53
policy 50 TXT "v=DMARC1; p=none"
)";

// Started once: nothing here changes them.
struct RealServers : ::testing::Test {
  struct World {
    test::HostileServer hostile;
    test::DnsServers servers{{{"example.com", example_zone()}, {"example.net", net_zone}},
                             {{"slow.test", hostile.address()}, {"broken.test", hostile.address()}}};
  };
  static void SetUpTestSuite() { world = std::make_unique<World>(); }
  static void TearDownTestSuite() { world.reset(); }
  void SetUp() override { ASSERT_TRUE(world) << "no servers"; }
  static std::unique_ptr<World> world;

  static ResolverOptions unbound() {
    ResolverOptions options;
    options.servers = {world->servers.resolver()};
    return options;
  }
};
std::unique_ptr<RealServers::World> RealServers::world;

TEST_F(RealServers, AnswerAsTheZonesSay) {
  struct Case {
    std::string_view name;
    Type type;
    std::string expected;
  };
  const Case cases[] = {
      {"example.com", Type::txt, R"(found 300: "site-verification=1" | "v=spf1 mx -all")"},
      {"EXAMPLE.com", Type::mx, "found 300: 10 mail.example.com. | 20 mail2.example.com."},
      {"mail.example.com", Type::a, "found 300: 192.0.2.1"},
      {"mail.example.com", Type::aaaa, "found 300: 2001:db8::1"},
      {"example.com", Type::ns, "found 300: ns.example.com."},
      {"example.com", Type::soa, "found 300: ns.example.com. hostmaster.example.com. 1 3600 600 86400 60"},
      {"null.example.com", Type::mx, "found 300: 0 ."},
      {"s1._domainkey.example.com", Type::txt, R"(found 300: "v=DKIM1; p=")" + strings(2, 'A')},
      {"large.example.com", Type::txt, "found 300:" + strings(6, 'B') + " |" + strings(6, 'C')},
      {"old.example.com", Type::spf, R"(found 300: "v=spf1" " -all")"},
      {"mail.example.com", Type::spf, "no_data 60 by example.com"},
      {"octets.example.com", Type::txt, R"(found 300: "quote \" backslash \\ semicolon ; \000\255")"},
      {"x.y.wild.example.com", Type::txt, R"(found 300: "any")"},
      {"alias.example.com", Type::txt, R"(found -> hop.example.com -> _dmarc.example.com 100: "v=DMARC1; p=reject")"},
      {"alias.example.com", Type::cname, "found 200: hop.example.com."},
      {"outside.example.com", Type::txt, R"(found -> policy.example.net 50: "v=DMARC1; p=none")"},
      {"dangling.example.com", Type::txt, "no_domain -> nowhere.example.com 60 by example.com"},
      {"nowhere.example.com", Type::txt, "no_domain 60 by example.com"},
      {"mail.example.com", Type::txt, "no_data 60 by example.com"},
      {"_domainkey.example.com", Type::txt, "no_data 60 by example.com"},  // an empty non-terminal
      {"tree.example.com", Type::txt, "no_data 60 by example.com"},
      {"nowhere.example.net", Type::txt, "no_domain 30 by example.net"},
      {"example.org", Type::txt, "no_domain 60 by "},  // the root
  };
  Resolver resolver(unbound());
  for (const Case& c : cases) EXPECT_EQ(summary(ask(resolver, c.name, c.type)), c.expected) << c.name;
}

TEST_F(RealServers, FailWhereTheZonesServersFail) {
  const std::string failed = fmt::format("server_failure: {}: SERVFAIL", to_string(world->servers.resolver()));
  Resolver resolver(unbound());
  for (const char* name : {"servfail.broken.test", "refused.broken.test", "pointerloop.broken.test"}) {
    EXPECT_THAT(summary(ask(resolver, name)), ::testing::StartsWith(failed)) << name;
  }
  EXPECT_TRUE(ask(resolver, "loop1.example.com").failed());
  EXPECT_EQ(summary(ask(resolver, "slow200.slow.test")), R"(found 300: "hello")");
}

TEST_F(RealServers, RefuseWhatTheyDoNotSpeakFor) {
  const Server knot = world->servers.authoritative();
  ResolverOptions options;
  options.servers = {knot};
  Resolver resolver(options);
  EXPECT_EQ(summary(ask(resolver, "mail.example.com", Type::a)), "found 300: 192.0.2.1");
  EXPECT_EQ(summary(ask(resolver, "example.org")),
            fmt::format("refused: {}: REFUSED, Not Authoritative", to_string(knot)));
  options.servers = {knot, world->servers.resolver()};
  Resolver both(options);
  EXPECT_EQ(summary(ask(both, "example.org")), "no_domain 60 by ") << "the other server knows more";
}

TEST_F(RealServers, SendAsManyOctetsAsWeSay) {
  Resolver resolver(unbound());
  for (const char* name : {"example.com", "mail.example.com", "alias.example.com", "octets.example.com",
                           "nowhere.example.com", "outside.example.com", "s1._domainkey.example.com"}) {
    for (const Type type : {Type::txt, Type::mx, Type::ns, Type::a, Type::soa}) {
      const dns::Answer answer = ask(resolver, name, type);
      test::Query query;
      query.question = test::wire_name(answer.question.name) + test::u16(static_cast<unsigned>(type)) + test::u16(1);
      std::string message = test::Message(query, test::rd).bytes();
      message[11] = 1;  // ARCOUNT: EDNS with 1,232 octets
      message += std::string(1, '\0') + test::u16(41) + test::u16(1232) + test::u32(0) + test::u16(0);
      EXPECT_EQ(answer.size, test::ask_over_udp(world->servers.resolver().port, message, 2000).size())
          << name << " " << to_string(type);
    }
  }
  EXPECT_GT(ask(resolver, "large.example.com").size, 3000u) << "over TCP";
}

}  // namespace
}  // namespace mailauth::net::real_servers_test
