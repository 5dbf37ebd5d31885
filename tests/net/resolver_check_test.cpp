// The resolver of a check against a server that does everything wrong: tests/support/hostile_replies.h says what.
#include "net/resolver.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "support/asking.h"
#include "support/hostile_server.h"
#include "support/loopback.h"
#include "text/ascii.h"

namespace mailauth::net::resolver_check_test {
namespace {

using dns::Outcome;
using dns::Type;
using std::chrono::milliseconds;
using test::Answers;
using test::ask;
using test::ask_all;
using test::HostileServer;
using test::question;
using test::summary;
using Clock = std::chrono::steady_clock;

ResolverOptions options(const std::vector<Server>& servers) {
  ResolverOptions options;
  options.servers = servers;
  options.timeout = milliseconds(150);
  options.question_budget = milliseconds(1000);
  return options;
}

// Where every question must be sent once only, also on a machine that is busy with other tests.
ResolverOptions patient(const std::vector<Server>& servers) {
  ResolverOptions options;
  options.servers = servers;
  return options;
}

TEST(CheckResolver, TellsOutcomesApart) {
  struct Case {
    std::string_view name;
    Type type;
    std::string_view expected;  // S stands for the server
  };
  const Case cases[] = {
      {"plain.test", Type::txt, R"(found 300: "hello")"},
      {"nodata.test", Type::txt, "no_data 60 by test"},  // the least of the SOA's TTL and minimum, RFC 2308 5
      {"nxdomain.test", Type::txt, "no_domain 60 by test"},
      {"nosoa.test", Type::txt, "no_data 0"},
      {"servfail.test", Type::txt, "server_failure: S: SERVFAIL"},
      {"bogus.test", Type::txt, R"(server_failure: S: SERVFAIL, DNSSEC Bogus (bad\007!))"},
      {"formerr.test", Type::txt, "server_failure: S: FORMERR"},
      {"notimp.test", Type::txt, "server_failure: S: NOTIMP"},
      {"refused.test", Type::txt, "refused: S: REFUSED"},
      {"never.test", Type::txt, "timeout: no answer from S within 1 s"},
      {"wrongid.test", Type::txt, "timeout: no answer from S within 1 s"},  // as if nothing had come: RFC 5452 9.1
      {"wrongquestion.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"garbage.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"short.test", Type::txt, "timeout: no answer from S within 1 s"},
      {"pointerloop.test", Type::txt, "malformed: what S sent cannot be parsed"},
      {"badtxt.test", Type::txt, "malformed: what S sent cannot be parsed"},
      {"emptytxt.test", Type::txt, "malformed: S: no record of the answer can be read"},  // RFC 1035 3.3.14
      {"chaos.test", Type::txt, "malformed: S: no record of the answer can be read"},
      {"echo.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"referral.test", Type::txt, "malformed: S: a referral: the server is not a recursive resolver"},
      {"nochase.test", Type::txt,
       "malformed -> elsewhere.test: S: the server did not follow the CNAME to elsewhere.test: it is not a recursive "
       "resolver"},
      {"tcpclose.test", Type::txt, "timeout: S closed the TCP connection"},
      {"tcpgarbage.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"cnameloop.test", Type::txt, "malformed -> b.test: S: the CNAME chain comes back to cnameloop.test"},
      {"cnameloop.test", Type::cname, "found 300: b.test."},
      {"cnamechain2.test", Type::txt, R"(found -> hop1.test -> hop2.test 298: "end")"},
      {"unrelated.test", Type::txt, R"(found 300: "mine")"},
      {"twice.test", Type::txt, R"(found 100: "a" | "b")"},
      {"oddname.test", Type::mx, R"(found -> a\.b\000\255\032\092.test 300: 10 a\.b\000\255\032\092.test.)"},
  };
  HostileServer server;
  Resolver resolver(options({server.address()}));
  std::vector<dns::Question> questions;
  for (const Case& c : cases) questions.push_back(question(c.name, c.type));
  const Clock::time_point start = Clock::now();
  const Answers answers = ask_all(resolver, questions);
  EXPECT_LT(Clock::now() - start, milliseconds(3000)) << "nothing waits behind what is slow";
  for (const Case& c : cases) {
    const auto found = answers.find(question(c.name, c.type));
    ASSERT_NE(found, answers.end()) << c.name;
    EXPECT_EQ(text::replace_all(summary(found->second), server.text(), "S"), c.expected) << c.name;
  }
}

TEST(CheckResolver, BoundsTheCnameChain) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  EXPECT_EQ(ask(resolver, "cnamechain16.test").outcome, Outcome::found);
  const dns::Answer answer = ask(resolver, "cnamechain20.test");
  EXPECT_EQ(answer.outcome, Outcome::malformed);
  EXPECT_EQ(answer.cnames.size(), dns::max_cname_hops);
  EXPECT_THAT(answer.detail, ::testing::EndsWith("the CNAME chain has more than 16 hops"));
}

TEST(CheckResolver, TakesWhatDoesNotFitOverTcp) {
  HostileServer server;
  Resolver resolver(patient({server.address()}));
  const dns::Answer txt = ask(resolver, "txt20.test");
  ASSERT_TRUE(txt.found()) << summary(txt);
  EXPECT_EQ(std::get<dns::Txt>(txt.records[0].data).strings, std::vector<std::string>(20, std::string(255, 'x')));
  EXPECT_EQ(server.tcp_questions(), 1u);
  const dns::Answer many = ask(resolver, "records4000.test", Type::a);
  ASSERT_TRUE(many.found()) << summary(many);
  EXPECT_EQ(many.records.size(), dns::max_records);
  EXPECT_EQ(server.tcp_questions(), 2u);
  EXPECT_EQ(server.questions(), 4u) << "each first over UDP";
}

TEST(CheckResolver, GivesTheSameAnswerInWhateverOrderTheRecordsCome) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  const dns::Answer first = ask(resolver, "twice.test");
  const dns::Answer second = ask(resolver, "twice.test");  // "b" comes first
  ASSERT_EQ(first.records.size(), 2u);
  EXPECT_EQ(first.records[0].data, second.records[0].data);
  EXPECT_EQ(first.records[1].data, second.records[1].data);
}

TEST(CheckResolver, AsksAgainWhenPacketsGetLost) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  EXPECT_TRUE(ask(resolver, "lost1.test").found());
  EXPECT_TRUE(ask(resolver, "lost2.test").found()) << "the last of three tries, over TCP";
  EXPECT_EQ(server.tcp_questions(), 1u);
}

TEST(CheckResolver, BoundsItsTries) {
  for (const char* name : {"never.test", "servfail.test", "garbage.test", "refused.test"}) {
    HostileServer server;
    Resolver resolver(options({server.address()}));
    EXPECT_TRUE(ask(resolver, name).failed());
    EXPECT_EQ(server.questions(), 3u) << name;
  }
}

TEST(CheckResolver, LosesNoSlowNameAfterManyFastOnes) {
  HostileServer server;
  ResolverOptions patient;
  patient.servers = {server.address()};
  Resolver resolver(patient);
  std::vector<dns::Question> fast, slow;
  for (int i = 0; i < 300; ++i) fast.push_back(question(fmt::format("fast{}.test", i)));
  for (int i = 0; i < 100; ++i) slow.push_back(question(fmt::format("slow3000.n{}.test", i)));
  for (const auto& [asked, answer] : ask_all(resolver, fast)) ASSERT_TRUE(answer.found()) << summary(answer);
  const Clock::time_point start = Clock::now();
  const Answers answers = ask_all(resolver, slow);
  EXPECT_EQ(answers.size(), slow.size());
  for (const auto& [asked, answer] : answers) EXPECT_TRUE(answer.found()) << summary(answer);
  EXPECT_LT(Clock::now() - start, milliseconds(4900)) << "the answer to the first try counts when it comes";
}

TEST(CheckResolver, AnswersManyQuestionsAtOnce) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  std::vector<dns::Question> questions;
  for (int i = 0; i < 1000; ++i) questions.push_back(question(fmt::format("n{}.test", i)));
  const Answers answers = ask_all(resolver, questions);
  EXPECT_EQ(answers.size(), questions.size());
  for (const auto& [asked, answer] : answers) EXPECT_TRUE(answer.found()) << summary(answer);
}

