// `mailauth lint FILE...` as a pipeline meets it.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/dns_servers.h"
#include "support/files.h"

namespace mailauth::lint_files_test {
namespace {

using tests::Output;

class LintFiles : public testing::Test {
 protected:
  void write(std::string_view name, std::string_view content) { tests::write_file(folder_.path(name), content); }
  Output lint(const std::string& arguments, const std::string& redirection = "2>&1") {
    return tests::run_command(fmt::format("cd {} && LC_ALL=C.UTF-8 " MAILAUTH_BINARY " lint {} {}", folder_.path(""),
                                          arguments, redirection));
  }
  nlohmann::json json(const std::string& arguments) {
    return nlohmann::json::parse(lint("--format json " + arguments, "2>/dev/null").text);
  }
  tests::TemporaryFolder folder_;
};

constexpr std::string_view good_zone = R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ NS ns1
@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)";

std::string upsert(std::string_view name, std::string_view text) {
  return fmt::format(
      R"({{"Changes": [{{"Action": "UPSERT", "ResourceRecordSet": {{"Name": "{}", "Type": "TXT", "TTL": 60,
  "ResourceRecords": [{{"Value": "\"{}\""}}]}}}}]}})",
      name, text);
}

// Route 53 may hold an address that is only known later, and one that nobody can read is in a zone file.
std::string plan_with(std::string_view resource) {
  return fmt::format(R"({{"format_version": "1.2", "resource_changes": [{}]}})", resource);
}

constexpr std::string_view known_later = R"({"address": "aws_route53_record.spf", "mode": "managed",
  "type": "aws_route53_record", "change": {"actions": ["create"], "before": null, "after": {"fqdn": "example.com",
  "name": "example.com", "type": "TXT", "ttl": 300}, "after_unknown": {"records": true}}})";

TEST_F(LintFiles, QuoteNothingOfFilesFromElsewhere) {
  std::filesystem::create_directories(folder_.path("repository/.git"));
  write("repository/example.com.zone", std::string(good_zone) + "$INCLUDE ../secret\n");
  write("repository/.git/config", "token: hunter2\n");
  write("secret", "password: hunter2\n");
  const std::string refused = "example.com.zone:8:10: ../secret is not included: only files in the repository are";
  const std::string check =
      fmt::format("cd {} && " MAILAUTH_BINARY " check example.com --zone repository/example.com.zone --offline 2>&1",
                  folder_.path(""));
  for (const Output& output : {lint("repository/example.com.zone --offline"), tests::run_command(check)}) {
    EXPECT_EQ(output.exit_code, 2) << output.text;
    EXPECT_NE(output.text.find(refused), std::string::npos) << output.text;
    EXPECT_EQ(output.text.find("password"), std::string::npos) << output.text;
  }
}

// Below a DNAME each guess at a selector is an alias that nobody has published.
TEST_F(LintFiles, ADnameOntoAnotherZoneBreaksNoChains) {
  write("example.com.zone", good_zone);
  write("example.net.zone", "$ORIGIN example.net.\n$TTL 3600\n@ SOA ns1.example.com. h 1 7200 3600 1209600 300\n"
                            "@ NS ns1.example.com.\n@ MX 0 .\n@ TXT \"v=spf1 -all\"\n@ DNAME example.com.\n");
  const Output output = lint("example.com.zone example.net.zone --offline");
  EXPECT_EQ(output.text.find("dns-cname-chain-broken"), std::string::npos) << output.text;
  write("example.com.zone",
        std::string(good_zone) + "sub DNAME other\nsub MX 10 mx\nmx A 192.0.2.1\nsub TXT \"v=spf1 mx -all\"\n");
  EXPECT_EQ(lint("example.com.zone --offline").text.find("dns-cname-chain-broken"), std::string::npos);
}

TEST_F(LintFiles, TheAddressesOfAnAliasAreNotAbsent) {
  write("example.com.zone", R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ NS ns1
@ MX 10 mx1
mx1 ALIAS mail.example.net.
@ TXT "v=spf1 a:mx1.example.com mx -all"
_dmarc TXT "v=DMARC1; p=reject"
)");
  const Output output = lint("example.com.zone --offline");
  for (const char* rule : {"mx-target-unresolvable", "spf-void"})
    EXPECT_EQ(output.text.find(rule), std::string::npos) << output.text;
}

