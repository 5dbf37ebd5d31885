// An audit takes as long as its longest chain of questions that depend on each other, not as long as all of
// its questions together: measured at a server that answers after 20 ms.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "audit/audit.h"
#include "net/resolver.h"
#include "support/hostile_server.h"
#include "support/world.h"

namespace mailauth::audit::latency_test {
namespace {

using std::chrono::milliseconds;
using test::name;

constexpr milliseconds delay{20};
constexpr double aim = 1.3;    // times the longest chain, on an idle machine and without sanitizers
constexpr double bound = 2.5;  // what this test insists on

// Five includes below each other, and as many beside each other.
constexpr const char* zone_text = R"($TTL 300
$ORIGIN example.com.
@ TXT "v=spf1 include:_a.example.net include:_1.example.net include:_2.example.net include:_3.example.net -all"
@ MX 10 mail
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:reports@example.org"
example.com._report._dmarc.example.org. TXT "v=DMARC1"
s1._domainkey CNAME s1.dkim.example.net.
$ORIGIN example.net.
s1.dkim TXT "v=DKIM1; p="
_a TXT "v=spf1 include:_b.example.net ?all"
_b TXT "v=spf1 include:_c.example.net ?all"
_c TXT "v=spf1 include:_d.example.net ?all"
_d TXT "v=spf1 mx ?all"
_d MX 10 mail
mail A 192.0.2.2
_1 TXT "v=spf1 ip4:192.0.2.1 ?all"
_2 TXT "v=spf1 ip4:192.0.2.2 ?all"
_3 TXT "v=spf1 ip4:192.0.2.3 ?all"
)";

dns::Zone zone() {
  dns::Zone zone = std::get<dns::Zone>(dns::Zone::parse(zone_text));
  zone.speak_for_everything();
  return zone;
}

// How many waves of questions it takes when all answers of a wave come at the same moment.
unsigned depth(const facts::Request& request) {
  dns::Evidence world;
  world.add_zone(zone());
  std::vector<dns::Question> in_flight;
  unsigned waves = 0;
  net::Transport transport{[&](const dns::Question& question) { in_flight.push_back(question); },
                           [&](milliseconds) {
                             std::vector<dns::Answer> answers;
                             for (const dns::Question& question : std::exchange(in_flight, {})) {
                               answers.push_back(world.ask(question));
                             }
                             if (!answers.empty()) ++waves;
                             return answers;
                           },
                           {}};
  const std::atomic<bool> stop{false};
  audit_domain(request, {}, transport, {}, stop);
  return waves;
}

// How many times the longest chain one audit took.
double measure(const facts::Request& request, unsigned waves) {
  test::HostileServer server({zone(), delay});
  net::ResolverOptions options;
  options.servers = {server.address()};
  net::Resolver resolver(options);
  net::Transport transport = resolver.transport();
  const std::atomic<bool> stop{false};
  const Audit audit = audit_domain(request, {}, transport, {}, stop);
  const dns::Cost& cost = audit.evidence.cost;
  EXPECT_GT(cost.questions, 5 * waves);
  const double ratio = static_cast<double>(cost.elapsed.count()) / static_cast<double>((waves * delay).count());
  fmt::print("{} questions, {} waves of {} ms: {} ms, {:.2f} times the longest chain (aim {})\n", cost.questions, waves,
             delay.count(), cost.elapsed.count(), ratio, aim);
  return ratio;
}

TEST(Latency, IsThatOfTheLongestChain) {
  const facts::Request request{name("example.com"), {"s1"}, {}};
  const unsigned waves = depth(request);
  EXPECT_GE(waves, 6u) << "the includes alone are that deep";
  double best = measure(request, waves);
  for (int again = 0; again < 4 && best >= bound; ++again) best = std::min(best, measure(request, waves));
  EXPECT_LT(best, bound);
}

}  // namespace
}  // namespace mailauth::audit::latency_test
