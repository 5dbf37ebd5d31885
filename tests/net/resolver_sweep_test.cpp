// The resolver of a sweep against a server that does everything wrong: tests/support/hostile_replies.h says what.
#include "net/resolver.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/asking.h"
#include "support/hostile_server.h"
#include "support/loopback.h"
#include "text/ascii.h"

namespace mailauth::net::resolver_sweep_test {
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
  ResolverOptions options = ResolverOptions::for_many();
  options.servers = servers;
  options.timeout = milliseconds(100);
  return options;
}

TEST(SweepResolver, TellsOutcomesApart) {
  struct Case {
    std::string_view name;
    Type type;
    std::string_view expected;  // S stands for the server
  };
  const Case cases[] = {
      {"plain.test", Type::txt, R"(found 300: "hello")"},
      {"nodata.test", Type::txt, "no_data 60 by test"},
      {"nxdomain.test", Type::txt, "no_domain 60 by test"},
      {"nosoa.test", Type::txt, "no_data 0"},
      {"servfail.test", Type::txt, "server_failure: S: SERVFAIL"},
      {"bogus.test", Type::txt, R"(server_failure: S: SERVFAIL, DNSSEC Bogus (bad\007!))"},
      {"formerr.test", Type::txt, "server_failure: S: FORMERR"},
      {"refused.test", Type::txt, "refused: S: REFUSED"},
      {"never.test", Type::txt, "timeout: no answer from S"},
      {"wrongid.test", Type::txt, "timeout: no answer from S"},
      {"wrongquestion.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"echo.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"garbage.test", Type::txt, "malformed: what S sent does not answer the question"},
      {"short.test", Type::txt, "timeout: no answer from S"},
      {"pointerloop.test", Type::txt, "malformed: what S sent cannot be parsed"},
      {"badtxt.test", Type::txt, "malformed: what S sent cannot be parsed"},
      {"emptytxt.test", Type::txt, "malformed: S: no record of the answer can be read"},
      {"chaos.test", Type::txt, "malformed: S: no record of the answer can be read"},
      {"referral.test", Type::txt, "malformed: S: a referral: the server is not a recursive resolver"},
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
  const Answers answers = ask_all(resolver, questions);
  for (const Case& c : cases) {
    const auto found = answers.find(question(c.name, c.type));
    ASSERT_NE(found, answers.end()) << c.name;
    EXPECT_EQ(text::replace_all(summary(found->second), server.text(), "S"), c.expected) << c.name;
  }
  EXPECT_GT(resolver.counters().ignored, 4u);
  EXPECT_EQ(resolver.health().front().in_flight, 0u);
}

TEST(SweepResolver, TakesWhatDoesNotFitOverTcp) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  std::vector<dns::Question> questions;
  for (int i = 0; i < 200; ++i) questions.push_back(question(fmt::format("txt20.n{}.test", i)));
  for (const auto& [asked, answer] : ask_all(resolver, questions)) {
    ASSERT_TRUE(answer.found()) << summary(answer);
    EXPECT_EQ(std::get<dns::Txt>(answer.records[0].data).strings, std::vector<std::string>(20, std::string(255, 'x')));
  }
  EXPECT_EQ(server.tcp_questions(), 200u) << "on connections that are used again and again";
  const dns::Answer many = ask(resolver, "records4000.test", Type::a);
  ASSERT_TRUE(many.found()) << summary(many);
  EXPECT_EQ(many.records.size(), dns::max_records);
}

// One name in ten makes the server close the connection that all share.
TEST(SweepResolver, LosesNothingWhenTheServerClosesTcp) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  std::vector<dns::Question> questions;
  for (int i = 0; i < 100; ++i) {
    questions.push_back(question(fmt::format("{}.n{}.test", i % 10 == 0 ? "tcpclose" : "txt10", i)));
  }
  const Answers answers = ask_all(resolver, questions);
  EXPECT_EQ(answers.size(), questions.size());
  for (const auto& [asked, answer] : answers) {
    const bool innocent = asked.name.labels().front() == "txt10";
    EXPECT_EQ(answer.found(), innocent) << summary(answer);
  }
}

TEST(SweepResolver, AsksAgainWhenPacketsGetLost) {
  HostileServer server;
  Resolver resolver(options({server.address()}));
  EXPECT_TRUE(ask(resolver, "lost1.test").found());
  EXPECT_TRUE(ask(resolver, "lost2.test").found());
  EXPECT_EQ(resolver.counters().second_pass, 0u);
  EXPECT_TRUE(ask(resolver, "lost4.test").found()) << "in the second pass";
  EXPECT_EQ(resolver.counters().second_pass, 1u);
}

