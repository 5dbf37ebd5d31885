#include "facts/dmarc_discovery.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "facts/registered_domain.h"
#include "support/world.h"

namespace mailauth::facts::dmarc_discovery_test {
namespace {

using records::dmarc::Policy;
using test::name;

std::string_view word(std::optional<Policy> policy) { return policy ? to_string(*policy) : "-"; }

// "org example.com, policy at example.com: reject/quarantine/none": for the domain, for names below it, and for
// names below it that do not exist. "?" after what is not known.
std::string show(const DmarcView& view) {
  return fmt::format("org {}{}, policy at {}: {}{}/{}/{}", view.organizational_domain.text(),
                     view.organizational_unknown ? "?" : "", view.policy_domain ? view.policy_domain->text() : "-",
                     word(view.domain), view.unknown ? "?" : "", word(view.subdomains), word(view.nonexistent));
}

struct Case {
  std::string_view domain, zone, tree_walk, suffix_list;  // by RFC 9989, by RFC 7489
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const auto world = test::world(c.zone, c.domain);
    EXPECT_EQ(show(world.facts.dmarc.discovery.tree_walk), c.tree_walk) << c.domain << "\n" << c.zone;
    EXPECT_EQ(show(world.facts.dmarc.discovery.suffix_list), c.suffix_list) << c.domain << "\n" << c.zone;
  }
}

TEST(DmarcDiscovery, FindsTheDomainsOwnRecord) {
  check({
      {"example.com", "", "org example.com, policy at -: -/-/-", "org example.com, policy at -: -/-/-"},
      {"example.com", "_dmarc TXT \"v=DMARC1; p=reject\"",
       "org example.com, policy at example.com: reject/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      {"example.com", "_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"",
       "org example.com, policy at example.com: reject/quarantine/none",
       "org example.com, policy at example.com: reject/quarantine/quarantine"},
      {"example.com", "_dmarc TXT \"v:DMARC1; p=reject\"", "org example.com, policy at -: -/-/-",
       "org example.com, policy at -: -/-/-"},
      {"example.com", "_dmarc CNAME d.example.net.\nd.example.net. TXT \"v=DMARC1; p=none\"",
       "org example.com, policy at example.com: none/none/none",
       "org example.com, policy at example.com: none/none/none"},
  });
}

TEST(DmarcDiscovery, InheritsFromTheOrganizationalDomain) {
  check({
      {"a.b.example.com", "_dmarc.example.com. TXT \"v=DMARC1; p=reject; sp=none\"",
       "org example.com, policy at example.com: none/none/none",
       "org example.com, policy at example.com: none/none/none"},
      // In the middle nobody looks: the walk takes the record with the fewest labels.
      {"a.b.example.com",
       "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n_dmarc.b.example.com. TXT \"v=DMARC1; p=none\"",
       "org example.com, policy at example.com: reject/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      // Its own record is for itself; what is below asks the organizational domain.
      {"a.example.com",
       "_dmarc.example.com. TXT \"v=DMARC1; p=reject; np=quarantine\"\n_dmarc.a.example.com. TXT \"v=DMARC1; p=none\"",
       "org example.com, policy at a.example.com: none/reject/quarantine",
       "org example.com, policy at a.example.com: none/reject/reject"},
      // The one case in which both methods find different organizations without any psd=.
      {"mail.example.com", "_dmarc.mail.example.com. TXT \"v=DMARC1; p=reject\"",
       "org mail.example.com, policy at mail.example.com: reject/reject/reject",
       "org example.com, policy at mail.example.com: reject/-/-"},
  });
}

TEST(DmarcDiscovery, StopsAtPublicSuffixTags) {
  check({
      {"a.b.example.com",
       "_dmarc.b.example.com. TXT \"v=DMARC1; p=none; psd=n\"\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\"",
       "org b.example.com, policy at b.example.com: none/none/none",
       "org example.com, policy at example.com: reject/reject/reject"},
      {"a.example.com", "_dmarc.com. TXT \"v=DMARC1; p=reject; psd=y\"\n_dmarc.example.com. TXT \"v=DMARC1; p=none\"",
       "org example.com, policy at example.com: none/none/none",
       "org example.com, policy at example.com: none/none/none"},
      // Nothing below the public suffix: its own policy serves.
      {"a.example.com", "_dmarc.com. TXT \"v=DMARC1; p=none; sp=quarantine; np=reject; psd=y\"",
       "org example.com, policy at com: quarantine/quarantine/reject", "org example.com, policy at -: -/-/-"},
      // A public suffix without psd=y swallows everything below it.
      {"example.com", "_dmarc.com. TXT \"v=DMARC1; p=reject\"\n_dmarc.example.com. TXT \"v=DMARC1; p=none\"",
       "org com, policy at example.com: none/reject/reject", "org example.com, policy at example.com: none/none/none"},
      // psd=y at the start itself does not make the name below it the organization.
      {"example.com", "_dmarc TXT \"v=DMARC1; p=reject; psd=y\"",
       "org example.com, policy at example.com: reject/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      // The private section of the list: the customer's name is the organization.
      {"shop.github.io", "_dmarc.github.io. TXT \"v=DMARC1; p=reject\"",
       "org github.io, policy at github.io: reject/reject/reject", "org shop.github.io, policy at -: -/-/-"},
  });
}

// The example that most tools get wrong: not the nearest record above, but the one with the fewest labels.
TEST(DmarcDiscovery, TakesTheRecordWithTheFewestLabels) {
  check({
      {"a.b.example", "_dmarc.b.example. TXT \"v=DMARC1; p=none\"\n_dmarc.example. TXT \"v=DMARC1; p=reject\"",
       "org example, policy at example: reject/reject/reject", "org b.example, policy at b.example: none/none/none"},
      {"a.b.example", "_dmarc.b.example. TXT \"v=DMARC1; p=none; psd=n\"\n_dmarc.example. TXT \"v=DMARC1; p=reject\"",
       "org b.example, policy at b.example: none/none/none", "org b.example, policy at b.example: none/none/none"},
      {"a.b.example", "_dmarc.b.example. TXT \"v=DMARC1; p=none\"\n_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"",
       "org b.example, policy at b.example: none/none/none", "org b.example, policy at b.example: none/none/none"},
  });
}

// Two records at a parent are discarded, and the walk goes on above it.
TEST(DmarcDiscovery, GoesOnAboveSeveralRecordsAtAParent) {
  check({{"a.b.example.com",
          "_dmarc.b.example.com. TXT \"v=DMARC1; p=none\"\n_dmarc.b.example.com. TXT \"v=DMARC1; p=quarantine\"\n"
          "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"",
          "org example.com, policy at example.com: reject/reject/reject",
          "org example.com, policy at example.com: reject/reject/reject"}});
}

TEST(DmarcDiscovery, KnowsWhatIsARecord) {
  const std::string_view reject = "org example.com, policy at example.com: reject/reject/reject";
  const std::string_view nothing = "org example.com, policy at -: -/-/-";
  check({
      {"example.com", "_dmarc TXT \"v=DMARC1; p=REJECT\"", reject, reject},
      {"example.com", "_dmarc TXT \"v=dmarc1; p=reject\"", nothing, nothing},
      {"example.com", "_dmarc TXT \"v=DMARC10; p=reject\"", nothing, nothing},
      {"example.com", "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"unrelated\"", reject, reject},
  });
}

TEST(DmarcDiscovery, DropsSeveralRecords) {
  const std::string_view twice = "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; p=none\"\n";
  check({
      {"example.com", twice, "org example.com, policy at -: -/-/-", "org example.com, policy at -: -/-/-"},
      // RFC 9989 walks on, RFC 7489 stops.
      {"a.example.com",
       "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; p=none\"\n"
       "_dmarc.example.com. TXT \"v=DMARC1; p=quarantine\"",
       "org example.com, policy at example.com: quarantine/quarantine/quarantine",
       "org example.com, policy at -: -/quarantine/quarantine"},
      {"a.example.com", "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n_dmarc.example.com. TXT \"v=DMARC1; p=none\"",
       "org a.example.com, policy at -: -/-/-", "org example.com, policy at -: -/-/-"},
  });
}

TEST(DmarcDiscovery, AppliesWhatReceiversMakeOfFaultyTags) {
  check({
      {"example.com", "_dmarc TXT \"v=DMARC1; p=reject; t=y\"",
       "org example.com, policy at example.com: quarantine/quarantine/quarantine",
       "org example.com, policy at example.com: reject/reject/reject"},
      {"a.example.com", "_dmarc.example.com. TXT \"v=DMARC1; p=reject; sp=quarantine; t=y\"",
       "org example.com, policy at example.com: none/none/none",
       "org example.com, policy at example.com: quarantine/quarantine/quarantine"},
      // A bad np= spoils the record only for those who know the tag.
      {"example.com", "_dmarc TXT \"v=DMARC1; p=reject; np=maybe; rua=mailto:d@example.com\"",
       "org example.com, policy at example.com: none/none/none",
       "org example.com, policy at example.com: reject/reject/reject"},
      {"example.com", "_dmarc TXT \"v=DMARC1; rua=mailto:d@example.com\"",
       "org example.com, policy at example.com: none/none/none",
       "org example.com, policy at example.com: none/none/none"},
      {"example.com", "_dmarc TXT \"v=DMARC1; p=rejekt\"", "org example.com, policy at example.com: -/-/-",
       "org example.com, policy at example.com: -/-/-"},
  });
}

TEST(DmarcDiscovery, KnowsWhichFailuresMatter) {
  check({
      {"example.com", ";! _dmarc.example.com TXT timeout", "org example.com?, policy at -: -?/-/-",
       "org example.com?, policy at -: -?/-/-"},
      // The own record decides for the domain; who is the organization stays open.
      {"example.com", ";! _dmarc.com TXT timeout\n_dmarc TXT \"v=DMARC1; p=reject\"",
       "org example.com?, policy at example.com: reject/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      {"a.example.com", ";! _dmarc.example.com TXT server_failure\n_dmarc TXT \"v=DMARC1; p=reject\"",
       "org a.example.com?, policy at a.example.com: reject/reject/reject",
       "org example.com?, policy at a.example.com: reject/-/-"},
      {"a.example.com", ";! _dmarc.com TXT refused\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\"",
       "org example.com?, policy at example.com: reject?/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      // A registry that nobody could ask is none that did not answer.
      {"example.com", ";! _dmarc.com TXT not_asked", "org example.com, policy at -: -/-/-",
       "org example.com, policy at -: -/-/-"},
      {"a.example.com", ";! _dmarc.com TXT not_asked\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\"",
       "org example.com, policy at example.com: reject/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      {"a.example.com", ";! _dmarc.example.com TXT not_asked", "org a.example.com?, policy at -: -?/-/-",
       "org example.com?, policy at -: -?/-/-"},
      {"com", ";! _dmarc.com TXT not_asked", "org com?, policy at -: -?/-/-", "org com?, policy at -: -?/-/-"},
      // Behind the end of the walk nothing matters.
      {"a.example.com", ";! _dmarc.com TXT timeout\n_dmarc.example.com. TXT \"v=DMARC1; p=reject; psd=n\"",
       "org example.com, policy at example.com: reject/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
      // RFC 7489 does not look between the domain and its organization.
      {"a.b.example.com", ";! _dmarc.b.example.com TXT timeout\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\"",
       "org example.com?, policy at example.com: reject?/reject/reject",
       "org example.com, policy at example.com: reject/reject/reject"},
  });
}

std::string walk_of(std::string_view domain, std::string_view zone) {
  std::string names;
  for (const DmarcAtName& at : test::world(zone, domain).facts.dmarc.discovery.walk)
    names += (names.empty() ? "" : " ") + at.domain.text();
  return names;
}

TEST(DmarcDiscovery, AsksAtMostEightNames) {
  EXPECT_EQ(walk_of("com", ""), "com");
  EXPECT_EQ(walk_of("a.example.com", ""), "a.example.com example.com com");
  EXPECT_EQ(
      walk_of("1.2.3.4.5.example.com", ""),
      "1.2.3.4.5.example.com 2.3.4.5.example.com 3.4.5.example.com 4.5.example.com 5.example.com example.com com");
  // Eight labels and more: then the last seven.
  EXPECT_EQ(walk_of("1.2.3.4.5.6.example.com", "").substr(0, 46), "1.2.3.4.5.6.example.com 2.3.4.5.6.example.com ");
  EXPECT_EQ(walk_of("0.1.2.3.4.5.6.7.8.example.com", ""),
            "0.1.2.3.4.5.6.7.8.example.com 4.5.6.7.8.example.com 5.6.7.8.example.com 6.7.8.example.com "
            "7.8.example.com 8.example.com example.com com");
  EXPECT_EQ(walk_of("a.b.example.com", "_dmarc.b.example.com. TXT \"v=DMARC1; p=none; psd=n\""),
            "a.b.example.com b.example.com example.com");  // the last one for RFC 7489
}

TEST(DmarcDiscovery, SkipsTheNamesThatALongNameJumpsOver) {
  check({{"0.1.2.3.4.5.6.7.8.example.com",
          "_dmarc.1.2.3.4.5.6.7.8.example.com. TXT \"v=DMARC1; p=reject; psd=n\"\n"
          "_dmarc.8.example.com. TXT \"v=DMARC1; p=quarantine\"",
          "org 8.example.com, policy at 8.example.com: quarantine/quarantine/quarantine",
          "org example.com, policy at -: -/-/-"}});
}

TEST(DmarcDiscovery, KeepsWhatResemblesARecordApart) {
  const auto world =
      test::world("_dmarc TXT \"v=DMARC1; p=none\"\n_dmarc TXT \"v:DMARC1; p=none\"\n_dmarc TXT \"hello\"");
  const DmarcAtName& at = world.facts.dmarc.at_domain;
  EXPECT_EQ(at.owner, name("_dmarc.example.com"));
  EXPECT_EQ(at.records.size(), 1U);
  EXPECT_EQ(at.lookalikes.size(), 1U);
  EXPECT_EQ(at.unrelated.size(), 1U);
}

TEST(OrganizationalDomain, OfAnyNameByEitherMethod) {
  auto world = test::world("_dmarc.mail.example.com. TXT \"v=DMARC1; p=none\"");
  EXPECT_EQ(organizational_domain_by_tree_walk(name("a.mail.example.com"), world.sample.evidence),
            name("mail.example.com"));
  EXPECT_EQ(organizational_domain_by_tree_walk(name("example.com"), world.sample.evidence), name("example.com"));
  EXPECT_EQ(organizational_domain_by_suffix_list(name("a.mail.example.com")), name("example.com"));
}

TEST(PublicSuffix, HasAllSectionsOfTheList) {
  const struct {
    std::string_view name, registrable;  // empty: a public suffix itself
  } cases[] = {
      {"com", ""},
      {"example.com", "example.com"},
      {"a.b.example.com", "example.com"},
      {"co.uk", ""},
      {"a.example.co.uk", "example.co.uk"},
      {"github.io", ""},  // the private section
      {"a.shop.github.io", "shop.github.io"},
      {"kawasaki.jp", ""},
      {"b.ide.kyoto.jp", "b.ide.kyoto.jp"},
      {"c.kobe.jp", ""},                     // *.kobe.jp
      {"www.city.kobe.jp", "city.kobe.jp"},  // !city.kobe.jp
      {"a.xn--55qx5d.cn", "a.xn--55qx5d.cn"},
      {"mail.unlisted", "mail.unlisted"},
      {"unlisted", ""},
      {R"(a\.b.com)", R"(a\.b.com)"},  // one label with a dot in it
  };
  for (const auto& [text, registrable] : cases) {
    const auto found = registrable_domain(name(text));
    EXPECT_EQ(found ? found->text() : "", registrable) << text;
    EXPECT_EQ(is_public_suffix(name(text)), registrable.empty()) << text;
  }
  EXPECT_FALSE(registrable_domain({}));
}

TEST(RegisteredDomain, IsDelegatedByARegistry) {
  for (const std::string_view yes : {"example.com", "example.co.uk", "github.io", "city.kobe.jp"})
    EXPECT_TRUE(is_registered_domain(name(yes))) << yes;
  for (const std::string_view no : {"com", "co.uk", "www.example.com", "shop.github.io"})
    EXPECT_FALSE(is_registered_domain(name(no))) << no;
  EXPECT_FALSE(is_registered_domain({}));
}

TEST(RegisteredDomain, IsBelowATopLevelDomainThatThereIs) {
  for (const std::string_view yes : {"a.example.com", "a.example.co.uk", "a.example.co.ck", "a.xn--55qx5d.cn"})
    EXPECT_TRUE(name_to_register(name(yes), name("example.org"))) << yes;
  for (const std::string_view no : {"spf.example.com-all", "a.b.unlisted", "a.mail.invalid", "b.example.org", "com"})
    EXPECT_FALSE(name_to_register(name(no), name("example.org"))) << no;
}

}  // namespace
}  // namespace mailauth::facts::dmarc_discovery_test
