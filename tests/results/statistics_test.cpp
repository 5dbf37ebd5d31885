#include "results/statistics.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "results/listed.h"
#include "results/statistics/shared_primes.h"
#include "results/statistics/tally.h"
#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::results::statistics_test {
namespace {

using records::dkim::Algorithm;
using records::dmarc::Policy;
using records::spf::Qualifier;

// Products of the first five primes above 2^127, which are 29, 45, 65, 101 and 123 more than that.
constexpr std::string_view product_ab = "4000000000000000000000000000002500000000000000000000000000000519",
                           product_ac = "4000000000000000000000000000002f0000000000000000000000000000075d",
                           product_de = "4000000000000000000000000000007000000000000000000000000000003087";

TEST(CommonFactors, AreFound) {
  const auto found = common_factors({std::string(product_de), std::string(product_ab), std::string(product_ac)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].factor, "8000000000000000000000000000001d");
  EXPECT_EQ(found[0].members, (std::vector<std::size_t>{1, 2}));
}

TEST(CommonFactors, AreNoneOfWhatIsNoModulus) {
  EXPECT_TRUE(common_factors({}).empty());
  EXPECT_TRUE(common_factors({std::string(product_ab)}).empty());
  EXPECT_TRUE(common_factors({"0", "", "xyz", "1", "-5", "ffff", "fffe01", std::string(product_ab)}).empty());
}

TEST(Tally, ForgetsTheRarest) {
  Tally tally(3);
  for (const std::string_view name : {"a", "a", "a", "b", "b", "b", "c", "d"}) tally.add(name);
  EXPECT_TRUE(tally.approximate());
  const auto ranked = tally.ranked();
  ASSERT_EQ(ranked.size(), 2u);
  EXPECT_EQ(ranked[0].name, "a");
  EXPECT_EQ(ranked[0].domains, 3u);
}

class StatisticsOf : public testing::Test {
 protected:
  Statistics of(const std::vector<Result>& results, std::size_t top = 3) {
    std::string text;
    for (const Result& result : results) text += to_line(result, Detail::findings);
    tests::write_file(folder_.path("results"), text + to_line(Summary{}));
    return statistics({folder_.path("results")}, top);
  }
  tests::TemporaryFolder folder_;
};

Result with_key(std::string domain, Key key, std::vector<std::string> services = {}) {
  Result result;
  result.domain = std::move(domain);
  result.dkim = DkimState::found;
  result.keys = {std::move(key)};
  result.services = std::move(services);
  return result;
}

std::string counts_of(const Statistics& statistics, std::string_view id) {
  const auto at = std::ranges::find(statistics.distributions, id, &Distribution::id);
  std::string text;
  for (const Count& count : at->counts) text += fmt::format("{}:{} ", count.name, count.domains);
  return text;
}

TEST_F(StatisticsOf, CountsWhatOccurs) {
  Result a, b, c, absent;
  a.domain = "a.example", a.dmarc = DmarcState::in_force, a.policy = Policy::reject, a.spf = SpfState::usable,
  a.spf_all = Qualifier::fail, a.lookups = 3;
  b = a, b.domain = "b.example", b.policy = Policy::none, b.lookups = 12;
  c.domain = "c.example", c.dmarc = DmarcState::none, c.spf = SpfState::none, c.complete = false;
  absent.domain = "d.example", absent.exists = false, absent.dmarc = DmarcState::none;
  a.findings = {{"spf-ptr", rules::Severity::warning, false, "1", ""},
                {"spf-ptr", rules::Severity::warning, false, "2", ""},
                {"spf-missing", rules::Severity::warning, true, "", ""}};
  const Statistics statistics = of({a, b, c, absent});
  EXPECT_EQ(statistics.domains, 4u);
  EXPECT_EQ(statistics.incomplete, 1u);
  EXPECT_EQ(statistics.absent, 1u);
  EXPECT_EQ(counts_of(statistics, "policy"), "no record:1 p=none:1 p=reject:1 ");
  EXPECT_EQ(counts_of(statistics, "spf_all"), "-all:2 ");
  EXPECT_EQ(counts_of(statistics, "spf_lookups"), "3:1 more than 10:1 ");
  EXPECT_EQ(counts_of(statistics, "rules"), "spf-ptr:1 ");
}

TEST_F(StatisticsOf, RanksWhatManyDependOnAndTheUnregisteredFirst) {
  std::vector<Result> results(4);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].domain = fmt::format("d{}.example", i);
    results[i].includes = {"_spf.example.net"};
    if (i > 0) results[i].includes.emplace_back("spf.example.org");
  }
  results[2].includes.emplace_back("_spf.mail.gone.example");
  results[2].unregistered = {"gone.example"};
  const Statistics statistics = of(results);
  std::string text;
  for (const Dependency& include : statistics.includes.hosts)
    text += fmt::format("{}:{}{} ", include.name, include.domains, include.unregistered ? "!" : "");
  EXPECT_EQ(text, "_spf.mail.gone.example:1! _spf.example.net:4 spf.example.org:3 ");
}

