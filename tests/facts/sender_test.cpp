// An address that sends (--ip): what SPF says of it, and its reverse DNS.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::sender_test {
namespace {

// "pass ip4:192.0.2.1, HELO mail.example.com, PTR found: mail.example.com!": "!" marks a name that leads back.
std::string show(const SenderFacts& sender) {
  std::string names;
  for (const ReverseName& reverse : sender.names)
    names += fmt::format(" {}{}", reverse.name.text(), reverse.leads_back ? "!" : "");
  return fmt::format("{} {}, HELO {}, PTR {}:{}", to_string(sender.spf.result), sender.spf.mechanism,
                     sender.client.helo, dns::to_string(sender.ptr->outcome), names);
}

struct Case {
  std::string zone, shown;
};

TEST(CollectSender, LooksAtSpfAndAtTheReverseName) {
  const std::string v4 = ";! --ip 192.0.2.1\n@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
  const std::string v6 = ";! --ip 2001:db8::1\n@ TXT \"v=spf1 ip6:2001:db8::/64 -all\"\n";
  const std::string ptr = "1.2.0.192.in-addr.arpa. PTR mail\n";
  const std::string ptr6 = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR mail\n";
  const std::vector<Case> cases{
      {v4, "pass ip4:192.0.2.1, HELO example.com, PTR no_domain:"},
      {v4 + ptr, "pass ip4:192.0.2.1, HELO mail.example.com, PTR found: mail.example.com"},
      {v4 + ptr + "mail A 192.0.2.1\n", "pass ip4:192.0.2.1, HELO mail.example.com, PTR found: mail.example.com!"},
      {v4 + ptr + "mail A 192.0.2.2\n", "pass ip4:192.0.2.1, HELO mail.example.com, PTR found: mail.example.com"},
      {v6 + ptr6 + "mail AAAA 2001:db8::1\n",
       "pass ip6:2001:db8::/64, HELO mail.example.com, PTR found: mail.example.com!"},
      // The MAIL FROM is what SPF looks at, not the domain.
      {v4 + ";! --mail-from bounce.example.com\nbounce TXT \"v=spf1 ~all\"\n",
       "softfail ~all, HELO bounce.example.com, PTR no_domain:"},
      // A bounce has none: then it is the HELO name (RFC 7208 2.4).
      {v4 + ";! --mail-from <>\n" + ptr + "mail TXT \"v=spf1 ?all\"\n",
       "neutral ?all, HELO mail.example.com, PTR found: mail.example.com"},
      {v4 + ";! 1.2.0.192.in-addr.arpa PTR timeout\n", "pass ip4:192.0.2.1, HELO example.com, PTR timeout:"},
      {";! --ip ::ffff:192.0.2.1\n@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n" + ptr + "mail A 192.0.2.1\n",
       "pass ip4:192.0.2.1, HELO mail.example.com, PTR found: mail.example.com!"},
  };
  for (const auto& [zone, shown] : cases) {
    const auto world = test::world(zone);
    ASSERT_TRUE(world.facts.sender) << zone;
    EXPECT_EQ(show(*world.facts.sender), shown) << zone;
  }
  EXPECT_FALSE(test::world("@ TXT \"v=spf1 -all\"").facts.sender);
}

TEST(CollectSender, LooksAtNoMoreNamesThanSpfDoes) {
  std::string zone = ";! --ip 192.0.2.1\n";
  for (int i = 10; i < 30; ++i) zone += fmt::format("1.2.0.192.in-addr.arpa. PTR host{}\n", i);
  EXPECT_EQ(test::world(zone).facts.sender->names.size(), max_spf_names);
}

TEST(CollectSender, NamesTheAnswersThatDidNotCome) {
  const auto world = test::world(
      ";! --ip 192.0.2.1\n;! 1.2.0.192.in-addr.arpa PTR timeout\n;! 192.0.2.1.list.example.com A server_failure\n"
      "@ TXT \"v=spf1 exists:%{i}.list.example.com -all\"\n");
  std::string unanswered;
  for (const dns::Answer* answer : world.facts.unanswered) unanswered += dns::to_string(answer->question) + "\n";
  EXPECT_EQ(unanswered, "192.0.2.1.list.example.com A\n1.2.0.192.in-addr.arpa PTR\n");
}

}  // namespace
}  // namespace mailauth::facts::sender_test
