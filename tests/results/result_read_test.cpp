#include <gtest/gtest.h>

#include <fmt/format.h>

#include "results/result.h"
#include "results/result_line.h"

namespace mailauth::results::result_read_test {
namespace {

using records::dkim::Algorithm;
using records::dmarc::Policy;
using records::spf::Qualifier;

Result full_result() {
  Result result;
  result.domain = "example.com";
  result.time = "2026-11-23T02:10:11Z";
  result.version = "0.1.0";
  result.records = "0123456789abcdef";
  result.exists = false;
  result.complete = false;
  result.forgery = rules::Forgery::hard;
  result.own_mail = rules::OwnMail::at_risk;
  result.spf = SpfState::usable;
  result.spf_all = Qualifier::softfail;
  result.lookups = 7;
  result.dmarc = DmarcState::in_force;
  result.policy = Policy::reject;
  result.subdomain_policy = Policy::none;
  result.inherited = result.reports = true;
  result.dkim = DkimState::found;
  result.mx = MxState::hosts;
  result.keys = {{"s1", Algorithm::rsa, 1024, "c0ffee", "ab12"}, {"ed", Algorithm::ed25519, 256, "", "cd34"}};
  result.mx_hosts = {"mx1.example.com", "mx2.example.com"};
  result.includes = {"_spf.example.net"};
  result.unregistered = {"gone.example.org"};
  result.wildcards = {"TXT", "MX"};
  result.services = {"amazon-ses"};
  result.findings = {{"spf-missing", rules::Severity::error, true, "example.com TXT", "say \"\xe2\x80\x9d\" \\ \x01"}};
  result.errors = 1, result.warnings = 2, result.queries = 20, result.cached = 4, result.elapsed_ms = 120;
  return result;
}

TEST(ParseLine, ReadsWhatWasWritten) {
  for (const Detail detail : {Detail::verdict, Detail::findings, Detail::full}) {
    SCOPED_TRACE(static_cast<int>(detail));
    const std::string line = to_line(full_result(), detail, R"({"keys":[{"selector":"of the report"}]})");
    const auto read = parse_line(line);
    ASSERT_TRUE(std::holds_alternative<Result>(read));
    const Result& result = std::get<Result>(read);
    EXPECT_EQ(result.listed, detail != Detail::verdict);
    EXPECT_EQ(to_line(result, detail, R"({"keys":[{"selector":"of the report"}]})"), line);
  }
  const Summary summary{10, 9, 1, 2, 200, 40, 1.5, true};
  const auto read = parse_line(to_line(summary));
  ASSERT_TRUE(std::holds_alternative<Summary>(read));
  EXPECT_EQ(to_line(std::get<Summary>(read)), to_line(summary));
}

TEST(ParseLine, SaysWhyALineIsNone) {
  const std::pair<std::string, std::string_view> cases[] = {
      {"", "not JSON at byte 1"},
      {"example.com", "not JSON at byte 1"},
      {R"({"domain":"example.com","spf":"usa)", "not JSON at byte 35"},
      {"{\"domain\":\"\xff\"}", "not JSON at byte 12"},
      {"[1]", "no object"},
      {"\"example.com\"", "no domain"},
      {R"({"spf":"usable"})", "no domain"},
      {R"({"domain":5})", "no domain"},
      {R"({"type":"shard","domain":"example.com"})", "a line of an unknown type"},
      {R"({"domain":")" + std::string(1025, 'a') + "\"}", "the domain is too long"},
      {R"({"domain":"example.com","report":)" + std::string(64, '[') + std::string(64, ']') + "}", "nested too deeply"},
  };
  for (const auto& [line, why] : cases) {
    SCOPED_TRACE(line.substr(0, 80));
    const auto read = parse_line(line);
    ASSERT_TRUE(std::holds_alternative<std::string>(read));
    EXPECT_EQ(std::get<std::string>(read), why);
  }
}

TEST(ParseLine, PassesOverWhatItDoesNotKnow) {
  const auto read = parse_line(
      R"({"new":{"domain":"example.org"},"domain":"example.com","lookups":-1,"warnings":99999999999,"errors":"two",)"
      R"("mx_hosts":["a",1,["b"],{"c":"d"},"e"],"includes":"no list","keys":[{"selector":"s1","more":{"selector":"x"},)"
      R"("list":["y"],"bits":512},"z"],"findings":{"rule":"no list"},"exists":null})");
  ASSERT_TRUE(std::holds_alternative<Result>(read));
  const Result& result = std::get<Result>(read);
  EXPECT_EQ(result.domain, "example.com");
  EXPECT_EQ(result.lookups + result.warnings + result.errors, 0u);
  EXPECT_EQ(result.mx_hosts, (std::vector<std::string>{"a"}));  // the rest of a list that is not one of texts is lost
  ASSERT_EQ(result.keys.size(), 1u);
  EXPECT_EQ(result.keys[0].selector, "s1");
  EXPECT_TRUE(result.includes.empty() && result.findings.empty() && result.exists);
}

// A line of another version: what it says is kept, and belongs to no value.
TEST(ParseLine, KeepsWordsThatItDoesNotKnow) {
  const std::string line = R"({"domain":"example.com","dmarc":"in_force","policy":"REJECT","spf":"temperror","mx":"",)"
                           R"("keys":[{"selector":"s1","algorithm":"ml-dsa","bits":1}]})";
  const auto read = parse_line(line);
  ASSERT_TRUE(std::holds_alternative<Result>(read));
  const Result& result = std::get<Result>(read);
  EXPECT_EQ(result.dmarc, DmarcState::in_force);
  EXPECT_FALSE(result.policy.value());
  EXPECT_FALSE(result.policy.empty());
  EXPECT_TRUE(result.mx.empty());
  const std::string written = to_line(result, Detail::findings);
  for (const std::string_view member :
       {R"("policy":"REJECT")", R"("spf":"temperror")", R"("mx":"")", R"("algorithm":"ml-dsa")"})
    EXPECT_NE(written.find(member), std::string::npos) << written;
}

// Resuming and merging believe a line only then.
TEST(OwnLines, AreThoseOfToLine) {
  for (const Detail detail : {Detail::verdict, Detail::findings, Detail::full}) {
    std::string line = to_line(full_result(), detail, "{}");
    line.pop_back();
    EXPECT_TRUE(std::holds_alternative<Result>(parse_own_line(line)));
    for (std::size_t size = 0; size < line.size(); ++size) {
      EXPECT_TRUE(std::holds_alternative<std::string>(parse_own_line(line.substr(0, size)))) << size;
      EXPECT_TRUE(may_be_cut(line.substr(0, size))) << size;
    }
  }
  std::string summary = to_line(Summary{.domains = 3});
  summary.pop_back();
  EXPECT_TRUE(std::holds_alternative<Summary>(parse_own_line(summary)));
  for (std::size_t size = 0; size < summary.size(); ++size) EXPECT_TRUE(may_be_cut(summary.substr(0, size))) << size;
  for (const std::string_view other :
       {R"({"domain":"example.com"})", R"({"domain":"example.com","time":1,"complete":true})",
        R"({"domain":"example.com","time":"","complete":"yes"})", R"({"type":"summary","domains":1,"complete":1})"}) {
    EXPECT_TRUE(std::holds_alternative<std::string>(parse_own_line(other))) << other;
    EXPECT_FALSE(std::holds_alternative<std::string>(parse_line(other))) << other;
  }
}

}  // namespace
}  // namespace mailauth::results::result_read_test
