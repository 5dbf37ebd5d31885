// The same suites as in tests/facts, over a resolver that is asked: names with any octets, silence, failures.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "audit/gather.h"
#include "net/cache.h"
#include "net/resolver.h"
#include "support/hostile_server.h"
#include "support/spf_suite.h"

namespace mailauth::audit::spf_over_the_network_test {
namespace {

using dns::Outcome;
using nlohmann::json;

test::Reply failing(const test::Query& query, Outcome outcome) {
  constexpr unsigned servfail = 2;
  if (outcome == Outcome::timeout) return {};
  if (outcome == Outcome::server_failure)
    return {{test::Message(query, test::qr | test::ra, servfail).bytes()}, {}, false};
  test::Message loop(query);
  return {{loop.answer(query.name, dns::Type::cname, test::wire_name(query.name)).bytes()}, {}, false};
}

test::HostileOptions server_of(const json& zone) {
  test::SuiteWorld world = test::suite_world(zone);
  std::map<dns::Question, Outcome> failures;
  for (const dns::Answer& failure : world.failures) failures[failure.question] = failure.outcome;
  test::HostileOptions options;
  options.zone = std::move(world.zone);
  options.twist = [failures = std::move(failures)](const test::Query& query, test::Reply& reply) {
    const auto failure = failures.find({query.name, static_cast<dns::Type>(query.type)});
    if (failure != failures.end()) reply = failing(query, failure->second);
  };
  return options;
}

void run(const json& test, net::Transport& transport) {
  SCOPED_TRACE(test.at("id").get<std::string>());
  const facts::SpfClient client = test::suite_client(test);
  const std::atomic<bool> stop{false};
  dns::Evidence evidence;
  facts::SpfCheck check;
  gather([&](dns::Evidence& known) { check = check_host(client, known); }, evidence, transport, {}, stop);
  EXPECT_THAT(test::allowed_results(test), testing::Contains(std::string(to_string(check.result))));
  if (!test.at("explanation").is_null() && check.result == facts::SpfResult::fail) {
    EXPECT_EQ(check.explanation.value_or("DEFAULT"), test.at("explanation").get<std::string>());
  }
}

void run_suite(const std::string& file) {
  const std::optional<json> suite = test::read_suite(file);
  if (!suite) GTEST_SKIP() << "no conformance data";
  for (const json& item : suite->at("items")) {
    SCOPED_TRACE(item.at("scenario").get<std::string>());
    const test::HostileServer server(server_of(item.at("zone")));
    net::Resolver resolver({.servers = {server.address()}, .timeout = std::chrono::milliseconds(400), .tries = 1});
    net::Cache cache(resolver.transport());  // what is silent is waited for once
    net::Transport transport = cache.transport();
    for (const json& test : item.at("tests")) run(test, transport);
  }
}

TEST(SpfOverTheNetwork, Rfc7208) { run_suite("spf-eval-rfc7208.json"); }
TEST(SpfOverTheNetwork, Rfc4408) { run_suite("spf-eval-rfc4408.json"); }
TEST(SpfOverTheNetwork, Pyspf) { run_suite("spf-eval-pyspf.json"); }

}  // namespace
}  // namespace mailauth::audit::spf_over_the_network_test
