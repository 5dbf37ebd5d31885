#include "facts/spf_check.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::spf_check_test {
namespace {

SpfCheck check(dns::Evidence& evidence, std::string_view ip, std::string_view mail_from, std::string_view helo) {
  return check_host(spf_client(text::parse_ip(ip).value(), mail_from, helo), evidence);
}

// "fail -all 1/0 "why"": the result, the term that decided, lookups and voids, and the explanation.
std::string show(const SpfCheck& check) {
  if (check.pending) return "pending";
  std::string text(to_string(check.result));
  if (!check.mechanism.empty()) text += " " + check.mechanism;
  text += fmt::format(" {}/{}", check.lookups, check.voids);
  return check.explanation ? fmt::format("{} \"{}\"", text, *check.explanation) : text;
}

struct Case {
  std::string_view zone, ip, mail_from, shown;
};

void expect(const std::vector<Case>& cases) {
  for (const auto& [zone, ip, mail_from, shown] : cases) {
    auto world = test::world(zone);
    EXPECT_EQ(show(check(world.sample.evidence, ip, mail_from, "mx.example.net")), shown) << zone << "\n" << mail_from;
  }
}

TEST(SpfCheck, SaysWhichTermDecides) {
  constexpr std::string_view zone =
      "@ TXT \"v=spf1 ip4:192.0.2.0/28 ~ip6:2001:db8::/32 ?a include:other.example.com -all\"\n"
      "@ A 198.51.100.1\n"
      "other TXT \"v=spf1 ip4:203.0.113.1 -all\"\n";
  expect({
      {zone, "192.0.2.15", "a@example.com", "pass ip4:192.0.2.0/28 0/0"},
      {zone, "2001:db8::1", "a@example.com", "softfail ~ip6:2001:db8::/32 0/0"},
      {zone, "::ffff:192.0.2.15", "a@example.com", "pass ip4:192.0.2.0/28 0/0"},
      {zone, "198.51.100.1", "a@example.com", "neutral ?a 1/0"},
      {zone, "203.0.113.1", "a@example.com", "pass include:other.example.com 2/0"},
      {zone, "203.0.113.2", "a@example.com", "fail -all 2/0"},
      {zone, "2001:db9::1", "a@example.com", "fail -all 2/1"},  // there is no AAAA
      {"@ TXT \"v=spf1\"", "192.0.2.1", "a@example.com", "neutral default 0/0"},
      {"@ TXT \"v=spf1 redirect=b.example.com\"\nb TXT \"v=spf1 -all\"", "192.0.2.1", "a@example.com", "fail -all 1/0"},
  });
}

TEST(SpfCheck, NoneIsWhatHasNoRecordOrIsNoDomain) {
  expect({
      {"", "192.0.2.1", "a@example.com", "none 0/0"},
      {"@ TXT \"v=spf1; -all\"", "192.0.2.1", "a@example.com", "none 0/0"},
      {"", "192.0.2.1", "a@com", "none 0/0"},
      {"", "192.0.2.1", "a@[192.0.2.1]", "none 0/0"},
      {"", "192.0.2.1", "a@b..example.com", "none 0/0"},
      {"", "192.0.2.1", "a@\xff.example.com", "none 0/0"},
      {"", "192.0.2.1", "a@", "none 0/0"},
  });
}

TEST(SpfCheck, ErrorsInAnyRecordThatIsReached) {
  expect({
      {"@ TXT \"v=spf1 +all ipv4:192.0.2.1\"", "192.0.2.1", "a@example.com", "permerror 0/0"},
      {"@ TXT \"v=spf1 -all\"\n@ TXT \"v=spf1 +all\"", "192.0.2.1", "a@example.com", "permerror 0/0"},
      {"@ TXT \"v=spf1 include:b.example.com +all\"", "192.0.2.1", "a@example.com",
       "permerror include:b.example.com 1/1"},
      {"@ TXT \"v=spf1 redirect=b.example.com\"", "192.0.2.1", "a@example.com", "permerror redirect=b.example.com 1/1"},
      {"@ TXT \"v=spf1 +all include:b.example.com\"", "192.0.2.1", "a@example.com", "pass +all 0/0"},
      {";! example.com TXT timeout", "192.0.2.1", "a@example.com", "temperror 0/0"},
      {"@ TXT \"v=spf1 a:b.example.com +all\"\n;! b.example.com A server_failure", "192.0.2.1", "a@example.com",
       "temperror a:b.example.com 1/0"},
      {"@ TXT \"v=spf1 a:b.example.com +all\"\n;! b.example.com A server_failure", "2001:db8::1", "a@example.com",
       "pass +all 1/1"},  // nobody asks for A
      {"@ TXT \"v=spf1 ptr +all\"\n;! 1.2.0.192.in-addr.arpa PTR timeout", "192.0.2.1", "a@example.com",
       "pass +all 1/0"},  // errors of ptr are no match
  });
}

TEST(SpfCheck, Limits) {
  expect({
      {"@ TXT \"v=spf1 a a a a a a a a a a ~all\"\n@ A 192.0.2.9", "192.0.2.1", "a@example.com", "softfail ~all 10/0"},
      {"@ TXT \"v=spf1 a a a a a a a a a a a ~all\"\n@ A 192.0.2.9", "192.0.2.1", "a@example.com", "permerror a 11/0"},
      {"@ TXT \"v=spf1 a a a a a a a a a a a ~all\"\n@ A 192.0.2.1", "192.0.2.1", "a@example.com", "pass a 1/0"},
      {"@ TXT \"v=spf1 redirect=example.com\"", "192.0.2.1", "a@example.com", "permerror redirect=example.com 11/0"},
      {"@ TXT \"v=spf1 include:example.com -all\"", "192.0.2.1", "a@example.com", "permerror include:example.com 11/0"},
      {"@ TXT \"v=spf1 a:b.example.com a:c.example.com -all\"", "192.0.2.1", "a@example.com", "fail -all 2/2"},
      {"@ TXT \"v=spf1 a:b.example.com mx exists:d.example.com -all\"", "192.0.2.1", "a@example.com",
       "permerror exists:d.example.com 3/3"},
      // An mx is one term, however many of its hosts have no address.
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 1 b\n@ MX 2 c\n@ MX 3 d", "192.0.2.1", "a@example.com", "fail -all 1/1"},
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 0 .", "192.0.2.1", "a@example.com", "fail -all 1/0"},
  });
}

TEST(SpfCheck, MoreThanTenExchangesAreAnErrorAndMoreThanTenNamesAreNot) {
  std::string exchanges = "@ TXT \"v=spf1 mx ~all\"\n", names = "@ TXT \"v=spf1 ptr ~all\"\n";
  for (char letter = 'a'; letter <= 'k'; ++letter) {
    exchanges += fmt::format("@ MX 10 {}\n{} A 192.0.2.1\n", letter, letter);
    names += fmt::format("1.2.0.192.in-addr.arpa. PTR {}\n{} A 192.0.2.9\n", letter, letter);
  }
  const std::string at_limit = exchanges.substr(0, exchanges.find("@ MX 10 k"));
  expect({
      {at_limit, "192.0.2.1", "a@example.com", "pass mx 1/0"},
      {exchanges, "192.0.2.1", "a@example.com", "permerror mx 1/0"},
      {names, "192.0.2.1", "a@example.com", "softfail ~all 1/0"},
  });
}

TEST(SpfCheck, MacrosStandForTheMessage) {
  const auto why = [](std::string_view text, std::string_view ip, std::string_view mail_from) {
    auto world = test::world(fmt::format("@ TXT \"v=spf1 -all exp=why.example.com\"\nwhy TXT \"{}\"\n"
                                         "1.2.0.192.in-addr.arpa. PTR example.com.\n1.2.0.192.in-addr.arpa. PTR mx\n"
                                         "1.2.0.192.in-addr.arpa. PTR forged.example.net.\n"
                                         "mx A 192.0.2.1\nforged.example.net. A 192.0.2.2\n",
                                         text));
    return check(world.sample.evidence, ip, mail_from, "helo.example.net").explanation.value_or("DEFAULT");
  };
  struct Expansion {
    std::string_view text, ip, mail_from, expanded;
  };
  const std::vector<Expansion> cases = {
      {"%{s} %{l} %{o} %{d} %{h}", "192.0.2.1", "strong-bad@example.com",
       "strong-bad@example.com strong-bad example.com example.com helo.example.net"},
      {"%{lr} %{lr-} %{l1r-} %{d1} %{d2r} %{d9}", "192.0.2.1", "strong-bad@example.com",
       "strong-bad bad.strong strong com com.example example.com"},
      {"%{i} %{ir} %{v} %{c}", "192.0.2.1", "a@example.com", "192.0.2.1 1.2.0.192 in-addr 192.0.2.1"},
      {"%{v} %{c} %{i}", "2001:db8::cb01", "a@example.com",
       "ip6 2001:db8::cb01 2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1"},
      {"%{r} %%%_%-", "192.0.2.1", "a@example.com", "unknown % %20"},
      {"%{L}", "192.0.2.1", "a+b=c~d@example.com", "a%2Bb%3Dc~d"},
      {"%{l}", "192.0.2.1", "@example.com", "postmaster"},
      {"%{p}", "192.0.2.1", "a@example.com", "mx.example.com"},  // below the domain, and leads back
      {"%{p}", "192.0.2.2", "a@example.com", "unknown"},         // no PTR
      {"%{l} is fine", "192.0.2.1", "p\xc3\xa4ul@example.com", "p\xc3\xa4ul is fine"},
      {"%{x}", "192.0.2.1", "a@example.com", "DEFAULT"},
      {"100%", "192.0.2.1", "a@example.com", "DEFAULT"},
  };
  for (const auto& [text, ip, mail_from, expanded] : cases) EXPECT_EQ(why(text, ip, mail_from), expanded) << text;
}

TEST(SpfCheck, ExplanationIsThatOfTheRecordThatFails) {
  expect({
      {"@ TXT \"v=spf1 -include:b.example.com ?all exp=x.example.com\"\nb TXT \"v=spf1 +all exp=y.example.com\"\n"
       "x TXT \"x\"\ny TXT \"y\"",
       "192.0.2.1", "a@example.com", "fail -include:b.example.com 1/0 \"x\""},
      {"@ TXT \"v=spf1 redirect=b.example.com exp=x.example.com\"\nb TXT \"v=spf1 -all exp=y.example.com\"\n"
       "x TXT \"x\"\ny TXT \"y\"",
       "192.0.2.1", "a@example.com", "fail -all 1/0 \"y\""},
      {"@ TXT \"v=spf1 ~all exp=x.example.com\"\nx TXT \"x\"", "192.0.2.1", "a@example.com", "softfail ~all 0/0"},
      {"@ TXT \"v=spf1 -all exp=x.example.com\"\n;! x.example.com TXT timeout", "192.0.2.1", "a@example.com",
       "fail -all 0/0"},
      {"@ TXT \"v=spf1 -all exp=x.example.com\"\nx TXT \"one\"\nx TXT \"two\"", "192.0.2.1", "a@example.com",
       "fail -all 0/0"},
  });
}

TEST(SpfCheck, LocalPartsThatAreNotAsciiMatchNothing) {  // RFC 8616 4
  expect({
      {"@ TXT \"v=spf1 exists:%{l}.example.com ~all\"\n* A 127.0.0.2", "192.0.2.1", "paul@example.com",
       "pass exists:%{l}.example.com 1/0"},
      {"@ TXT \"v=spf1 exists:%{l}.example.com ~all\"\n* A 127.0.0.2", "192.0.2.1", "p\xc3\xa4ul@example.com",
       "softfail ~all 1/0"},
      {"@ TXT \"v=spf1 exists:%{o}.example.com ~all\"\n* A 127.0.0.2", "192.0.2.1", "p\xc3\xa4ul@example.com",
       "pass exists:%{o}.example.com 1/0"},
  });
}

TEST(SpfCheck, BouncesAreCheckedByTheHeloName) {
  auto world = test::world("@ TXT \"v=spf1 a -all exp=why.example.com\"\n@ A 192.0.2.1\nwhy TXT \"%{s}\"");
  EXPECT_EQ(show(check(world.sample.evidence, "192.0.2.1", "", "EXAMPLE.com")), "pass a 1/0");
  EXPECT_EQ(show(check(world.sample.evidence, "192.0.2.2", "", "example.com")),
            "fail -all 1/0 \"postmaster@example.com\"");
  EXPECT_EQ(show(check(world.sample.evidence, "192.0.2.2", "", "localhost")), "none 0/0");
}

TEST(SpfCheck, DomainsAreTakenAsALabels) {
  auto world = test::world("xn--bcher-kva TXT \"v=spf1 -all exp=why.example.com\"\nwhy TXT \"%{o}\"");
  EXPECT_EQ(show(check(world.sample.evidence, "192.0.2.1",
                       "a@b\xc3\xbc"
                       "cher.example.com",
                       "")),
            "fail -all 0/0 \"xn--bcher-kva.example.com\"");
}

// A name out of a record may have any bytes; a backslash is one of them.
TEST(SpfCheck, TargetsMayHaveStrangeBytes) {
  expect({
      {"@ TXT \"v=spf1 a:x%_y.example.com -all\"\nx\\032y A 192.0.2.1", "192.0.2.1", "a@example.com",
       "pass a:x%_y.example.com 1/0"},
      {"@ TXT \"v=spf1 exists:%{l}.example.com -all\"\nx\\\\y A 127.0.0.2", "192.0.2.1", "x\\y@example.com",
       "pass exists:%{l}.example.com 1/0"},
      {"@ TXT \"v=spf1 a:b..example.com -all\"", "192.0.2.1", "a@example.com", "fail -all 1/0"},
  });
}

// What evaluation does not reach is not asked.
TEST(SpfCheck, AsksTermByTerm) {
  dns::Evidence evidence;
  const auto world =
      test::world("@ TXT \"v=spf1 a:b.example.com include:c.example.com mx:d.example.com -all\"\nb A 192.0.2.9\n"
                  "c TXT \"v=spf1 a:e.example.com ?all\"\ne AAAA 2001:db8::1\ne A 192.0.2.1\n");
  std::vector<std::string> asked;
  while (check(evidence, "192.0.2.1", "a@example.com", "").pending) {
    const auto questions = evidence.take_missing();
    ASSERT_EQ(questions.size(), 1u);
    asked.push_back(dns::to_string(questions.front()));
    evidence.put(world.sample.evidence.zone().lookup(questions.front()));
  }
  EXPECT_EQ(asked,
            (std::vector<std::string>{"example.com TXT", "b.example.com A", "c.example.com TXT", "e.example.com A"}));
  EXPECT_EQ(show(check(evidence, "192.0.2.1", "a@example.com", "")), "pass include:c.example.com 3/0");
}

TEST(SpfCheck, TracesEveryTerm) {
  auto world = test::world(
      "@ TXT \"v=spf1 a:none.example.com include:c.example.com ~all\"\nc TXT \"v=spf1 ip4:192.0.2.9 ?all\"\n");
  std::string shown;
  for (const SpfStep& step : check(world.sample.evidence, "192.0.2.1", "a@example.com", "").trace)
    shown += fmt::format("{}{} {} {}/{}{}{}\n", std::string(step.depth, '>'), step.domain,
                         step.term.empty() ? "TXT" : step.term, step.lookups, step.voids, step.matched ? " match" : "",
                         step.result ? fmt::format(" {}", to_string(*step.result)) : "");
  EXPECT_EQ(shown, "example.com TXT 0/0 softfail\n"
                   "example.com a:none.example.com 1/1\n"
                   "example.com include:c.example.com 2/1\n"
                   ">c.example.com TXT 2/1 neutral\n"
                   ">c.example.com ip4:192.0.2.9 2/1\n"
                   ">c.example.com ?all 2/1 match neutral\n"
                   "example.com ~all 2/1 match softfail\n");
}

}  // namespace
}  // namespace mailauth::facts::spf_check_test