TEST_F(LintFiles, WhatNobodyJudgedIsNoSuccess) {
  write("plan.json", plan_with(known_later));
  const Output unknown = lint("plan.json --offline");
  EXPECT_EQ(unknown.exit_code, 3) << unknown.text;
  EXPECT_NE(unknown.text.find("0 records judged, 1 not known"), std::string::npos) << unknown.text;
  EXPECT_EQ(lint("plan.json --offline --allow-unknown").exit_code, 0);

  const auto gap = json("plan.json --offline")["files"]["gaps"][0];
  EXPECT_EQ(gap["why"], "not_known");
  EXPECT_EQ(gap["what"], "aws_route53_record.spf: example.com TXT is only known when it is published");
}

TEST_F(LintFiles, EveryFormatSaysWhatWasNotJudged) {
  write("plan.json", plan_with(known_later));
  for (const std::string format : {"text", "json", "ndjson", "sarif", "junit", "github", "gitlab", "markdown", "csv"}) {
    const std::string text = lint("plan.json --offline --format " + format, "2>/dev/null").text;
    EXPECT_EQ(text.find("plan.json:2"), std::string::npos) << format << "\n" << text;  // nobody keeps that file
    EXPECT_NE(text.find("example.com TXT is only"), std::string::npos) << format << "\n" << text;
  }
}

TEST_F(LintFiles, TwoFilesOfOneZoneAreRefused) {
  for (const std::string name : {"a.zone", "b.zone", "db.example.com.save.1", "example.com.zone.bak", "example.com~"})
    write(name, good_zone);
  for (const std::string name : {"part.zone", "part.bak"})
    write(name, "_dmarc.example.com. 300 IN TXT \"v=DMARC1; p=reject\"\n");
  const struct {
    std::string arguments, says;
  } cases[] = {
      {"a.zone b.zone", "both a.zone and b.zone list the zone example.com: give the one that is published"},
      {"a.zone db.example.com.save.1", "db.example.com.save.1 (which looks like a backup) list the zone"},
      {"example.com.zone.bak a.zone", "both example.com.zone.bak (which looks like a backup) and a.zone list"},
      {"a.zone example.com~", "example.com~ (which looks like a backup)"},
      {"a.zone part.zone", "both a.zone and part.zone list _dmarc.example.com TXT: give the one that is published"},
      {"part.zone part.bak", "both part.zone and part.bak (which looks like a backup) list"},
  };
  for (const auto& [arguments, says] : cases) {
    const Output output = lint(arguments + " --offline");
    EXPECT_EQ(output.exit_code, 2) << output.text;
    EXPECT_NE(output.text.find(says), std::string::npos) << output.text;
  }
}

// A token that is only known later changes nothing about the policy that stands beside it.
TEST_F(LintFiles, APolicyBesideSomethingUnknownIsJudged) {
  write("a.zone", good_zone);
  write("plan.json",
        plan_with(R"({"address": "aws_route53_record.apex", "mode": "managed", "type": "aws_route53_record",
    "change": {"actions": ["create"], "before": null, "after": {"fqdn": "example.com", "name": "example.com", "type": "TXT",
    "ttl": 300, "records": ["v=spf1 ipv4:192.0.2.1 -all", null]}, "after_unknown": {"records": [false, true]}}})"));
  const Output output = lint("a.zone plan.json --offline --allow-unknown");
  EXPECT_EQ(output.exit_code, 1) << output.text;
  EXPECT_NE(output.text.find("spf-unknown-mechanism"), std::string::npos) << output.text;
}

// Others may include it.
TEST_F(LintFiles, SpfThatNoDomainOfTheFilesHasDoesNotPassWhenItIsWrong) {
  write("part.txt", "_spf.example.com TXT v=spf1 ipv4:192.0.2.1 ~all\n");
  const Output wrong = lint("part.txt --offline");
  EXPECT_EQ(wrong.exit_code, 3) << wrong.text;
  EXPECT_NE(wrong.text.find("_spf.example.com TXT belongs to no domain of these"), std::string::npos) << wrong.text;
  write("part.txt", "_spf.example.com TXT \"v=spf1 \\027[2J -all\"\n");
  for (const std::string format : {"text", "json", "csv", "markdown"})
    EXPECT_EQ(lint("part.txt --offline --format " + format).text.find('\x1b'), std::string::npos) << format;
  write("part.txt", "_spf.example.com TXT v=spf1 ip4:192.0.2.1 ~all\n");
  EXPECT_EQ(lint("part.txt --offline").exit_code, 0);
}

