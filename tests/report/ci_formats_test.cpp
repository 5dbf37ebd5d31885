// Where findings are shown, and the limits and words of each format.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/formats.h"
#include "report/sarif/rule.h"
#include "report/sarif/security.h"
#include "support/audited.h"
#include "text/ascii.h"

namespace mailauth::ci_formats_test {
namespace {

using nlohmann::json;

// One broken record, as if it had been read from a file.
struct Broken {
  explicit Broken(std::optional<text::Place> place) {
    for (rules::Finding& finding : audit.findings)
      if (place && finding.record) {
        text::Source record = *finding.record;
        record.place = std::make_shared<const text::Place>(*place);
        finding.record = std::make_shared<const text::Source>(std::move(record));
      }
    std::erase_if(audit.findings, [](const auto& f) { return f.rule->id != "dmarc-version-typo"; });
  }
  report::Domains reports(text::Position origin = {}) const {
    report::Domains domains{tests::report_of(audit)};
    domains.front().origin = std::move(origin);
    return domains;
  }
  audit::Audit audit = tests::audited(R"(_dmarc TXT "v:DMARC1; p=reject")");
};

const text::Place at_line_9{
    .begin = {"./zones/../zones/example.com.zone", 9, 16}, .within = "a.b", .anchors = {{0, 9, 17}}};

json sarif_result(const report::Domains& domains) {
  return json::parse(report::to_sarif(domains))["runs"][0]["results"].at(0);
}

TEST(Location, IsThatOfTheMarkedBytes) {
  const Broken broken(at_line_9);
  const json physical = sarif_result(broken.reports())["locations"][0]["physicalLocation"];
  EXPECT_EQ(physical["artifactLocation"]["uri"], "zones/example.com.zone");
  EXPECT_EQ(physical["region"], json::parse(R"({"startLine":9,"startColumn":18,"endLine":9,"endColumn":19})"));
  EXPECT_TRUE(report::to_github(broken.reports())
                  .starts_with("::error file=zones/example.com.zone,line=9,endLine=9,col=18,endColumn=19,"
                               "title=dmarc-version-typo::_dmarc.example.com TXT: "))
      << report::to_github(broken.reports());
  EXPECT_EQ(json::parse(report::to_gitlab(broken.reports()))[0]["location"],
            json::parse(R"({"path":"zones/example.com.zone","lines":{"begin":9,"end":9}})"));
  EXPECT_NE(report::to_junit(broken.reports(), rules::Severity::error)
                .find(R"(name="dmarc-version-typo" file="zones/example.com.zone" line="9"><failure )"),
            std::string::npos);
}

// An annotation has no end where none is known.
TEST(Location, HasNoEndWithoutARecordInAFile) {
  const std::string github = report::to_github(Broken(std::nullopt).reports({"zones/list.txt", 3, 7}));
  EXPECT_TRUE(github.starts_with("::error file=zones/list.txt,line=3,endLine=3,col=7,title=")) << github;
}

TEST(Location, IsThatOfTheRequestWithoutARecordInAFile) {
  const Broken broken(std::nullopt);
  const auto uri_and_line = [&](const text::Position& origin) {
    const json physical = sarif_result(broken.reports(origin))["locations"][0]["physicalLocation"];
    return physical["artifactLocation"]["uri"].get<std::string>() + ":" + physical["region"]["startLine"].dump();
  };
  EXPECT_EQ(uri_and_line({"lists/my domains.txt", 17, 1}), "lists/my%20domains.txt:17");
  EXPECT_EQ(uri_and_line({}), "mailauth.toml:1");
}

TEST(Location, HasTheNameInTheDnsAndTheOneInTheFile) {
  const json names = sarif_result(Broken(at_line_9).reports())["locations"][0]["logicalLocations"];
  EXPECT_EQ(names[0]["fullyQualifiedName"], "_dmarc.example.com TXT");
  EXPECT_EQ(names[1]["fullyQualifiedName"], "a.b");
}

TEST(Sarif, OffersTheRepairOfARecordInAZoneFile) {
  Broken broken(at_line_9);
  const auto place = std::make_shared<const text::Place>(at_line_9);
  ASSERT_TRUE(broken.audit.findings.front().fix);
  broken.audit.findings.front().fix->replaces = {{"_dmarc.example.com TXT", "v:DMARC1; p=reject", {}, place}};
  inputs::Record record;
  record.place = place;
  record.written_data = {.text = R"("v:DMARC1; p=reject" ; see ticket 17)", .line = 9, .column = 17, .verbatim = true};
  record.words = {{0, 20}};
  broken.audit.facts.request.published = std::make_shared<const inputs::SharedRecords>(inputs::share({record}));
  const json change = sarif_result(broken.reports())["fixes"].at(0)["artifactChanges"].at(0)["replacements"].at(0);
  EXPECT_EQ(change["deletedRegion"], json::parse(R"({"startLine":9,"startColumn":17,"endLine":9,"endColumn":37})"));
  EXPECT_EQ(change["insertedContent"]["text"], R"("v=DMARC1; p=reject")");
}

TEST(Sarif, CountsCharacters) {
  const auto region = [](std::string line, uint32_t number) {
    text::Place place = at_line_9;
    place.begin.line = place.anchors.front().line = number;
    std::string sarif;
    const report::ReportWriter writer =
        report::sarif_report([&](std::string_view text) { sarif += text; },
                             [&](const std::string& file, uint32_t) -> std::optional<std::string_view> {
                               EXPECT_EQ(file, "zones/example.com.zone");
                               return line.empty() ? std::nullopt : std::optional<std::string_view>(line);
                             });
    const Broken broken(place);
    writer.add(broken.reports().front());
    writer.end(nullptr);
    const json run = json::parse(sarif)["runs"][0];
    EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
    EXPECT_EQ(run["results"][0]["relatedLocations"][0]["physicalLocation"]["region"],
              run["results"][0]["locations"][0]["physicalLocation"]["region"]);
    return run["results"][0]["locations"][0]["physicalLocation"]["region"].dump();
  };
  // The mark is the byte in column 18.
  EXPECT_EQ(region("0123456789abcde vv:DMARC1", 9), R"({"endColumn":19,"endLine":9,"startColumn":18,"startLine":9})");
  EXPECT_EQ(region("üüü€456789\xff v:DMARC1", 9), R"({"endColumn":14,"endLine":9,"startColumn":13,"startLine":9})");
  EXPECT_EQ(region("\xEF\xBB\xBF"
                   "üü456789012345 v:DMARC1",
                   1),
            R"({"endColumn":17,"endLine":1,"startColumn":16,"startLine":1})");
  EXPECT_EQ(region("short", 9), R"({"startLine":9})");
  EXPECT_EQ(region("", 9), R"({"startLine":9})");
}

TEST(Sarif, LeadsToTheRfcs) {
  EXPECT_EQ(report::address_of("RFC 7208 4.6.4"), "https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4");
  EXPECT_EQ(report::address_of("RFC 9989 A.6"), "https://www.rfc-editor.org/rfc/rfc9989#appendix-A.6");
  EXPECT_EQ(report::address_of("RFC 9989, RFC 7489"), "https://www.rfc-editor.org/rfc/rfc9989");
  EXPECT_EQ(report::address_of("Amazon SES Developer Guide, Easy DKIM"), std::nullopt);
}

TEST(Sarif, SaysWhichRulesAreAboutSecurity) {
  EXPECT_GT(report::security_severity(rules::find_rule("dkim-p-private-key")->security), 9.0);
  EXPECT_EQ(report::security_severity(rules::find_rule("dmarc-rua-missing")->security), std::nullopt);
}

TEST(Sarif, KeepsTheWorstOfTooMany) {
  audit::Audit audit = tests::audited(R"(_dmarc TXT "v=DMARC1; p=none")");
  std::erase_if(audit.findings, [](const auto& f) { return f.severity == rules::Severity::error; });
  ASSERT_FALSE(audit.findings.empty());
  audit.findings.resize(25'000, audit.findings.front());
  const Broken broken(at_line_9);
  const std::string sarif = report::to_sarif({tests::report_of(audit), tests::report_of(broken.audit)});
  constexpr std::string_view id = R"("ruleId": ")";
  std::size_t results = 0;
  for (std::size_t at = sarif.find(id); at != std::string::npos; at = sarif.find(id, at + 1)) ++results;
  EXPECT_EQ(results, 25'000u);
  EXPECT_TRUE(sarif.substr(sarif.find(id) + id.size()).starts_with("dmarc-version-typo"));
  EXPECT_NE(sarif.find("\"left out, because code scanning takes no more than 25000: findings of less severity, 1\""),
            std::string::npos);
}

TEST(Github, SaysHowManyAnnotationsAreMissing) {
  Broken broken(at_line_9);
  broken.audit.findings.resize(17, broken.audit.findings.front());
  const std::string text = report::to_github(broken.reports());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 11);
  EXPECT_TRUE(text.ends_with("\n::notice title=mailauth::7 more errors: the report in full is in the other formats of "
                             "mailauth\n"))
      << text;
}

TEST(Junit, FailsFromTheThresholdOnAndTellsTheRest) {
  const audit::Audit audit = tests::audited("@ TXT \"v=spf1 mx ~all\"\n@ MX 10 mail\nmail A 192.0.2.1\n"
                                            "_dmarc TXT \"v=DMARC1; p=reject\"\n");
  const report::Domains domains{tests::report_of(audit)};
  const std::string strict = report::to_junit(domains, rules::Severity::info);
  const std::string usual = report::to_junit(domains, rules::Severity::error);
  EXPECT_NE(strict.find(R"(name="dmarc-rua-missing" file="mailauth.toml" line="1"><failure message=)"),
            std::string::npos);
  EXPECT_NE(usual.find(R"(name="dmarc-rua-missing" file="mailauth.toml" line="1"><system-out>)"), std::string::npos);
  EXPECT_NE(usual.find(R"(name="dmarc-version-typo"/>)"), std::string::npos);  // it passes
  EXPECT_EQ(usual.find(R"(name="ses-mailfrom-mx")"), std::string::npos);       // it has nothing to judge
  EXPECT_NE(usual.find(R"( skipped="0")"), std::string::npos);
}

TEST(Junit, SkipsWhatTheProjectIgnores) {
  audit::Audit audit = tests::audited("_dmarc TXT \"v=DMARC1; p=reject\"\n");
  report::Domains domains{tests::report_of(audit)};
  const std::vector<report::Suppressed> suppressed{{audit.findings.front(), "known", "", {}}};
  const std::string name = "name=\"" + std::string(audit.findings.front().rule->id) + "\"";
  std::erase_if(audit.findings, [&](const auto& f) { return f.rule == suppressed.front().finding.rule; });
  domains.front().suppressed = suppressed;
  const std::string text = report::to_junit(domains, rules::Severity::error);
  EXPECT_NE(text.find(name + R"(><skipped message="ignored: known"/>)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"( skipped="1")"), std::string::npos);
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(Junit, CountsItsCases) {
  const audit::Audit audit = tests::audited(";! _dmarc.example.com TXT timeout\n@ TXT \"v=spf1 +all\"\n");
  const std::string text = report::to_junit({tests::report_of(audit)}, rules::Severity::error);
  const std::string counts =
      fmt::format(R"( tests="{}" failures="{}" errors="{}" skipped="{}")", count(text, "<testcase "),
                  count(text, "<failure "), count(text, "<error "), count(text, "<skipped"));
  EXPECT_EQ(count(text, counts), 2u) << counts << text.substr(0, 500);  // of the suite, and of all
}

TEST(Junit, DoesNotPassWhatTheDnsLeftOpen) {
  const audit::Audit audit = tests::audited(";! _dmarc.example.com TXT timeout\n@ TXT \"v=spf1 -all\"\n");
  const std::string text = report::to_junit({tests::report_of(audit)}, rules::Severity::error);
  EXPECT_NE(text.find(R"(name="dns-lookup-failed" file="mailauth.toml" line="1"><error message=)"), std::string::npos);
  EXPECT_EQ(text.find(R"(name="dmarc-missing")"), std::string::npos);  // neither well nor ill
  EXPECT_NE(text.find(R"(name="spf-plus-all"/>)"), std::string::npos);
}

TEST(Markdown, EndsBeforeItIsTooLong) {
  audit::Audit audit = tests::audited(R"(_dmarc TXT "v=DMARC1; p=none")");
  audit.findings.resize(20'000, audit.findings.front());
  const std::string text = report::to_markdown({tests::report_of(audit), tests::report_of(audit)});
  EXPECT_LT(text.size(), 1024u * 1024);
  EXPECT_NE(text.find(" more findings\n\n</details>\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("> left out, because the summary would be too long: 1 more domains\n"));
}

}  // namespace
}  // namespace mailauth::ci_formats_test