TEST(SweepResolver, BoundsItsTries) {
  for (const auto& [name, tries] : {std::pair{"never.test", 5U}, {"servfail.test", 3U}, {"refused.test", 3U}}) {
    HostileServer server;
    Resolver resolver(options({server.address()}));
    EXPECT_TRUE(ask(resolver, name).failed());
    EXPECT_EQ(server.questions(), tries) << name;
  }
}

TEST(SweepResolver, LosesNoSlowNameAfterManyFastOnes) {
  HostileServer server;
  ResolverOptions patient = ResolverOptions::for_many();
  patient.servers = {server.address()};
  Resolver resolver(patient);
  std::vector<dns::Question> questions;
  for (int i = 0; i < 2000; ++i) questions.push_back(question(fmt::format("fast{}.test", i)));
  for (int i = 0; i < 100; ++i) questions.push_back(question(fmt::format("slow3000.n{}.test", i)));
  const Clock::time_point start = Clock::now();
  const Answers answers = ask_all(resolver, questions);
  EXPECT_EQ(answers.size(), questions.size());
  for (const auto& [asked, answer] : answers) EXPECT_TRUE(answer.found()) << summary(answer);
  EXPECT_LT(Clock::now() - start, milliseconds(5500)) << "the answer to the first try counts when it comes";
  EXPECT_EQ(resolver.counters().second_pass, 0u);
}

TEST(SweepResolver, SaysWhoRefusedTheConnection) {
  const test::ClosedPort port;
  const Server closed{"127.0.0.1", port.number()};
  ResolverOptions impatient = options({closed});
  impatient.dead_patience = milliseconds(300);
  Resolver resolver(impatient);
  EXPECT_EQ(summary(ask(resolver, "example.com")), fmt::format("timeout: {}: connection refused", to_string(closed)));
  EXPECT_FALSE(resolver.health().front().alive);
}

TEST(SweepResolver, AsksTheOtherServers) {
  HostileServer good;
  const test::ClosedPort port;
  const Server closed{"127.0.0.1", port.number()};
  Resolver resolver(options({closed, good.address()}));
  std::vector<dns::Question> questions;
  for (int i = 0; i < 500; ++i) questions.push_back(question(fmt::format("n{}.test", i)));
  for (const auto& [asked, answer] : ask_all(resolver, questions)) EXPECT_TRUE(answer.found()) << summary(answer);
  EXPECT_EQ(resolver.servers(), (std::vector{to_string(closed), good.text()}));
}

TEST(SweepResolver, HoldsQuestionsUntilADeadServerIsBack) {
  auto server = std::make_unique<HostileServer>();
  const Server address = server->address();
  Resolver resolver(options({address}));
  EXPECT_TRUE(ask(resolver, "before.test").found());
  server.reset();
  for (int i = 0; i < 100; ++i) resolver.send(question(fmt::format("n{}.test", i)));
  EXPECT_TRUE(resolver.receive(milliseconds(1500)).empty());
  EXPECT_FALSE(resolver.health().front().alive);
  const HostileServer back({{}, {}, address.port});
  std::size_t found = 0;
  for (const Clock::time_point end = Clock::now() + std::chrono::seconds(10); found < 100 && Clock::now() < end;) {
    for (const dns::Answer& answer : resolver.receive(milliseconds(100))) found += answer.found() ? 1 : 0;
  }
  EXPECT_EQ(found, 100u);
}

TEST(SweepResolver, BeginsTheSecondPassWhenNothingElseWillCome) {
  HostileServer server;
  ResolverOptions patient = options({server.address()});
  patient.second_pass_after = std::chrono::hours(1);
  for (const bool finish : {false, true}) {
    Resolver resolver(patient);
    const dns::Question parked = question(fmt::format("lost3.{}.test", finish));
    const dns::Question busy = question(fmt::format("slow600.{}.test", finish));
    resolver.send(parked);
    EXPECT_TRUE(resolver.receive(milliseconds(500)).empty());  // its three tries take 700 ms
    resolver.send(busy);
    if (finish) resolver.finish();
    const std::vector<dns::Answer> answers = resolver.receive(std::chrono::seconds(5));
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].question, finish ? parked : busy);
  }
}

}  // namespace
}  // namespace mailauth::net::resolver_sweep_test
