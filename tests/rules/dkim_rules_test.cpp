// Rules about DKIM keys: what they say, and where they point.

#include <gtest/gtest.h>

#include <string>

#include "records/bad_keys.h"
#include "rules/judge.h"
#include "rules/samples.h"
#include "support/judged.h"
#include "support/world.h"
#include "text/ascii.h"

namespace mailauth::dkim_rules_test {
namespace {

using rules::Certainty;
using rules::Severity;

constexpr std::string_view receives = R"(
@     MX  10 mail
@     TXT "v=spf1 mx -all"
mail  A   192.0.2.1
)";

std::string signer(const std::string& record) {
  return ";! --selector s1\n" SAMPLE_SPF_AND_DMARC "s1._domainkey TXT \"" + record + "\"\n";
}

std::string ids_of_dkim(const std::string& zone) {
  std::string ids;
  for (const std::string& id : test::ids(test::judged(zone)))
    if (id.starts_with("dkim-")) ids += (ids.empty() ? "" : " ") + id;
  return ids;
}

struct Case {
  std::string record;  // at the given selector s1
  std::string ids;     // of area dkim
};

TEST(DkimRules, EachMistakeIsReportedOnce) {
  const std::string begin = "v=DKIM1; k=rsa; p=";
  const std::vector<Case> cases{
      {begin + SAMPLE_RSA_2048, ""},
      {begin + SAMPLE_RSA_1024, "dkim-rsa-under-2048"},
      {begin + SAMPLE_RSA_512, "dkim-rsa-under-1024"},
      {begin + SAMPLE_RSA_2048_CUT, "dkim-p-truncated"},
      {begin + SAMPLE_RSA_512_PRIVATE, "dkim-p-private-key"},
      {SAMPLE_RSA_512_PRIVATE, "dkim-p-private-key"},                     // bare, without p=
      {begin + "-----BEGIN PRIVATE KEY-----MIIB", "dkim-p-private-key"},  // PEM
      {"v=DKIM1; k=rsa p=" SAMPLE_RSA_1024, "dkim-missing-semicolon"},
      {"v=DKIM1 k=rsa p=" SAMPLE_RSA_1024, "dkim-missing-semicolon"},
      {begin + SAMPLE_RSA_512 " t=y", "dkim-missing-semicolon"},  // and not also: no base64
      {"v=DKIM1; t=y; p=" SAMPLE_RSA_2048, "dkim-testing-flag"},
      {"v=DKIM1; t=y; p=", "dkim-key-revoked"},  // a test of nothing
      {"v=DKIM1, k=rsa, p=" SAMPLE_RSA_2048, "dkim-wrong-separator dkim-wrong-separator"},
      {"v=DKIM1|k=rsa; p=" SAMPLE_RSA_2048, "dkim-wrong-separator"},
      {"v:DKIM1; k=rsa; p=" SAMPLE_RSA_2048, "dkim-tag-malformed"},
      {"v=DKIM1; k=rsa; p:" SAMPLE_RSA_2048, "dkim-tag-malformed"},  // and not also: no p=
      {"v=DKIM1; key; p=" SAMPLE_RSA_2048, "dkim-tag-malformed"},
      {"v=dkim1; k=rsa; p=" SAMPLE_RSA_2048, "dkim-version-invalid"},
      {"v=DKIM 1; k=rsa; p=" SAMPLE_RSA_2048, "dkim-version-invalid"},
      {"v=DKIM1.0 k=rsa; p=" SAMPLE_RSA_2048, "dkim-missing-semicolon dkim-version-invalid"},
      {"v=DKIM1; v=DKIM1; p=" SAMPLE_RSA_2048, "dkim-tag-duplicate"},
      {"k=rsa; v=DKIM1; p=" SAMPLE_RSA_2048, "dkim-version-not-first"},
      {"v=DKIM1; k=RSA; p=" SAMPLE_RSA_2048, "dkim-tag-case"},
      {"v=DKIM1; K=rsa; p=" SAMPLE_RSA_2048, "dkim-tag-case"},
      {"v=DKIM1; k=rsa; P=" SAMPLE_RSA_2048, "dkim-p-missing"},
      {"v=DKIM1; k=rsa", "dkim-p-missing"},
      {"v=DKIM1", "dkim-p-missing"},
      {"v=DKIM1; k=rsa-sha256; p=" SAMPLE_RSA_2048, "dkim-key-type-unknown"},
      {"v=DKIM1; k=; p=" SAMPLE_RSA_2048, "dkim-key-type-unknown"},
      {"v=DKIM1; k=ed25519; p=" SAMPLE_RSA_2048, "dkim-key-type-mismatch"},
      {"v=DKIM1; p=" SAMPLE_ED25519, "dkim-key-type-mismatch"},
      {"v=DKIM1; p=AAAA", "dkim-key-type-mismatch"},
      {"v=DKIM1; k=ed25519; p=AAAA", "dkim-ed25519-length"},
      {begin + SAMPLE_RSA_1024_PKCS1, "dkim-p-pkcs1 dkim-rsa-under-2048"},
      {begin + SAMPLE_RSA_1024_AND_MORE, "dkim-p-trailing-bytes dkim-rsa-under-2048"},
      {begin + SAMPLE_CERTIFICATE_2048, "dkim-p-certificate"},
      {"v=DKIM1; h=sha1; p=" SAMPLE_RSA_2048, "dkim-hash-sha1-only"},
      {"v=DKIM1; h=; p=" SAMPLE_RSA_2048, "dkim-hash-sha1-only"},
      {"v=DKIM1; h=sha1:SHA256; p=" SAMPLE_RSA_2048, "dkim-hash-allows-sha1"},
      {"v=DKIM1; s=tlsrpt; p=" SAMPLE_RSA_2048, "dkim-service-not-email"},
      {"v=DKIM1; s=tlsrpt:*; p=" SAMPLE_RSA_2048, ""},
      {"v=DKIM1; t=s; p=" SAMPLE_RSA_2048, "dkim-strict-flag"},
      {"v=DKIM1; t=x; p=" SAMPLE_RSA_2048, "dkim-flag-unknown"},
      {"v=DKIM1; g=*; p=" SAMPLE_RSA_2048, "dkim-granularity-tag"},
      {"v=DKIM1; x=1; p=" SAMPLE_RSA_2048, "dkim-unknown-tag"},
      {"v=DKIM1; n=see www.example.com, a=b; p=" SAMPLE_RSA_2048, ""},
      {"v=DKIM1; n=see www.example.com, k=3; p=" SAMPLE_RSA_2048, ""},
      {"v=DKIM1; n=see www.example.com, p=" SAMPLE_RSA_2048, "dkim-wrong-separator"},
      {"v=DKIM1; n=for k=3; p=MIGf*", "dkim-missing-semicolon dkim-p-not-base64"},
      {begin + SAMPLE_RSA_SMALL_FACTOR, "dkim-rsa-weak-small-factor"},
      {begin + SAMPLE_RSA_ROCA, "dkim-rsa-weak-roca"},
      {begin + SAMPLE_RSA_CLOSE_FACTORS, "dkim-rsa-weak-fermat"},
      {begin + SAMPLE_RSA_4608, "dkim-record-over-512 dkim-rsa-over-4096"},
      {begin + SAMPLE_RSA_2047, "dkim-rsa-odd-length dkim-rsa-under-2048"},
      // What the rules dns-txt-* say is not said twice.
      {R"(v=DKIM1\\; k=rsa\\; p=)" SAMPLE_RSA_2048, ""},
  };
  for (const auto& [record, ids] : cases) EXPECT_EQ(ids_of_dkim(signer(record)), ids) << record;
}

struct Place {
  std::string record;
  std::string_view rule;
  std::string shown;  // the finding, with the text under each mark
};

TEST(DkimRules, PointAtTheSmallestWrongThing) {
  const std::string unreadable = "the DKIM key of the selector s1 contains ";
  const std::vector<Place> cases{
      {"v=DKIM1; k=rsa; t=s:y; p=" SAMPLE_RSA_2048, "dkim-testing-flag",
       "the DKIM key of the selector s1 is in test mode\n[y] remove this y"},
      {"v=DKIM1; t=y; p=" SAMPLE_RSA_2048, "dkim-testing-flag",
       "the DKIM key of the selector s1 is in test mode\n[y] remove t=y"},
      {"v=DKIM1 k=rsa p=MIGf", "dkim-missing-semicolon",
       "';' is missing before k=\n[] write ';' here\n[] write ';' here"},
      {"p=", "dkim-key-revoked", "the DKIM key of the selector s1 is revoked: p= is empty\n[] the key is missing here"},
      {R"(p=\"MIGf)", "dkim-p-not-base64", unreadable + "quotes\n[\"] remove this quote"},
      {"p=MIG_fA", "dkim-p-not-base64", unreadable + "base64url, the alphabet of web tokens\n[_] write '/' here"},
      {"p=MIG-fA", "dkim-p-not-base64", unreadable + "base64url, the alphabet of web tokens\n[-] write '+' here"},
      {R"(p=MIG\\fA)", "dkim-p-not-base64", unreadable + "a backslash\n[\\] remove this backslash"},
      {"p=MIGfMA0G...", "dkim-p-not-base64", unreadable + "the ellipsis of a shortened copy\n[...] copy the whole key"},
      {"p=MIGfMA0G\u2026", "dkim-p-not-base64",
       unreadable + "the ellipsis of a shortened copy\n[\u2026] copy the whole key"},
      {"p=-----BEGIN PUBLIC KEY-----MIGf", "dkim-p-not-base64",
       unreadable + "the frame of a PEM file\n[-----] keep only what stands between the lines"},
      {"p=MIGfM===A0", "dkim-p-not-base64", unreadable + "'=' before its end\n[=] remove this '='"},
      {"p=MIGf*", "dkim-p-not-base64", unreadable + "a character that is not base64\n[*] remove '*'"},
      {"p=AAAAA", "dkim-p-not-base64",
       "the DKIM key of the selector s1 is not whole base64\n[] copy the key again, to its end"},
  };
  for (const auto& [record, rule, shown] : cases) EXPECT_EQ(test::shown(signer(record), rule), shown) << record;
}

TEST(DkimRules, SayHowMuchOfAKeyIsThereAndWhyItWasCut) {
  const auto found = test::of_rule(test::judged(signer("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048_CUT)), "dkim-p-truncated");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message, "the DKIM key of the selector s1 is cut off: 177 of 294 bytes are there");
  ASSERT_EQ(found[0].notes.size(), 2U);
  EXPECT_EQ(found[0].notes[0], "The record is cut at 255 bytes: that is all that one string of a TXT record holds");
  ASSERT_EQ(found[0].marks.size(), 1U);
  EXPECT_EQ(found[0].marks[0].span, (text::Span{255, 255}));
}

TEST(DkimRules, TwoHalvesOfAKeyAreJoined) {
  const std::string key = text::replace_all(SAMPLE_RSA_2048, "\" \"", "");
  const std::string head = "v=DKIM1; k=rsa; p=" + key.substr(0, 200), rest = key.substr(200);
  for (const std::string& second :
       {rest, rest + ";", "p=" + rest, "v=DKIM1; p=" + rest, rest.substr(0, 90) + " " + rest.substr(90)}) {
    const auto found = test::judged(signer(head + "\"\ns1._domainkey TXT \"" + second));
    const auto cut = test::of_rule(found, "dkim-p-truncated");
    ASSERT_EQ(cut.size(), 1U) << second;
    EXPECT_EQ(cut[0].message, "the DKIM key of the selector s1 is cut into 2 TXT records");
    ASSERT_TRUE(cut[0].fix) << second;
    EXPECT_EQ(cut[0].fix->text(), "v=DKIM1; k=rsa; p=" + key);
    EXPECT_EQ(cut[0].fix->replaces.size(), 2U);
    EXPECT_TRUE(test::of_rule(found, "dkim-unrelated-txt").empty()) << second;
    EXPECT_TRUE(test::of_rule(found, "dkim-multiple-keys").empty()) << second;
  }
}

TEST(DkimRules, AVersionWithItsSidesSwappedIsNamed) {
  EXPECT_EQ(test::shown(signer("DKIM=v1; k=rsa; p=" SAMPLE_RSA_2048), "dkim-unknown-tag"),
            "the DKIM key of the selector s1 has the tag DKIM=, which nobody knows\n[DKIM=v1] write v=DKIM1 here");
}

TEST(DkimRules, QuotesHideNothingElse) {
  EXPECT_EQ(ids_of_dkim(signer("v=\\\"DKIM2\\\"; k='rsa'; p=" SAMPLE_RSA_2048)), "dkim-version-invalid");
  EXPECT_EQ(test::shown(signer("v=DKIM1; k='RSA'; p=" SAMPLE_RSA_2048), "dkim-tag-case"),
            "RSA is not in lower case\n['RSA'] write rsa here");
  EXPECT_EQ(ids_of_dkim(signer("k=rsa; v='DKIM1'; p=" SAMPLE_RSA_2048)), "dkim-version-not-first");
  EXPECT_EQ(ids_of_dkim(signer("v=DKIM1;\\009k=rsa;\\009p=" SAMPLE_RSA_2048)), "");  // tabs are white space
}

TEST(DkimRules, AWildcardIsNoKeyOfASelector) {
  const std::string_view world = "@ MX 10 mail\nmail A 192.0.2.1\n";
  for (const std::string_view wildcard : {"* TXT \"v=spf1 -all\"\n", "* CNAME web.example.net.\n"}) {
    const auto found = test::judged(std::string(world).append(wildcard).append(";! --selector s1\n"));
    const auto missing = test::of_rule(found, "dkim-key-missing");
    ASSERT_EQ(missing.size(), 1U) << wildcard;
    EXPECT_EQ(missing[0].notes.back(), "what answers there is the wildcard *.example.com");
    EXPECT_TRUE(test::of_rule(found, "dns-txt-not-a-policy").empty()) << wildcard;
  }
}

TEST(DkimRules, ARevokedKeyMattersOnlyWhereItIsInUse) {
  const auto severity = [](const std::string& zone) {
    const auto found = test::of_rule(test::judged(zone), "dkim-key-revoked");
    return found.size() == 1 ? std::string(to_string(found[0].severity)) : "not found once";
  };
  const std::string key = "s1._domainkey TXT \"v=DKIM1; p=\"\n";
  EXPECT_EQ(severity(";! --selector s1\n" SAMPLE_SPF_AND_DMARC + key), "error");
  EXPECT_EQ(severity(SAMPLE_SPF_AND_DMARC + key), "info");                                   // found by probing
  EXPECT_EQ(severity(";! --selector s1\n@ TXT \"v=spf1 -all\"\n@ MX 0 .\n" + key), "info");  // parked
}

TEST(DkimRules, NoKeyAtAllIsSaidOnlyWhenTheDnsSaysSo) {
  const auto count = [](const std::string& zone) {
    return test::of_rule(test::judged(zone), "dkim-none-at-all").size();
  };
  const std::string zone(receives);
  EXPECT_EQ(count(zone), 1U);
  EXPECT_EQ(count(zone + "unheard-of._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n"),
            0U);  // NODATA at _domainkey
  EXPECT_EQ(count(zone + ";! _domainkey.example.com TXT timeout\n"), 0U);
  EXPECT_EQ(count(zone + "* TXT \"anything\"\n"), 0U);
  EXPECT_EQ(count("@ TXT \"v=spf1 -all\"\n@ MX 0 .\n"), 0U);  // parked
  // The key is there, only under a doubled name: dns-name-doubled says so.
  EXPECT_EQ(count(zone + ";! --selector s1\ns1._domainkey.example.com TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n"), 0U);
}

TEST(DkimRules, AGivenSelectorIsMissingOnlyWhenTheDnsSaysSo) {
  const auto count = [](const std::string& zone) {
    return test::of_rule(test::judged(zone), "dkim-key-missing").size();
  };
  const std::string zone = std::string(receives) + ";! --selector k7\n";
  EXPECT_EQ(count(zone), 1U);
  EXPECT_EQ(count(zone + ";! k7._domainkey.example.com TXT server_failure\n"), 0U);
  EXPECT_EQ(count(zone + "k7._domainkey CNAME gone.example.net.\n"), 0U);                    // dns-cname-chain-broken
  EXPECT_EQ(count(zone + "k7._domainkey.example.com TXT \"p=" SAMPLE_RSA_2048 "\"\n"), 0U);  // dns-name-doubled
}

TEST(DkimRules, AMissingSesTokenIsOfferedWhenItsZoneIsKnown) {
  const std::string token = "ujzdegxdncf32epf3dhodzdocis2jhtl";
  const auto offered = [&](const std::string& zone) {
    const auto found = test::of_rule(test::judged(";! --selector " + token + "\n" + zone), "dkim-key-missing");
    return found.size() == 1 && found[0].fix ? dns::to_zone_text(found[0].fix->data) : "nothing";
  };
  EXPECT_EQ(offered("@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.\n"), token + ".dkim.amazonses.com.");
  EXPECT_EQ(offered("mail MX 10 feedback-smtp.eu-south-1.amazonses.com.\n"), token + ".dkim.eu-south-1.amazonses.com.");
  EXPECT_EQ(offered("@ TXT \"v=spf1 include:amazonses.com ~all\"\n"), "nothing");  // the region is not known
}

TEST(DkimRules, AKeyAtAnotherNameIsMissingThere) {
  const std::string given = ";! --selector k7\n" + std::string(receives);
  const std::string key = " TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\n";
  const std::vector<Case> cases{
      {"k7" + key, "dkim-none-at-all dkim-wrong-name"},
      {"_domainkey" + key, "dkim-wrong-name"},
      {"k7.domainkey" + key, "dkim-none-at-all dkim-wrong-name"},
      {"k7_domainkey" + key, "dkim-none-at-all dkim-wrong-name"},
      {"domainkey" + key, "dkim-none-at-all dkim-wrong-name"},
      {"k7 TXT \"something else\"\n", "dkim-key-missing dkim-none-at-all"},
      {"*" + key, "dkim-wildcard-key"},  // it is at every name, also at the right one
      {"k7._domainkey A 192.0.2.1\n", "dkim-cname-proxied"},
      {"k7._domainkey AAAA 2001:db8::1\n", "dkim-cname-proxied"},
      {"* A 192.0.2.1\n", "dkim-key-missing"},  // every name has it
  };
  for (const auto& [records, ids] : cases) EXPECT_EQ(ids_of_dkim(given + records), ids) << records;
}

TEST(DkimRules, WhatElseStandsAtASelector) {
  const std::string zone = std::string(receives), key = " TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\n";
  const std::vector<Case> cases{
      {"google._domainkey" + key + "google._domainkey TXT \"token=1\"\n", "dkim-unrelated-txt"},
      {"google._domainkey TXT \"token=1\"\n", "dkim-unrelated-txt"},
      {";! --selector google\ngoogle._domainkey TXT \"token=1\"\n", ""},  // dns-txt-not-a-policy
      {"google._domainkey TXT \"google._domainkey\"\n", ""},              // dns-txt-host-label
      {"google._domainkey" + key + "google._domainkey TXT \"v=DKIM1; k=rsa; t=s; p=" SAMPLE_RSA_2048 "\"\n",
       "dkim-multiple-keys dkim-strict-flag"},
      {"google._domainkey" + key + "default._domainkey" + key, "dkim-key-reused"},
      {"google._domainkey" + key + "default._domainkey CNAME google._domainkey\n", ""},
      {"a-name-of-its-own._domainkey" + key, "dkim-selector-unknown"},
      {"a-name-of-its-own._domainkey" + key + ";! google._domainkey.example.com TXT timeout\n", ""},
      {"_domainkey TXT \"t=y; o=~\"\n", "dkim-domainkeys-policy"},
  };
  for (const auto& [records, ids] : cases) EXPECT_EQ(ids_of_dkim(zone + records), ids) << records;
}

TEST(DkimRules, AKeyTypeInUpperCaseIsNoKeyTypeAtAll) {
  const auto weight = [](const std::string& record) {
    return test::of_rule(test::judged(signer(record)), "dkim-tag-case").at(0).severity;
  };
  EXPECT_EQ(weight("v=DKIM1; k=RSA; p=" SAMPLE_RSA_2048), Severity::error);
  EXPECT_EQ(weight("v=DKIM1; K=rsa; p=" SAMPLE_RSA_2048), Severity::warning);  // rsa is meant when there is no k=
}

TEST(DkimRules, AKeyThatIsListedIsKnownToEverybody) {
  auto world = test::world(signer("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048));
  const auto found = [&] {
    std::string messages;
    for (const rules::Finding& finding : test::of_rule(rules::judge(world.facts), "dkim-rsa-weak-debian"))
      messages += finding.message;
    return messages;
  };
  EXPECT_EQ(found(), "");
  const std::string_view list = "a3ffb722a0890eed0ddf524e151dfd6c21319797b035f2c8bf6dc745cf523f54";
  world.facts.request.bad_keys =
      std::make_shared<records::dkim::BadKeys>(std::get<records::dkim::BadKeys>(records::dkim::BadKeys::parse(list)));
  EXPECT_EQ(found(), "the key of the selector s1 is in the list of bad keys");
}

TEST(DkimRules, AnUnusualExponentIsOnlyAWarning) {
  const auto found =
      test::of_rule(test::judged(signer("v=DKIM1; k=rsa; p=" SAMPLE_RSA_EXPONENT_3)), "dkim-rsa-exponent");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(found[0].message, "the RSA key of the selector s1 has the public exponent '3'");
}

}  // namespace
}  // namespace mailauth::dkim_rules_test
