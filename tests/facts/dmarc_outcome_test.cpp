#include "facts/dmarc_outcome.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::dmarc_outcome_test {
namespace {

using records::dmarc::Policy;
using test::name;

char letter(Known known) { return known == Known::yes ? '+' : known == Known::no ? '-' : '?'; }

std::string word(std::optional<Policy> policy) { return policy ? std::string(to_string(*policy)) : "none in force"; }

std::string show(const DmarcOutcome& outcome) {
  return fmt::format("{}{} {}/{}", letter(outcome.passes.rfc7489), letter(outcome.passes.rfc9989),
                     word(outcome.rfc7489), word(outcome.rfc9989));
}

std::string outcome_of(std::string_view zone, std::string_view mail_from, std::string_view from) {
  auto world = test::world(zone);
  dns::Evidence& evidence = world.sample.evidence;
  const SpfClient client = spf_client(*text::parse_ip("192.0.2.1"), mail_from, "mail.example.com");
  return show(spf_for_dmarc(name(std::string(from)), client, check_host(client, evidence), evidence).outcome);
}

constexpr std::string_view zone = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
bounce TXT "v=spf1 ip4:192.0.2.1 -all"
other TXT "v=spf1 -all"
mail TXT "v=spf1 ip4:192.0.2.1 -all"
strict TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc.strict TXT "v=DMARC1; p=quarantine; aspf=s"
b.strict TXT "v=spf1 ip4:192.0.2.1 -all"
;! later.example.com TXT timeout
_dmarc TXT "v=DMARC1; p=reject; sp=none; np=quarantine"
)";

TEST(DmarcOutcome, IsWhatSpfSaysForTheDomainInFrom) {
  const struct {
    std::string_view mail_from, from, outcome;
  } cases[] = {
      {"a@example.com", "example.com", "++ reject/reject"},
      {"a@bounce.example.com", "example.com", "++ reject/reject"},                   // relaxed
      {"a@b.strict.example.com", "strict.example.com", "-- quarantine/quarantine"},  // aspf=s
      {"a@strict.example.com", "strict.example.com", "++ quarantine/quarantine"},
      {"a@other.example.com", "example.com", "-- reject/reject"},  // SPF fails
      {"a@example.net", "example.com", "-- reject/reject"},        // nobody's SPF
      {"a@later.example.com", "example.com", "?? reject/reject"},
      {"", "example.com", "++ reject/reject"},                         // a bounce: HELO
      {"a@example.com", "bounce.example.com", "++ none/none"},         // a name that exists: sp=
      {"a@example.com", "made-up.example.com", "++ none/quarantine"},  // np= is of RFC 9989
  };
  for (const auto& [mail_from, from, outcome] : cases)
    EXPECT_EQ(outcome_of(zone, mail_from, from), outcome) << mail_from << " " << from;
}

TEST(DmarcOutcome, HasNoPolicyWhereNoneIsPublished) {
  EXPECT_EQ(outcome_of("@ TXT \"v=spf1 ip4:192.0.2.1 -all\"", "a@example.com", "example.com"),
            "++ none in force/none in force");
}

TEST(DmarcOutcome, PassesWhenOneOfSeveralChecksPassesAndAligns) {
  auto world = test::world(zone);
  const Discovery discovery = discover_dmarc(name("example.com"), name("example.com"), world.sample.evidence);
  const ByGeneration both{Known::yes, Known::yes}, old{Known::yes, Known::no};
  const auto passes = [&](std::vector<Authenticated> checks) {
    return show(dmarc_outcome(discovery, FromExists::yes, checks)).substr(0, 2);
  };
  EXPECT_EQ(passes({}), "--");
  EXPECT_EQ(passes({{Known::no, both}, {Known::yes, old}}), "+-");
  EXPECT_EQ(passes({{Known::unknown, both}, {Known::yes, old}}), "+?");
  EXPECT_EQ(passes({{Known::yes, both}, {Known::no, {}}}), "++");
}

}  // namespace
}  // namespace mailauth::facts::dmarc_outcome_test
