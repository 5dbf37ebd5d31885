// What publishing changes: who gets and who loses SPF.

#include "report/publishing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/audited.h"

namespace mailauth::publishing_test {
namespace {

constexpr std::string_view rest = R"(
@ MX 10 mail
mail A 192.0.2.25
_spf TXT "v=spf1 ip4:198.51.100.0/24 -all"
_spf.google.com. TXT "v=spf1 ip4:203.0.113.0/24 -all"
)";

audit::Audit with_spf(std::string_view record) {
  return tests::audited(std::string(record.empty() ? "" : fmt::format("@ TXT \"{}\"", record)) + std::string(rest));
}

struct Case {
  std::string_view before, after, lost, added;
};

TEST(Publishing, NamesWhoLosesAndWhoGetsSpf) {
  const Case cases[] = {
      {"v=spf1 mx -all", "v=spf1 mx -all", "", ""},
      {"v=spf1 mx include:_spf.example.com -all", "v=spf1 mx -all", "include:_spf.example.com", ""},
      {"v=spf1 mx include:_spf.google.com -all", "v=spf1 mx ip4:192.0.2.1 -all", "Google Workspace", "ip4:192.0.2.1"},
      {"v=spf1 mx ip4:192.0.2.1 -all", "", "ip4:192.0.2.1, mx", ""},
      {"v=spf1 mx -all", "v=spf1 mx ipv4:192.0.2.1 -all", "mx", ""},  // receivers use nothing of the new one
      // Written in another way, and the same servers.
      {"v=spf1 MX +include:_spf.example.com -all", "v=spf1 ip4:192.0.2.25 ip4:198.51.100.0/24 -all", "", ""},
      {"v=spf1 ip4:192.0.2.0/25 -all", "v=spf1 ip4:192.0.2.0/24 -all", "", "ip4:192.0.2.0/24"},
      {"v=spf1 ip4:192.0.2.0/24 -all", "v=spf1 ip4:192.0.2.0/25 -all", "ip4:192.0.2.0/24", ""},
      // Whom the message decides is compared as it is written.
      {"v=spf1 exists:%{i}.example.com -all", "v=spf1 exists:%{i}.example.com ?all", "", ""},
      {"v=spf1 exists:%{i}.example.com -all", "v=spf1 -all", "exists:%{i}.example.com", ""},
      {"v=spf1 -mx ?ip4:192.0.2.1 -all", "v=spf1 -all", "", ""},  // never passed
  };
  for (const Case& c : cases) {
    const audit::Audit before = with_spf(c.before), after = with_spf(c.after);
    const auto publishing = report::publishing(tests::report_of(before), tests::report_of(after));
    EXPECT_EQ(fmt::format("{}", fmt::join(publishing.lost_senders, ", ")), c.lost) << c.before << " | " << c.after;
    EXPECT_EQ(fmt::format("{}", fmt::join(publishing.new_senders, ", ")), c.added) << c.before << " | " << c.after;
  }
}

}  // namespace
}  // namespace mailauth::publishing_test
