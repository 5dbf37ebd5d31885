// What is asked, and what counts as an answer: the same for a check and for a sweep.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <map>
#include <mutex>
#include <set>

#include "net/resolver.h"
#include "support/asking.h"
#include "support/hostile_server.h"
#include "text/ascii.h"

namespace mailauth::net::resolver_answers_test {
namespace {

using dns::Type;
using std::chrono::milliseconds;
using test::HostileOptions;
using test::HostileServer;
using test::Message;
using test::Query;
using test::question;
using test::Reply;
using test::summary;
using Clock = std::chrono::steady_clock;

// Whether many are asked is the parameter.
struct ResolverAnswers : ::testing::TestWithParam<bool> {
  static ResolverOptions options(const Server& server) {
    ResolverOptions options = GetParam() ? ResolverOptions::for_many() : ResolverOptions();
    options.servers = {server};
    options.timeout = milliseconds(150);
    options.question_budget = milliseconds(1000);
    return options;
  }
  static std::string ask(const HostileServer& server, std::string_view name = "plain.test") {
    Resolver resolver(options(server.address()));
    return text::replace_all(summary(test::ask(resolver, name)), server.text(), "S");
  }
  static std::string ask(std::function<void(const Query&, Reply&)> twist) {
    HostileOptions hostile;
    hostile.twist = std::move(twist);
    const HostileServer server(std::move(hostile));
    return ask(server);
  }
};
INSTANTIATE_TEST_SUITE_P(, ResolverAnswers, ::testing::Bool(),
                         [](const auto& many) { return many.param ? "Sweep" : "Check"; });

std::string hello(const Query& query, uint16_t flags = test::qr | test::rd | test::ra) {
  return Message(query, flags).answer(query.name, Type::txt, test::wire_strings({{"hello"}})).bytes();
}

constexpr const char* found = R"(found 300: "hello")";

TEST_P(ResolverAnswers, EveryNameIsAsked) {
  std::set<std::string> heard;
  std::mutex mutex;
  HostileOptions hostile;
  hostile.twist = [&](const Query& query, Reply&) {
    const std::scoped_lock lock(mutex);
    heard.insert(query.name.text());
  };
  const HostileServer server(std::move(hostile));
  Resolver resolver(options(server.address()));
  std::vector<dns::Question> questions;
  std::set<std::string> asked;
  for (const char* name :
       {"first+last=tag.test", "foo:bar.test", "http://x.test", R"(a\.b@c.test)", R"(\000\255 \\"'.test)",
        "(%{s}).test", "*.test", "xn--mnchen-3ya.test", R"(m\195\188nchen.test)"}) {
    questions.push_back(question(name));
    asked.insert(questions.back().name.text());
  }
  for (const auto& [one, answer] : test::ask_all(resolver, questions)) EXPECT_TRUE(answer.found()) << summary(answer);
  const std::scoped_lock lock(mutex);
  EXPECT_EQ(heard, asked);
}

TEST_P(ResolverAnswers, ServersWithoutEdnsAreAskedOnceMore) {
  for (const unsigned rcode : {1U, 4U}) {  // FORMERR, NOTIMP
    for (const bool bare : {false, true}) {
      unsigned times = 0;
      EXPECT_EQ(ask([&](const Query& query, Reply& reply) {
                  if (times++ > 0) return;
                  const std::string error = Message(query, test::qr, rcode).bytes();
                  reply.messages = {bare ? error.substr(0, 4) + std::string(8, '\0') : error};
                }),
                found);
      EXPECT_EQ(times, 2u);
    }
  }
}

TEST_P(ResolverAnswers, OnlyAnAnswerEndsATryOverTcp) {
  const std::map<std::string, std::vector<std::string>> replies = {
      {"empty.test", {""}},
      {"foreign.test", {std::string(40, 'x')}},  // of another id
      {"flood.test", std::vector(1000, std::string(60000, 'x'))},
  };
  HostileOptions hostile;
  hostile.twist = [&](const Query& query, Reply& reply) {
    reply.messages = query.over_tcp ? replies.at(query.name.text())
                                    : std::vector{Message(query, test::qr | test::ra | test::tc).bytes()};
  };
  const HostileServer server(std::move(hostile));
  Resolver resolver(options(server.address()));
  std::vector<dns::Question> questions;
  for (const auto& [name, reply] : replies) questions.push_back(question(name));
  for (const auto& [asked, answer] : test::ask_all(resolver, questions)) {
    EXPECT_EQ(answer.outcome, dns::Outcome::timeout) << summary(answer);
  }
}

TEST_P(ResolverAnswers, TheCaseOfLettersMattersOnlyOverUdp) {
  const auto in_capitals = [](const Query& query) {
    Query other = query;
    for (char& octet : other.question) octet = octet >= 'a' && octet <= 'z' ? static_cast<char>(octet - 32) : octet;
    return other;
  };
  unsigned over_udp = 0, over_tcp = 0;
  EXPECT_EQ(ask([&](const Query& query, Reply& reply) {
              ++(query.over_tcp ? over_tcp : over_udp);
              reply.messages = {hello(in_capitals(query))};
            }),
            found);
  EXPECT_EQ(over_udp, 1u);
  EXPECT_EQ(over_tcp, 1u);
}

TEST_P(ResolverAnswers, AnOpcodeIsLookedAt) {
  constexpr uint16_t status = 2 << 11;
  EXPECT_EQ(ask([](const Query& query, Reply& reply) {
              reply.messages = {hello(query, status | test::qr), hello(query)};
            }),
            found);
}

TEST_P(ResolverAnswers, WhereAnAliasEndsInNothingItsEndIsAsked) {
  const dns::Name target = dns::Name::parse("target.test").value(), end = dns::Name::parse("end.test").value();
  const auto alias = [](const Query& query, const dns::Name& to) {
    return Message(query).answer(query.name, Type::cname, test::wire_name(to), 200).bytes();
  };
  EXPECT_EQ(ask([&](const Query& query, Reply& reply) {
              if (query.name.text() == "plain.test") reply.messages = {alias(query, target)};
              if (query.name == target) reply.messages = {alias(query, end)};
            }),
            R"(found -> target.test -> end.test 200: "hello")");
  EXPECT_EQ(ask([&](const Query& query, Reply& reply) {
              reply.messages = {query.name == target ? Message(query).bytes() : alias(query, target)};
            }),
            "no_data -> target.test 0");
  EXPECT_TRUE(ask([&](const Query& query, Reply& reply) {
                reply.messages = {query.name == target ? Message(query, test::qr, 2).bytes() : alias(query, target)};
              }).starts_with("server_failure -> target.test"));
}

TEST_P(ResolverAnswers, AnAliasThatNeverEndsDoes) {
  unsigned hops = 0;
  const std::string answer = ask([&](const Query& query, Reply& reply) {
    const dns::Name next = dns::Name::parse(fmt::format("n{}.test", ++hops)).value();
    reply.messages = {Message(query).answer(query.name, Type::cname, test::wire_name(next)).bytes()};
  });
  EXPECT_LE(hops, dns::max_cname_hops + 2);
  EXPECT_FALSE(answer.starts_with("found")) << answer;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

TEST_P(ResolverAnswers, AClosedConnectionIsNoBusyLoop) {
  const HostileServer server;
  const double before = cpu_seconds();
  EXPECT_EQ(ask(server, "tcpclose.test"), "timeout: S closed the TCP connection");
  EXPECT_LT(cpu_seconds() - before, 0.2);
  EXPECT_LT(server.questions(), 40u);
}

TEST_P(ResolverAnswers, SaysHowLargeTheAnswerWasAndWhetherItIsAuthentic) {
  HostileServer server;
  Resolver resolver(options(server.address()));
  // Header, question, and the record: the owner once more, type to length, TXT.
  EXPECT_EQ(test::ask(resolver, "hi.test").size, 12u + (9 + 4) + (9 + 10 + 6));
  EXPECT_EQ(test::ask(resolver, "records4000.test", Type::a).size, 12u + (18 + 4) + 4000 * 16) << "over TCP";
  EXPECT_FALSE(test::ask(resolver, "plain.test").authenticated);
  EXPECT_TRUE(test::ask(resolver, "authentic.test").authenticated);
}

TEST_P(ResolverAnswers, NeverWaitsLongerThanItIsTold) {
  HostileServer server;
  Resolver resolver(options(server.address()));
  resolver.send(question("never.test"));
  for (const milliseconds wait : {milliseconds(0), milliseconds(30)}) {
    const Clock::time_point start = Clock::now();
    EXPECT_TRUE(resolver.receive(wait).empty());
    EXPECT_GE(Clock::now() - start, wait);
    EXPECT_LT(Clock::now() - start, wait + milliseconds(300));
  }
}

TEST_P(ResolverAnswers, CanBeDroppedWithQuestionsInFlight) {
  HostileServer server;
  for (const char* name : {"never.test", "slow100.test", "tcpclose.test", "txt20.test"}) {
    Resolver resolver(options(server.address()));
    for (int i = 0; i < 250; ++i) resolver.send(question(fmt::format("{}.{}", name, i)));
    Resolver moved = std::move(resolver);
    moved.receive(milliseconds(5));
  }
}

TEST_P(ResolverAnswers, IsNotSpoiledByWhatOthersGet) {
  HostileServer server;
  Resolver resolver(options(server.address()));
  std::vector<dns::Question> questions;
  for (int i = 0; i < 30; ++i) {
    for (const char* kind : {"garbage", "wrongid", "tcpclose", "slow200", "txt10"}) {
      questions.push_back(question(fmt::format("{}.n{}.test", kind, i)));
    }
  }
  for (const auto& [asked, answer] : test::ask_all(resolver, questions)) {
    const std::string_view kind = asked.name.labels().front();
    EXPECT_EQ(answer.found(), kind == "slow200" || kind == "txt10") << summary(answer);
  }
}

TEST_P(ResolverAnswers, ReturnsAtOnceWhenNothingIsInFlight) {
  HostileServer server;
  Resolver resolver(options(server.address()));
  const Clock::time_point start = Clock::now();
  EXPECT_TRUE(resolver.receive(std::chrono::seconds(5)).empty());
  EXPECT_LT(Clock::now() - start, milliseconds(1000));
}

}  // namespace
}  // namespace mailauth::net::resolver_answers_test