// Both have the NS of the zone below, and it is that zone's own file that counts, whichever comes first.
TEST_F(LintFiles, AZoneAndTheZoneBelowItContradictEachOtherInNothing) {
  write("a.zone", std::string(good_zone) + "sub NS ns1.sub\nns1.sub A 192.0.2.1\nsub TXT \"v=spf1 +all\"\n");
  write("b.zone", "$ORIGIN sub.example.com.\n$TTL 3600\n@ SOA ns1 h 1 2 3 4 300\n@ NS ns1\nns1 A 192.0.2.2\n"
                  "@ MX 0 .\n@ TXT \"v=spf1 -all\"\n");
  for (const std::string files : {"a.zone b.zone", "b.zone a.zone"}) {
    const auto report = json(files + " --offline --domain sub.example.com");
    EXPECT_EQ(report["domains"][0]["spf"]["records"][0]["text"], "v=spf1 -all") << report.dump(1);
  }
}

TEST_F(LintFiles, WrongInputIsOneLineAndExitCodeTwo) {
  write("good.zone", good_zone);
  write("broken.json", "{\"Changes\": [");
  const struct {
    std::string arguments, says;
  } cases[] = {
      {"", "which file?"},
      {"missing.zone", "cannot read missing.zone"},
      {"good.zone broken.json --offline", "broken.json:1:"},  // and the good one is not judged
      {"good.zone --offline --input-format yaml", "--input-format"},
      {"good.zone --offline --against live", "leave out --offline"},
      {"good.zone --against monday", "--against"},
      {"good.zone --offline --zone-name example.com", "--zone-name 'example.com' is not of the form"},
      {"good.zone --offline --domain example.org", "the files have mail records of example.com"},
      {"good.zone --name example.com", "--name goes with --record"},
      {"--record spf 'v=spf1 -all' --against live", "--record judges a text"},
  };
  for (const auto& [arguments, says] : cases) {
    const Output output = lint(arguments);
    EXPECT_EQ(output.exit_code, 2) << arguments;
    EXPECT_NE(output.text.find(says), std::string::npos) << arguments << "\n" << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
  }
}

TEST_F(LintFiles, JudgesWhatWillBe) {
  write("good.zone", good_zone);
  write("break.json", upsert("_dmarc.example.com.", "v:DMARC1; p=reject"));
  const Output good = lint("good.zone --offline");
  EXPECT_EQ(good.exit_code, 0) << good.text;
  EXPECT_NE(good.text.find("5 records in good.zone (zone file); judged: example.com"), std::string::npos) << good.text;
  const Output broken = lint("break.json good.zone --offline");
  EXPECT_EQ(broken.exit_code, 1) << broken.text;
  EXPECT_NE(broken.text.find("[dmarc-version-typo]"), std::string::npos) << broken.text;
  EXPECT_NE(broken.text.find("break.json:2:"), std::string::npos) << broken.text;
}

TEST_F(LintFiles, ReadsStdinAndFindsNoMail) {
  write("web.txt", "www.example.com A 192.0.2.1\n");
  const Output output = lint("- --offline <web.txt");
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_NE(output.text.find("1 record in - (list of records); none of them touches mail"), std::string::npos)
      << output.text;
}

TEST_F(LintFiles, SaysWhatIsNotKnown) {
  write("policy.txt", "_dmarc.example.com TXT v=DMARC1; p=reject\n");
  EXPECT_EQ(lint("policy.txt --offline").exit_code, 3);  // nobody was asked for the rest
}

TEST_F(LintFiles, MergesWhatSeveralAnswersFind) {
  std::string changes;
  for (const auto& [set, text] : {std::pair("eu", "v=spf1 -all"), std::pair("us", "v=spf1 ipv4:192.0.2.1 -all")})
    changes += fmt::format(R"({}{{"Action": "CREATE", "ResourceRecordSet": {{"Name": "example.com", "Type": "TXT",
      "SetIdentifier": "{}", "TTL": 60, "ResourceRecords": [{{"Value": "\"{}\""}}]}}}})",
                           changes.empty() ? "" : ",", set, text);
  write("change.json", "{\"Changes\": [" + changes + "]}");
  const auto findings = json("change.json --offline")["domains"][0]["findings"];
  const auto typos = std::count_if(findings.begin(), findings.end(),
                                   [](const auto& finding) { return finding["rule"] == "spf-unknown-mechanism"; });
  EXPECT_EQ(typos, 1) << findings.dump(1);
}

