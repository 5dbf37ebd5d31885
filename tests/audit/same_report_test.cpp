// One domain audited over the network (Unbound, Knot), from its zone files and from a replay.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "audit/audit.h"
#include "dns/snapshot.h"
#include "net/cache.h"
#include "net/resolver.h"
#include "report/report.h"
#include "support/dns_servers.h"
#include "support/world.h"

namespace mailauth::audit::same_report_test {
namespace {

using nlohmann::json;
using test::name;

// Mail through Amazon SES, with the mistakes that people make.
constexpr const char* example_com = R"($TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 192.0.2.53
@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 include:amazonses.com include:_spf.example.net ~all"
@ TXT "site-verification=1"
_dmarc TXT "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;"
abcdefghijklmnopqrstuvwxyz234567._domainkey CNAME abcdefghijklmnopqrstuvwxyz234567.dkim.amazonses.com.
send MX 10 feedback-smtp.eu-west-1.amazonses.com.
send TXT "v=spf1 include:amazonses.com ~all"
default._domainkey TXT "v=DKIM1; k=rsa; p="
)";

constexpr const char* amazonses_com = R"($TTL 900
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 192.0.2.53
@ TXT "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 -all"
abcdefghijklmnopqrstuvwxyz234567.dkim TXT "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7"
feedback-smtp.eu-west-1 A 192.0.2.25
)";

constexpr const char* example_net = R"($TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 192.0.2.53
_spf TXT "v=spf1 a mx include:missing.example.net exists:%{i}._spf.example.net -all"
)";

const std::vector<test::ZoneText>& zones() {
  static const std::vector<test::ZoneText> zones = {
      {"example.com", example_com}, {"amazonses.com", amazonses_com}, {"example.net", example_net}};
  return zones;
}

const facts::Request& request() {
  static const facts::Request request{
      name("example.com"), {"abcdefghijklmnopqrstuvwxyz234567", "gone"}, name("send.example.com")};
  return request;
}

Audit over_the_network() {
  const test::DnsServers servers(zones());
  net::ResolverOptions options;
  options.servers = {servers.resolver()};
  net::Resolver resolver(options);
  net::Cache cache(resolver.transport());
  net::Transport transport = cache.transport();
  const std::atomic<bool> stop{false};
  dns::Evidence evidence;
  evidence.cost.servers = resolver.servers();
  return audit_domain(request(), std::move(evidence), transport, {}, stop);
}

Audit from_zone_files() {
  dns::Evidence evidence;
  for (const test::ZoneText& zone : zones()) {
    const auto parsed = dns::Zone::parse(zone.text, zone.origin, name(zone.origin));
    if (const auto* error = std::get_if<dns::ZoneError>(&parsed)) throw std::runtime_error(to_string(*error));
    evidence.add_zone(std::get<dns::Zone>(parsed));
  }
  dns::Zone nothing_else;
  nothing_else.speak_for_everything();
  evidence.add_zone(nothing_else);
  return audit_evidence(request(), std::move(evidence));
}

std::string record(Audit& audit) {
  dns::Snapshot snapshot;
  snapshot.audits.push_back({.domain = request().domain.text(),
                             .selectors = request().selectors,
                             .mail_from = request().mail_from->text(),
                             .evidence = std::move(audit.evidence)});
  std::string text = to_json(snapshot);
  audit.evidence = std::move(snapshot.audits.front().evidence);
  return text;
}

Audit replayed(const std::string& snapshot) {
  std::variant<dns::Snapshot, std::string> parsed = dns::parse_snapshot(snapshot);
  if (const auto* error = std::get_if<std::string>(&parsed)) throw std::runtime_error(*error);
  dns::Evidence evidence = std::move(std::get<dns::Snapshot>(parsed).audits.at(0).evidence);
  evidence.go_offline();
  return audit_evidence(request(), std::move(evidence));
}

report::DomainReport report_of(const Audit& audit) {
  return {audit.facts, audit.findings, audit.verdict, audit.evidence.cost};
}
std::string as_json(const Audit& audit) { return report::to_json({report_of(audit)}); }

// What must not depend on where the records came from.
json judgement(const Audit& audit) {
  const json domain = json::parse(as_json(audit)).at("domains").at(0);
  json findings = domain.at("findings");
  for (json& finding : findings) {  // line and column exist only in files
    finding.erase("position");
    for (json& span : finding.at("spans")) span.erase("position");
  }
  return {{"complete", domain.at("complete")}, {"verdict", domain.at("verdict")}, {"findings", findings}};
}

struct SameReport : ::testing::Test {
  static void SetUpTestSuite() { network = std::make_unique<Audit>(over_the_network()); }
  static void TearDownTestSuite() { network.reset(); }
  void SetUp() override { ASSERT_TRUE(network) << "no audit over the network"; }
  static std::unique_ptr<Audit> network;
};
std::unique_ptr<Audit> SameReport::network;

TEST_F(SameReport, HasSomethingToSay) {
  EXPECT_TRUE(report::is_complete(report_of(*network)));
  EXPECT_FALSE(network->findings.empty());
  EXPECT_GT(network->evidence.cost.questions, 30u);
  for (const dns::Answer* answer : network->evidence.answers()) {
    EXPECT_FALSE(answer->failed()) << to_string(answer->question) << ": " << answer->detail;
  }
}

TEST_F(SameReport, ComesFromZoneFiles) { EXPECT_EQ(judgement(*network).dump(1), judgement(from_zone_files()).dump(1)); }

TEST_F(SameReport, ComesFromAReplayByteForByte) {
  const std::string snapshot = record(*network);
  Audit again = replayed(snapshot);
  EXPECT_EQ(as_json(*network), as_json(again));
  EXPECT_EQ(report::to_text({report_of(*network)}, {}), report::to_text({report_of(again)}, {}));
  EXPECT_EQ(record(again), snapshot);
}

TEST_F(SameReport, ComesFromAnotherAuditOfTheSameWorld) {
  const Audit again = over_the_network();
  EXPECT_EQ(judgement(*network).dump(1), judgement(again).dump(1));
}

}  // namespace
}  // namespace mailauth::audit::same_report_test