TEST_F(StatisticsOf, NamesHostsOfOneDomainInOneLine) {
  std::vector<Result> results(5);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].domain = fmt::format("d{}.example", i);
    results[i].mx_hosts = {fmt::format("mx{}.example.net", i), "mx.example.org"};
  }
  const Statistics statistics = of(results);
  EXPECT_EQ(statistics.mx_hosts.hosts.size(), 1u);
  EXPECT_EQ(statistics.mx_hosts.once, 5u);
  const std::string text = to_text(statistics, {.width = 200});
  EXPECT_NE(text.find("  mx0.example.net, mx1.example.net, mx2.example.net and 2 more (each)\n"), std::string::npos)
      << text;
}

TEST_F(StatisticsOf, SortsFindingsBySeverityAndThenByNumber) {
  std::vector<Result> results(3);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].domain = fmt::format("d{}.example", i);
    results[i].findings = {{"tlsrpt-missing", rules::Severity::info, false, "", ""}};
  }
  results[0].findings.push_back({"spf-missing", rules::Severity::error, false, "", ""});
  results[1].findings.push_back({"dmarc-missing", rules::Severity::error, false, "", ""});
  results[2].findings.push_back({"dmarc-missing", rules::Severity::error, false, "", ""});
  const Statistics statistics = of(results);
  EXPECT_EQ(counts_of(statistics, "rules"), "dmarc-missing:2 spf-missing:1 tlsrpt-missing:3 ");
  const std::string text = to_text(statistics, {.utf8 = false, .width = 200});
  EXPECT_NE(text.find("        2   66.7 %  #######     error    dmarc-missing\n"), std::string::npos) << text;
  EXPECT_NE(text.find("        3  100.0 %  ##########  info     tlsrpt-missing\n"), std::string::npos) << text;
  EXPECT_NE(text.find("--list dmarc-missing\n"), std::string::npos) << text;
}

TEST_F(StatisticsOf, NamesTheWorstDomainsFirst) {
  std::vector<Result> results(7);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].domain = fmt::format("d{}.example", i);
    results[i].errors = static_cast<unsigned>(i);
    results[i].forgery = rules::Forgery::anyone;
    results[i].own_mail = rules::OwnMail::passes;
  }
  results[1].own_mail = rules::OwnMail::fails;
  results[6].complete = false;  // not known is not bad
  const Statistics statistics = of(results);
  std::string text;
  for (const WorstDomain& worst : statistics.worst.domains()) text += worst.domain + " ";
  EXPECT_EQ(text, "d1.example d5.example d4.example d3.example d2.example ");
}

TEST_F(StatisticsOf, LeavesRoomForThoseThatAreRegistered) {
  std::vector<Result> results(2);
  results[0].domain = "a.example";
  results[0].includes = {"a.gone.example", "b.gone.example", "c.gone.example", "_spf.example.net"};
  results[0].unregistered = {"gone.example"};
  results[1].domain = "b.example";
  results[1].includes = {"_spf.example.net"};
  std::string text;
  for (const Dependency& include : of(results, 2).includes.hosts) text += include.name + " ";
  EXPECT_EQ(text, "a.gone.example b.gone.example _spf.example.net ");
}

TEST_F(StatisticsOf, NamesOneKeyOfSeveralOrganizations) {
  const Key shared{"s1", Algorithm::rsa, 1024, "", "cc"}, own{"s1", Algorithm::rsa, 2048, "", "dd"},
      service{"k2", Algorithm::rsa, 1024, "", "ee"};
  const Statistics statistics =
      of({with_key("a.example.com", shared), with_key("b.example.com", shared), with_key("example.net", shared),
          with_key("example.org", own), with_key("www.example.org", own),
          with_key("example.com", service, {"mailchimp"}), with_key("example.net", service, {"mailchimp"})});
  ASSERT_EQ(statistics.shared_keys.size(), 2u);
  EXPECT_EQ(statistics.shared_keys[0].sha256, "cc");
  EXPECT_EQ(statistics.shared_keys[0].domains, 3u);
  ASSERT_EQ(statistics.shared_keys[0].uses.size(), 2u);
  EXPECT_EQ(statistics.shared_keys[1].service, "mailchimp");
}