// Each name with records for mail is a domain of its own, and the wildcard stands above it.
TEST_F(LintFiles, SeesWhatAWildcardNoLongerAnswersFor) {
  write("shop.zone", std::string(good_zone) + "* MX 10 mail.example.net.\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n");
  const Output output = lint("shop.zone --offline --format github --verbose");
  EXPECT_NE(output.text.find("::warning file=shop.zone,line=9,endLine=9,col=17,endColumn=37,"
                             "title=source-wildcard-shadows::"),
            std::string::npos)
      << output.text;
  write("shop.zone", tests::read_file(folder_.path("shop.zone")) + "shop MX 10 mail.example.net.\n");
  EXPECT_EQ(lint("shop.zone --offline").text.find("source-wildcard-shadows"), std::string::npos);
}

class LintAgainstLive : public LintFiles {
 protected:
  Output against(const std::string& file) {
    return lint(fmt::format("{} --against live --resolver {}", file, net::to_string(servers_.resolver())));
  }
  nlohmann::json json_against(const std::string& file) {
    return json(
        fmt::format("{} --against live --resolver {}", file, net::to_string(servers_.resolver())))["domains"][0];
  }
  test::DnsServers servers_{
      {{"example.com", std::string(good_zone) + "@ TXT \"site-verification=1\"\n"
                                                "old._domainkey TXT \"v=DKIM1; k=ed25519; "
                                                "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"}}};
};

TEST_F(LintAgainstLive, ShowsWhatPublishingChanges) {
  write("policy.json", upsert("_dmarc.example.com", "v=DMARC1; p=none"));
  const Output output = against("policy.json");
  EXPECT_NE(output.text.find("what publishing changes"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("reject → none"), std::string::npos) << output.text;
  const auto publishing = json_against("policy.json")["publishing"];
  EXPECT_EQ(publishing["policy"]["before"], "reject");
  EXPECT_EQ(publishing["policy"]["after"], "none");
  EXPECT_EQ(publishing["spf_lookups"]["before"], "0");
}

TEST_F(LintAgainstLive, SeesWhatAnUpsertDrops) {
  write("site.json", upsert("example.com", "site-verification=2"));
  const Output output = against("site.json");
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_NE(output.text.find("[source-txt-set-replaced]"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("gone: v=spf1 -all"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("SPF   ! no record"), std::string::npos) << output.text;          // spf-missing stays
  EXPECT_EQ(output.text.find("gone: site-verification=1"), std::string::npos) << output.text;  // written anew
}

TEST_F(LintAgainstLive, SeesSelectorsThatDisappear) {
  write("keys.json", R"({"Changes": [{"Action": "DELETE", "ResourceRecordSet": {"Name": "old._domainkey.example.com",
    "Type": "TXT", "TTL": 3600, "ResourceRecords": [{"Value": "\"v=DKIM1\""}]}}]})");
  const auto publishing = json_against("keys.json")["publishing"];
  EXPECT_EQ(publishing["lost_selectors"], nlohmann::json::array({"old"})) << publishing.dump(1);
}

// The DNS says that there is no key, and the plan that there will be one, at a name that nobody knows yet.
TEST_F(LintAgainstLive, DoesNotMissKeysWhoseNamesAreNotKnown) {
  write("plan.json", R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [
    {"address": "aws_route53_zone.z", "type": "aws_route53_zone", "values": {"zone_id": "Z1", "name": "new.example.com"}}]}},
    "resource_changes": [
    {"address": "aws_route53_record.spf", "type": "aws_route53_record", "change": {"actions": ["create"], "before": null,
      "after": {"zone_id": "Z1", "name": "", "type": "TXT", "records": ["v=spf1 ip4:192.0.2.1 -all"]}}},
    {"address": "aws_route53_record.dkim", "type": "aws_route53_record", "change": {"actions": ["create"], "before": null,
      "after": {"zone_id": "Z1", "type": "CNAME"}, "after_unknown": {"name": true, "records": true}}}]})");
  const Output output = against("plan.json");
  EXPECT_EQ(output.text.find("dkim-none-at-all"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("not known before it is published"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("aws_route53_record.dkim"), std::string::npos) << output.text;
}

// Of a name that does not exist today.
TEST_F(LintAgainstLive, KnowsThatAPublishedNameExists) {
  write("new.json", upsert("new.example.com", "v=spf1 -all"));
  const auto domain = json_against("new.json");
  EXPECT_EQ(domain["domain"], "new.example.com");
  EXPECT_EQ(domain["exists"], true);
}

}  // namespace
}  // namespace mailauth::lint_files_test
