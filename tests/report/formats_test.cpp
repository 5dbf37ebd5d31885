// Every format is what its consumers read, also when the DNS is full of what means something to them. formats.py looks
// at all of them with the eyes of others: parsers of XML, CSV and JSON, schemas, and the runner of GitHub Actions.

#include "report/formats.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "support/audited.h"
#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::formats_test {
namespace {

constexpr const char* official_schema = MAILAUTH_SOURCE_DIR "/build/sarif-2.1.0.json";  // scripts/setup test

void write_all(const std::string& folder, const report::Domains& domains) {
  std::filesystem::create_directories(folder);
  tests::write_file(folder + "/text", report::to_text(domains, {.verbose = true}));
  tests::write_file(folder + "/json", report::to_json(domains));
  tests::write_file(folder + "/ndjson", report::to_ndjson(domains));
  tests::write_file(folder + "/sarif", report::to_sarif(domains));
  tests::write_file(folder + "/junit", report::to_junit(domains, rules::Severity::error));
  tests::write_file(folder + "/github", report::to_github(domains));
  tests::write_file(folder + "/gitlab", report::to_gitlab(domains));
  tests::write_file(folder + "/markdown", report::to_markdown(domains));
  tests::write_file(folder + "/csv", report::to_csv(domains));
}

// Each of the groups is one report.
void expect_sound(const std::vector<report::Domains>& groups, const std::string& options = "") {
  const tests::TemporaryFolder folder;
  // Debian's own interpreter: python3-jsonschema belongs to it.
  std::string command = "/usr/bin/python3 " MAILAUTH_SOURCE_DIR "/tests/report/formats.py " + options;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string path = folder.path(std::to_string(i));
    write_all(path, groups[i]);
    command += " " + path;
  }
  const auto output = tests::run_command(command + " 2>&1");
  EXPECT_EQ(output.exit_code, 0) << output.text;
}

// Every `step`th of the rules.
std::vector<report::Domains> samples(std::size_t step) {
  const std::vector<audit::Audit>& audits = tests::audited_samples();
  report::Domains domains;
  for (std::size_t i = 0; i < audits.size(); i += step) domains.push_back(tests::report_of(audits[i]));
  return {domains};
}

TEST(Formats, OfEverySampleAreWhatTheirConsumersRead) { expect_sound(samples(1)); }

TEST(Formats, OfEveryMessageAreWhatTheirConsumersRead) {
  report::Domains messages;
  for (const audit::Audit& audit : tests::audited_messages()) messages.push_back(tests::report_of(audit));
  expect_sound({messages});
}

TEST(Formats, KeepToTheOfficialSchemaOfSarif) {
  if (!std::filesystem::exists(official_schema)) {
    std::cerr << "NOT TESTED: " << official_schema << " is not there; scripts/get-sarif-schema.sh gets it\n";
    GTEST_SKIP();
  }
  expect_sound(samples(10), std::string("--schema ") + official_schema);
}

// Twenty findings of a rule at a name are kept, and each format tells how many more there are.
TEST(Formats, SayHowManyMoreThereAre) {
  std::string zone = R"(_dmarc TXT "v=DMARC1; p=reject; rua=a:b@c")";
  for (int i = 1; i < 25; ++i) zone.insert(zone.size() - 1, ",a:b@c");
  const audit::Audit audit = tests::audited(zone);
  const report::Domains domains{tests::report_of(audit)};
  const auto unwrapped = [](std::string_view text) {
    std::string line;
    for (const char c : text)
      if (!text::is_blank(c) && c != '\n') line += c;
    return line;
  };
  for (const auto& report : {report::to_text(domains, {}), report::to_json(domains), report::to_ndjson(domains),
                             report::to_sarif(domains), report::to_junit(domains, rules::Severity::error),
                             report::to_gitlab(domains), report::to_markdown(domains), report::to_csv(domains)}) {
    const std::string line = unwrapped(report);
    EXPECT_TRUE(line.find("and5morelikethis") != std::string::npos || line.find("\"more\":5") != std::string::npos)
        << report;
  }
  EXPECT_NE(report::to_text(domains, {}).find("25 errors"), std::string::npos) << report::to_text(domains, {});
  EXPECT_NE(report::to_github(domains).find("15 more errors"), std::string::npos) << report::to_github(domains);
}

TEST(Formats, OfNothingAreSound) { expect_sound(std::vector<report::Domains>(1)); }

// Every byte as \DDD, so that the zone file says exactly this.
std::string zone_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const unsigned byte = static_cast<unsigned char>(c);
    out += '\\' + std::to_string(1000 + byte).substr(1);
  }
  return out + '"';
}

constexpr std::string_view hostile[] = {
    "::error::owned",
    "\n::error::owned",
    "  ::stop-commands::x",
    "\r\n::set-output name=a::b",
    "\xc2\xa0::error::owned",  // a blank that is none in ASCII
    "##[error]owned",
    "x ##[add-mask]a",
    "]]>",
    "</failure></testcase>",
    "<script>alert(1)</script>",
    "&amp;&#0;&bogus;",
    "\" onload=\"x",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\uFF1D1+1",  // the wide form of '='
    "a,b\"c\",\r\nd",
    "| a | b |",
    "\\| a \\\\| b",
    "`code` ```",
    "[click](https://example.net)",
    "![image](https://example.net/x.png)",
    "</details> <!-- ",
    "@example @all #1 !1",
    "\x1b[2J\x1b]0;owned\x07",
    "\xe2\x80\xae right to left \xe2\x80\x8b zero width \xef\xbf\xbe",
    "\xc0\xaf\xff\xfe broken \x80",
    "\x7f\xc2\x85 del and next line",
    "%0A::error::owned",
    "{0} {} \\u0000 \"",
};

// In all kinds of records and at all kinds of places in them, so that messages, marks, notes and repairs have it.
std::string hostile_zone(std::string_view text) {
  const std::string evil(text);
  return "@ TXT " + zone_string("v=spf1 " + evil + " ip4:" + evil + " include:" + evil + " foo=" + evil + " -all") +
         "\n@ TXT " + zone_string(evil + "v=spf1 mx") + "\n@ TXT " + zone_string("spf2.0/pra " + evil) + "\n@ MX 10 " +
         "mail\n" + "_dmarc TXT " + zone_string(evil + "v=DMARC1; p=none") + "\n_dmarc TXT " +
         zone_string("v=DMARC1; p=" + evil + "; " + evil + "=x; rua=" + evil + ", mailto:" + evil + "; fo=" + evil) +
         "\n_dmarc.example.com TXT " + zone_string("v:DMARC1; p=reject " + evil) + "\ns1._domainkey TXT " +
         zone_string("v=DKIM1; k=" + evil + "; p=" + evil + "; n=" + evil) + "\n;! --selector s1\n";
}

// Each alone, because not all of many findings become annotations.
TEST(Formats, OfHostileRecordsAreSound) {
  std::vector<audit::Audit> audits;
  for (const std::string_view text : hostile) audits.push_back(tests::audited(hostile_zone(text)));
  audits.push_back(tests::audited(hostile_zone(std::string_view("\0=1\0", 4))));
  std::vector<report::Domains> groups;
  for (const audit::Audit& audit : audits) groups.push_back({tests::report_of(audit)});
  expect_sound(groups);
}

}  // namespace
}  // namespace mailauth::formats_test
