#include "sweep/engine.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "support/world.h"
#include "sweep/audit_result.h"

namespace mailauth::sweep::engine_test {
namespace {

constexpr std::size_t domain_count = 60;

std::string domain(std::size_t number) { return fmt::format("d{}.example", number); }

// Every domain is like its number modulo 6; all of them include the same name.
std::string zone_of_domains() {
  std::string zone = "$ORIGIN example.\n$TTL 300\n@ SOA ns hostmaster 1 2 3 4 60\n";
  zone += "_spf TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  for (std::size_t number = 0; number < domain_count; ++number) {
    if (number % 6 == 0) continue;  // does not exist
    zone += fmt::format("d{0} MX 10 mail.d{0}\nmail.d{0} A 192.0.2.1\n", number);
    if (number % 6 >= 2)
      zone += fmt::format("d{} TXT \"v=spf1 include:_spf.example. {}all\"\n", number, "-~?"[number % 3]);
    if (number % 6 >= 3)
      zone += fmt::format("_dmarc.d{} TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@d{}.example\"\n", number, number);
    if (number % 6 == 4) zone += fmt::format("*.d{} TXT \"any\"\n", number);
    if (number % 6 == 5) zone += fmt::format("google._domainkey.d{} CNAME nowhere.d{}\n", number, number);
  }
  return zone;
}

// Answers out of a zone, some at a time and in an order of its own.
class ScriptedNetwork {
 public:
  ScriptedNetwork(const std::string& zone, unsigned seed)
      : zone_(std::get<dns::Zone>(dns::Zone::parse(zone))), random_(seed) {
    zone_.speak_for_everything();
  }

  net::Transport transport() {
    return {.send =
                [this](const dns::Question& question) {
                  ++asked[question];
                  waiting_.push_back(question);
                  most_waiting = std::max(most_waiting, waiting_.size());
                },
            .receive = [this](std::chrono::milliseconds) { return some_answers(); },
            .remembered = nullptr};
  }

  std::map<dns::Question, unsigned> asked;
  std::size_t most_waiting = 0;

 private:
  std::vector<dns::Answer> some_answers() {
    std::shuffle(waiting_.begin(), waiting_.end(), random_);
    std::vector<dns::Answer> answers;
    for (std::size_t left = 1 + random_() % 9; left > 0 && !waiting_.empty(); --left) {
      answers.push_back(zone_.lookup(waiting_.back()));
      waiting_.pop_back();
    }
    return answers;
  }