TEST(CheckResolver, SaysWhoRefusedTheConnection) {
  const test::ClosedPort port;
  const Server closed{"127.0.0.1", port.number()};
  Resolver resolver(options({closed}));
  const Clock::time_point start = Clock::now();
  const dns::Answer answer = ask(resolver, "example.com");
  EXPECT_LT(Clock::now() - start, milliseconds(500));
  EXPECT_EQ(summary(answer), fmt::format("timeout: connection refused by {}", to_string(closed)));
}

TEST(CheckResolver, AsksTheOtherServers) {
  HostileServer good;
  const test::ClosedPort port;
  const Server closed{"127.0.0.1", port.number()};
  Resolver resolver(options({closed, good.address()}));
  EXPECT_EQ(resolver.servers(), (std::vector{to_string(closed), good.text()}));
  EXPECT_TRUE(ask(resolver, "example.com").found());
  EXPECT_EQ(summary(ask(resolver, "servfail.test")), fmt::format("server_failure: {}: SERVFAIL", good.text()))
      << "says more than a closed port";
}

TEST(CheckResolver, RemembersWhichServerAnswered) {
  HostileServer good;
  HostileServer silent({{}, std::chrono::hours(1)});
  Resolver resolver(options({silent.address(), good.address()}));
  EXPECT_TRUE(ask(resolver, "a.test").found());
  for (const char* name : {"b.test", "c.test", "d.test"}) EXPECT_TRUE(ask(resolver, name).found());
  EXPECT_EQ(silent.questions(), 1u) << "the later ones did not wait for it";
}

TEST(CheckResolver, ReturnsEarlyWhenInterruptedByASignal) {
  HostileServer server;
  ResolverOptions patient = options({server.address()});
  patient.timeout = patient.question_budget = std::chrono::seconds(10);
  Resolver resolver(patient);
  resolver.send(question("never.test"));
  struct sigaction handler {};
  struct sigaction old {};
  handler.sa_handler = [](int) {};
  sigaction(SIGUSR1, &handler, &old);
  std::thread interrupter([waiting = pthread_self()] {
    std::this_thread::sleep_for(milliseconds(50));
    pthread_kill(waiting, SIGUSR1);
  });
  const Clock::time_point start = Clock::now();
  EXPECT_TRUE(resolver.receive(std::chrono::seconds(5)).empty());
  EXPECT_LT(Clock::now() - start, milliseconds(2000));
  interrupter.join();
  sigaction(SIGUSR1, &old, nullptr);
}

TEST(CheckResolver, UsesTheSystemsServersUnlessItIsGivenSome) {
  const Resolver resolver{ResolverOptions{}};
  EXPECT_FALSE(resolver.servers().empty());
}

}  // namespace
}  // namespace mailauth::net::resolver_check_test