TEST_F(StatisticsOf, SaysWhichKeysShareAPrime) {
  const Statistics statistics = of({with_key("a.example", {"s1", Algorithm::rsa, 256, std::string(product_ab), "aa"}),
                                    with_key("b.example", {"s2", Algorithm::rsa, 256, std::string(product_de), "bb"}),
                                    with_key("c.example", {"s3", Algorithm::rsa, 256, std::string(product_ac), "cc"})});
  ASSERT_EQ(statistics.shared_primes.size(), 1u);
  const std::string text = to_text(statistics, {});
  for (const std::string said : {"dkim-rsa-shared-prime", "s1._domainkey.a.example", "s3._domainkey.c.example"})
    EXPECT_NE(text.find(said), std::string::npos) << text;
  EXPECT_EQ(text.find("b.example"), std::string::npos) << text;
  EXPECT_EQ(
      nlohmann::json::parse(to_json(statistics))["shared_primes"][0]["uses"][1]["selector"].get<std::string>().front(),
      's');
}

TEST_F(StatisticsOf, WritesNothingHostile) {
  Result hostile;
  hostile.domain = "example.com";
  hostile.mx_hosts = {"=cmd|' /C calc'!A0", "a,\"b\"", "\x1b[2J\n<b>|"};
  hostile.wildcards = {"x\"\\\n"};
  Result other = hostile;
  other.domain = "example.net";
  const Statistics statistics = of({hostile, other});
  const std::string csv = to_csv(statistics);
  EXPECT_NE(csv.find("mx_hosts,'=cmd|' /C calc'!A0,2,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("mx_hosts,\"a,\"\"b\"\"\",2,"), std::string::npos) << csv;
  EXPECT_NE(to_markdown(statistics).find("\\\\027\\[2J\\\\010\\<b\\>\\|"), std::string::npos)
      << to_markdown(statistics);
  EXPECT_NE(to_metrics(statistics).find("mailauth_domains_by_wildcards{value=\"x\\\"\\\\"), std::string::npos);
  for (const std::string& text : {to_text(statistics, {}), csv, to_json(statistics), to_markdown(statistics)})
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

class ListOf : public testing::Test {
 protected:
  ListOf() {
    Result a, b, c;
    a.domain = "a.example", a.spf = SpfState::none, a.forgery = rules::Forgery::anyone, a.errors = 1,
    a.findings = {{"spf-missing", rules::Severity::error, false, "", ""}};
    b.domain = "b.example", b.dmarc = DmarcState::in_force, b.policy = Policy::none, b.mx_hosts = {"mx.example.net"};
    c.domain = "c.example", c.complete = false, c.mx_hosts = {"mx.example.net"};
    std::string text;
    for (const Result& result : {a, b, c}) text += to_line(result, Detail::findings);
    tests::write_file(folder_.path("results"), text + to_line(Summary{}));
  }
  std::string of(std::string_view typed) {
    std::string text;
    list_domains({folder_.path("results")}, Chosen(typed), [&](const std::string& domain) { text += domain + " "; });
    return text;
  }
  tests::TemporaryFolder folder_;
};

TEST_F(ListOf, NamesTheDomainsOfALine) {
  EXPECT_EQ(of("spf-missing"), "a.example ");
  EXPECT_EQ(of("p=none"), "b.example ");
  EXPECT_EQ(of("policy=p=none"), "b.example ");
  EXPECT_EQ(of("mx.example.net"), "b.example c.example ");
  EXPECT_EQ(of("includes=mx.example.net"), "");
  EXPECT_EQ(of("forgery=anyone"), "a.example ");
  EXPECT_EQ(of("yes, by anyone"), "a.example ");
  EXPECT_EQ(of("spf=none"), "a.example ");
  EXPECT_EQ(of("errors"), "a.example ");
  EXPECT_EQ(of("not known"), "c.example ");
}

TEST_F(ListOf, AsksOfWhatWhenSeveralTablesSayIt) {
  for (const std::string_view typed : {"none", "unknown", "3"}) EXPECT_THROW(of(typed), std::invalid_argument) << typed;
}

}  // namespace
}  // namespace mailauth::results::statistics_test
