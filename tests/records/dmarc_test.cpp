#include "records/dmarc.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::records::dmarc::dmarc_test {
namespace {

Record parsed(std::string_view text) { return parse({"_dmarc.example.com TXT", std::string(text), {}, {}}); }

struct Case {
  std::string_view text, expected;
};

TEST(Dmarc, ReadsEveryTag) {
  const Case cases[] = {
      {"v=DMARC1", "dmarc"},
      {"v=DMARC1; p=reject; sp=quarantine; np=none", "dmarc p=reject sp=quarantine np=none"},
      {"v=DMARC1; p=none; adkim=s; aspf=r; pct=25; t=y; psd=n",
       "dmarc p=none adkim=strict aspf=relaxed pct=25 t=yes psd=no"},
      {"V=DMARC1;P=Reject;ADKIM=S;T=N;PSD=U", "dmarc p=reject adkim=strict t=no psd=unknown"},  // RFC 5234 2.3
      {"v = DMARC1 ; p = reject ;", "dmarc p=reject"},
      {"v=DMARC1; rua=mailto:a@example.com; ruf=mailto:b@example.net",
       "dmarc rua=<a@example.com|example.com> ruf=<b@example.net|example.net>"},
      {"v=DMARC1; p=reject; p=none", "dmarc p=none"},  // the last one counts
  };
  for (const Case& c : cases) EXPECT_EQ(dump(parsed(c.text)), c.expected) << c.text;
}

TEST(Dmarc, LeavesOutWhatIsNoWordOfTheGrammar) {
  const Case cases[] = {
      {"v=DMARC1; p=rejected; sp=; np=block", "dmarc"},
      {"v=DMARC1; p:reject", "dmarc"},
      {"v=DMARC1; p=reject; p=junk", "dmarc"},
      {"v=DMARC1; adkim=strict; aspf=x; pct=101; t=1; psd=yes", "dmarc"},
      {"v=DMARC1; pct=-1", "dmarc"},
      {"v=DMARC1; p=reject rua=mailto:a@example.com", "dmarc swallowed[ ]rua=mailto:a@example.com"},
  };
  for (const Case& c : cases) EXPECT_EQ(dump(parsed(c.text)), c.expected) << c.text;
}

TEST(Dmarc, ReadsReportAddresses) {
  const Case cases[] = {
      {"rua=mailto:a@example.com", "rua=<a@example.com|example.com>"},
      {"rua=mailto:a@example.com!10m", "rua=<a@example.com|example.com>!10m"},
      {"rua=MAILTO:a.b+c@Example.COM", "rua=<a.b+c@Example.COM|Example.COM>"},
      {"rua=mailto:a@example.com?subject=p=1", "rua=<a@example.com|example.com>"},
      {"rua=mailto:a%21b@example.com", "rua=<a%21b@example.com|example.com>"},
      {"rua= mailto:a@example.com , mailto:b@example.net",
       "rua=<a@example.com|example.com> rua=<b@example.net|example.net>"},
      // What no report can be sent to:
      {"rua=a@example.com", "rua=bad<a@example.com|>"},
      {"rua=https://example.com/r", "rua=bad<https://example.com/r|>"},
      {"rua=mailto//a@example.com", "rua=bad<mailto//a@example.com|>"},
      {"rua=mailto:a@example.com:fo=1", "rua=bad<mailto:a@example.com:fo=1|example.com> swallowed[:]fo=1"},
      {"rua=mailto: a@example.com", "rua=bad<mailto: a@example.com|example.com>"},
      {"rua=mailto:<a@example.com>", "rua=bad<mailto:<a@example.com>|example.com>"},
      {"rua=mailto:a@b@example.com", "rua=bad<mailto:a@b@example.com|example.com>"},
      {"rua=mailto:a%40b@example.com", "rua=bad<mailto:a%40b@example.com|example.com>"},
      {"rua=mailto:a!b@example.com", "rua=bad<mailto:a!b@example.com|example.com>"},  // "!" begins a size
      {"rua=mailto:a%2@example.com", "rua=bad<mailto:a%2@example.com|example.com>"},
      {"rua=mailto:@example.com", "rua=bad<mailto:@example.com|example.com>"},
      {"rua=mailto:a..b@example.com", "rua=bad<mailto:a..b@example.com|example.com>"},
      {"rua=mailto:a@localhost", "rua=bad<mailto:a@localhost|localhost>"},
      {"rua=mailto:a@192.0.2.1", "rua=bad<mailto:a@192.0.2.1|192.0.2.1>"},
      {"rua=mailto:a@-x.example", "rua=bad<mailto:a@-x.example|-x.example>"},
      {"rua=mailto:a@example.com.", "rua=bad<mailto:a@example.com.|example.com>"},
      {"rua=mailto:", "rua=bad<mailto:|>"},
      {"rua=mailto:a@example.com,", "rua=<a@example.com|example.com> rua=bad<|>"},
      // A swallowed tag is no address of this list, but what follows it still is one to receivers.
      {"rua=mailto:a@example.com, ruf=mailto:b@example.com,mailto:c@example.com",
       "rua=<a@example.com|example.com> rua=<c@example.com|example.com> "
       "swallowed[, ]ruf=mailto:b@example.com,mailto:c@example.com"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(dump(parsed("v=DMARC1; " + std::string(c.text))), "dmarc " + std::string(c.expected));
}

TEST(Dmarc, LimitsTheLocalPart) {  // RFC 5321 4.5.3.1.1
  const auto well_formed = [](std::size_t length) {
    return parsed("v=DMARC1; rua=mailto:" + std::string(length, 'a') + "@example.com").rua.at(0).well_formed;
  };
  EXPECT_TRUE(well_formed(64));
  EXPECT_FALSE(well_formed(65));
}

TEST(Dmarc, NamesItsTags) {
  EXPECT_TRUE(is_known_tag("adkim") && is_known_tag("NP") && is_known_tag("pct"));
  EXPECT_TRUE(is_historic_tag("ri") && !is_historic_tag("p"));
  EXPECT_FALSE(is_known_tag("rau") || is_known_tag(""));
}

// The policies for the domain, its subdomains, and names that do not exist: "reject/none/-"
std::string policies(std::string_view text) {
  const Record record = parsed(text);
  const auto name = [](std::optional<Policy> policy) { return policy ? std::string(to_string(*policy)) : "-"; };
  return name(effective_policy(record)) + "/" + name(effective_subdomain_policy(record)) + "/" +
         name(effective_nonexistent_policy(record));
}

TEST(DmarcPolicy, IsWhatReceiversApply) {  // RFC 9989 4.10.1
  const Case cases[] = {
      {"v=DMARC1; p=reject", "reject/reject/reject"},
      {"v=DMARC1; p=reject; sp=none", "reject/none/none"},
      {"v=DMARC1; p=none; sp=quarantine; np=reject", "none/quarantine/reject"},
      {"v=DMARC1; p=quarantine; np=reject", "quarantine/quarantine/reject"},
      {"v=DMARC1; p=reject; t=y", "reject/reject/reject"},  // one_level_lower() is the caller's decision
      // p is missing or no policy: none with a usable rua, else nothing.
      {"v=DMARC1; rua=mailto:a@example.com", "none/none/none"},
      {"v=DMARC1; p=block; rua=mailto:a@example.com", "none/none/none"},
      {"v=DMARC1", "-/-/-"},
      {"v=DMARC1; p=block; rua=a@example.com", "-/-/-"},
      {"v=DMARC1; p:reject", "-/-/-"},
      {"v=DMARC1; p=reject rua=mailto:a@example.com", "-/-/-"},
      // An sp or np that is no policy does the same to the whole record.
      {"v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.com", "none/none/none"},
      {"v=DMARC1; p=reject; np=bogus", "-/-/-"},
      // What receivers do not see as a record has no policy.
      {"v:DMARC1; p=reject", "-/-/-"},
      {"p=reject; v=DMARC1", "-/-/-"},
      {"v=DMARC1 p=reject", "-/-/-"},
  };
  for (const Case& c : cases) EXPECT_EQ(policies(c.text), c.expected) << c.text;
}

TEST(DmarcPolicy, KnowsTheLevelBelow) {
  EXPECT_EQ(one_level_lower(Policy::reject), Policy::quarantine);
  EXPECT_EQ(one_level_lower(Policy::quarantine), Policy::none);
  EXPECT_EQ(one_level_lower(Policy::none), Policy::none);
}

}  // namespace
}  // namespace mailauth::records::dmarc::dmarc_test