  dns::Zone zone_;
  std::mt19937 random_;
  std::vector<dns::Question> waiting_;
};

struct Sweep {
  std::map<std::string, std::string> lines;  // by domain, without what depends on the order
  std::size_t ended = 0, most_active = 0;
};

// What is the same whenever and beside whomever a domain is audited.
std::string line_of(const audit::Audit& audit) {
  results::Result result = result_of(audit, "");
  result.elapsed_ms = result.queries = result.cached = 0;
  return results::to_line(result, results::Detail::findings);
}

Sweep sweep_with(ScriptedNetwork& network, const EngineOptions& options, std::size_t stop_after = domain_count) {
  Sweep sweep;
  std::size_t next = 0;
  const Work work{.next = [&]() -> std::optional<facts::Request> {
                    if (next == domain_count) return std::nullopt;
                    facts::Request request{.domain = test::name(domain(next++))};
                    request.effort = facts::Effort::sweep;
                    return request;
                  },
                  .done =
                      [&](const audit::Audit& audit) {
                        ++sweep.ended;
                        sweep.lines[audit.request.domain.text()] = line_of(audit);
                      },
                  .tick = [&](std::size_t active) { sweep.most_active = std::max(sweep.most_active, active); }};
  run_engine(work, network.transport(), options,
             [&] { return sweep.ended >= stop_after && stop_after < domain_count; });
  return sweep;
}

TEST(Engine, EndsEveryDomainOnceAndWithTheSameResultHoweverManyAreUnderWay) {
  ScriptedNetwork one_by_one(zone_of_domains(), 1);
  const Sweep expected = sweep_with(one_by_one, {.max_active = 1});
  EXPECT_EQ(expected.ended, domain_count);
  ASSERT_EQ(expected.lines.size(), domain_count);
  for (const unsigned seed : {2U, 3U, 4U})
    for (const std::size_t active : {2U, 7U, 1000U}) {
      ScriptedNetwork network(zone_of_domains(), seed);
      const Sweep sweep = sweep_with(network, {.max_active = active});
      EXPECT_EQ(sweep.ended, domain_count);
      EXPECT_EQ(sweep.lines, expected.lines);
      EXPECT_LE(sweep.most_active, active);
    }
}

TEST(Engine, AsksForWhatDomainsShareOnlyOnce) {
  ScriptedNetwork network(zone_of_domains(), 5);
  sweep_with(network, {.max_active = 10});
  EXPECT_EQ(network.asked.at({test::name("_spf.example"), dns::Type::txt}), 1U);
  EXPECT_EQ(network.asked.at({test::name("_dmarc.example"), dns::Type::txt}), 1U);
}

TEST(Engine, AsksNothingMoreOfADomainThatDoesNotExist) {
  ScriptedNetwork network(zone_of_domains(), 6);
  const Sweep sweep = sweep_with(network, {});
  const auto below = std::ranges::count_if(
      network.asked, [](const auto& asked) { return asked.first.name.is_within(test::name("d6.example")); });
  EXPECT_EQ(below, 1);
  EXPECT_NE(sweep.lines.at("d6.example").find("\"exists\":false,\"complete\":true"), std::string::npos)
      << sweep.lines.at("d6.example");
}

TEST(Engine, DropsWhatIsUnderWayWhenItIsStopped) {
  ScriptedNetwork network(zone_of_domains(), 7);
  const Sweep sweep = sweep_with(network, {.max_active = 20}, 5);
  EXPECT_GE(sweep.ended, 5U);
  EXPECT_LT(sweep.ended, domain_count);
  EXPECT_EQ(sweep.lines.size(), sweep.ended);
}

// A transport that answers nothing but timeouts: nothing is missing, all is unknown.
TEST(Engine, NeverTakesSilenceForAbsence) {
  std::vector<dns::Question> waiting;
  const net::Transport silent{.send = [&](const dns::Question& question) { waiting.push_back(question); },
                              .receive =
                                  [&](std::chrono::milliseconds) {
                                    std::vector<dns::Answer> answers;
                                    for (const dns::Question& question : waiting)
                                      answers.push_back({.question = question, .outcome = dns::Outcome::timeout});
                                    waiting.clear();
                                    return answers;
                                  },
                              .remembered = nullptr};
  bool given = false;
  std::optional<results::Result> result;
  const Work work{.next = [&]() -> std::optional<facts::Request> {
                    if (std::exchange(given, true)) return std::nullopt;
                    facts::Request request{.domain = test::name("example.com")};
                    request.effort = facts::Effort::sweep;
                    return request;
                  },
                  .done = [&](const audit::Audit& audit) { result = result_of(audit, ""); }};
  run_engine(work, silent, {}, [] { return false; });
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->exists);
  EXPECT_FALSE(result->complete);
  EXPECT_EQ(result->forgery, rules::Forgery::unknown);
  EXPECT_EQ(result->spf, results::SpfState::unknown);
  EXPECT_EQ(result->dmarc, results::DmarcState::unknown);
  EXPECT_EQ(result->dkim, results::DkimState::unknown);
  EXPECT_EQ(result->mx, results::MxState::unknown);
  for (const results::FoundRule& found : result->findings) EXPECT_TRUE(found.indeterminate) << found.rule;
}

}  // namespace
}  // namespace mailauth::sweep::engine_test
