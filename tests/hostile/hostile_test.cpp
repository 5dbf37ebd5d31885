// The program against servers that do everything wrong: behaviours.cpp says what, and what may be said then.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "hostile/behaviours.h"
#include "hostile/odd_content.h"
#include "hostile/odd_messages.h"
#include "hostile/server_apart.h"
#include "hostile/watched.h"
#include "support/files.h"
#include "support/hostile_server.h"
#include "support/loopback.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace mailauth::hostile {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using Command = std::vector<std::string>;

constexpr std::size_t at_once = 20;
constexpr std::chrono::seconds longest = 20s;  // a domain
// Of a program with sanitizers. Not more than what an honest resolver makes it take, and this.
constexpr double processor_seconds = 3, megabytes = 100;

class Hostile : public testing::Test {
 protected:
  // The report for people is printed, the one for programs is in a file.
  Command check(const std::string& domain, const std::string& resolver) const {
    return {MAILAUTH_BINARY, "check",       domain,       "--resolver",
            resolver,        "--no-config", "--selector", "s1",
            "--timeout",     "1",           "--tries",    "2",
            "--format",      "text",        "--format",   "json=" + report(domain)};
  }
  Command sweep(const std::string& resolver) const {
    return {MAILAUTH_BINARY,
            "sweep",
            folder_.path("list"),
            "--resolver",
            resolver,
            "--selector",
            "s1",
            "--timeout",
            "1",
            "--tries",
            "2",
            "--out",
            folder_.path("lines"),
            "--quiet"};
  }
  std::string report(const std::string& domain) const { return folder_.path(domain + ".json"); }
  Json audited(const std::string& domain) const { return Json::parse(tests::read_file(report(domain)))["domains"][0]; }

  tests::TemporaryFolder folder_;
};

std::string domain_of(const Behaviour& behaviour) { return std::string(behaviour.label) + ".test"; }

// All that reaches a terminal or a file is text: UTF-8, with no control but the end of a line, and nothing that turns
// the direction of writing. Says what is not.
std::string what_is_no_text(std::string_view printed) {
  while (!printed.empty()) {
    const std::optional<text::CodePoint> next = text::decode_utf8(printed);
    if (!next) return fmt::format("no UTF-8: octet {:#04x}", static_cast<unsigned char>(printed.front()));
    if (next->value != '\n' && !text::is_printable(next->value)) return text::describe(next->value);
    printed.remove_prefix(next->length);
  }
  return "";
}

void expect_bounds(const Ran& ran, const Ran& honest) {
  EXPECT_TRUE(ran.in_time) << "it does not end";
  EXPECT_LE(ran.processor.count(), honest.processor.count() + processor_seconds);
  EXPECT_LE(ran.megabytes, honest.megabytes + megabytes);
  EXPECT_EQ(what_is_no_text(ran.printed), "") << ran.printed;
}

// "found", "none" or "unknown": what a report says of the answer to one question.
std::string said(const Json& answer) {
  if (!answer.is_object()) return "unknown";
  const std::string outcome = answer.value("outcome", "");
  if (outcome == "found") return "there";
  return outcome == "no_data" || outcome == "no_domain" ? "none" : "unknown";
}

// Of the records that the behaviour is about, each as "spf there".
std::vector<std::string> said_of(At about, const Json& domain) {
  const std::string spf = domain["spf"]["standing"] == "none" ? "none" : said(domain["spf"]["answer"]);
  const std::string key = said(domain["dkim"]["selectors"][0]["answer"]);
  const std::string mx = said(domain["mx"]["answer"]), dmarc = said(domain["dmarc"]["answer"]);
  switch (about) {
    case At::spf: return {"spf " + spf};
    case At::mx: return {"mx " + mx};
    case At::dmarc: return {"dmarc " + dmarc};
    case At::key: return {"key " + key};
    case At::records: return {"spf " + spf, "mx " + mx, "dmarc " + dmarc};
    case At::all: return {"spf " + spf, "mx " + mx, "dmarc " + dmarc, "key " + key};
  }
  return {};
}

// What a line of a sweep says of the same records, where its words tell.
std::vector<std::string> denied_in_line(const Json& line) {
  std::vector<std::string> denied;
  if (line["exists"] == false) denied.emplace_back("exists");
  for (const char* record : {"spf", "mx", "dmarc"})
    if (line.value(record, "") == "none") denied.emplace_back(record);
  return denied;
}

void expect_said(const Behaviour& behaviour, const Json& domain) {
  using testing::EndsWith;
  const std::vector<std::string> what = said_of(behaviour.at, domain);
  const bool exists = domain["exists"] != false;
  switch (behaviour.says) {
    case Says::there: EXPECT_THAT(what, testing::Each(EndsWith("there"))); break;
    case Says::none: EXPECT_THAT(what, testing::Contains(EndsWith("none"))); break;
    case Says::unknown: EXPECT_THAT(what, testing::Each(EndsWith("unknown"))); break;
    case Says::open: EXPECT_THAT(what, testing::Each(testing::Not(EndsWith("none")))); break;
  }
  EXPECT_TRUE(exists || behaviour.says == Says::none);
}

void expect_exit_code(Says says, int exit_code) {
  switch (says) {
    case Says::there: EXPECT_THAT(exit_code, testing::AnyOf(0, 1)); break;
    case Says::none: EXPECT_EQ(exit_code, 1); break;
    case Says::unknown: EXPECT_EQ(exit_code, 3); break;
    case Says::open: EXPECT_THAT(exit_code, testing::AnyOf(0, 1, 3)); break;
  }
}

void expect_in_line(Says says, const Json& line) {
  const std::vector<std::string> denied = denied_in_line(line);
  switch (says) {
    case Says::there: EXPECT_EQ(line["complete"], true); break;
    case Says::none: EXPECT_EQ(line["complete"], true); break;
    case Says::unknown: EXPECT_EQ(line["complete"], false); break;
    case Says::open: break;
  }
  EXPECT_EQ(!denied.empty(), says == Says::none) << testing::PrintToString(denied);
}

TEST_F(Hostile, EachBehaviourIsJudgedForWhatItIs) {
  const ServerApart server(as_they_behave());
  std::vector<Command> commands;
  for (const Behaviour& behaviour : behaviours()) commands.push_back(check(domain_of(behaviour), server.text()));
  const std::vector<Ran> runs = run_all_watched(commands, at_once, longest);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Behaviour& behaviour = behaviours()[i];
    SCOPED_TRACE(behaviour.label);
    expect_bounds(runs[i], runs.front());
    expect_exit_code(behaviour.says, runs[i].exit_code);
    ASSERT_NO_THROW(audited(domain_of(behaviour))) << runs[i].printed;
    expect_said(behaviour, audited(domain_of(behaviour)));
    EXPECT_EQ(what_is_no_text(tests::read_file(report(domain_of(behaviour)))), "");
  }
}

TEST_F(Hostile, ASweepOverAllOfThemEnds) {
  const ServerApart server(as_they_behave());
  std::string list;
  for (const Behaviour& behaviour : behaviours()) list += domain_of(behaviour) + "\n";
  tests::write_file(folder_.path("list"), list);
  const Ran ran = run_watched(sweep(server.text()), longest);
  EXPECT_TRUE(ran.in_time);
  EXPECT_EQ(ran.exit_code, 0) << ran.printed;
  EXPECT_LE(ran.processor.count(), 10);
  EXPECT_LE(ran.megabytes, 300);
  const std::string output = tests::read_file(folder_.path("lines"));
  EXPECT_EQ(what_is_no_text(ran.printed + output), "");
  std::map<std::string, Json> lines;
  for (const std::string_view text : text::split(output, '\n')) {
    const Json line = Json::parse(text, nullptr, false);
    if (line.is_object() && line.contains("domain")) lines[line["domain"]] = line;
  }
  for (const Behaviour& behaviour : behaviours()) {
    SCOPED_TRACE(behaviour.label);
    const Json line = lines[domain_of(behaviour)];
    ASSERT_TRUE(line.is_object()) << "it has no line";
    expect_in_line(behaviour.says, line);
  }
}

// Who never repeats the case of our letters is no liar: RFC 1035 2.3.3.
TEST_F(Hostile, AResolverThatWritesAllInLowerCaseIsBelieved) {
  const test::HostileServer server({.twist = twisted(in_lower_case)});
  const Ran ran = run_watched(check("honest.test", server.text()), longest);
  EXPECT_THAT(ran.exit_code, testing::AnyOf(0, 1)) << ran.printed;
  EXPECT_EQ(audited("honest.test")["complete"], true) << ran.printed;
}

TEST_F(Hostile, WhoCannotBeAskedIsNamedAtOnce) {
  const std::string nobody_listens = fmt::format("127.0.0.1:{}", test::free_port()), no_route = "255.255.255.255";
  for (const std::string& resolver : {nobody_listens, no_route}) {
    SCOPED_TRACE(resolver);
    Command command = check("honest.test", resolver);
    command.insert(command.end(), {"--timeout", "5"});
    const Ran ran = run_watched(command, longest);
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_LT(ran.wall.count(), 4);
    EXPECT_THAT(ran.printed, testing::HasSubstr(resolver));
    EXPECT_THAT(said_of(At::all, audited("honest.test")), testing::Each(testing::EndsWith("unknown")));
  }
}

// The names of mail servers and of SPF mechanisms, of whatever octets they are.
TEST_F(Hostile, NamesAreAskedForAsTheyStand) {
  const std::vector<std::string> exchanges = {"a.b", "a b",    std::string("n\0l", 3), "\xff", "http://mail",
                                              "x@y", "\x1b[1m"};
  const std::vector<std::string> mechanisms = {"x+y", "a=b", "\"q\"", "a\\b", "~", "!", "#$&*", "(", "%"};
  std::mutex mutex;
  std::set<std::string> asked;
  const auto odd = [&](Draft& draft) {
    const std::lock_guard lock(mutex);
    asked.insert(text::to_lower(draft.question));
    if (draft.query.name != draft.domain) return;
    if (draft.query.type == static_cast<uint16_t>(dns::Type::mx))
      for (const std::string& one : exchanges)
        draft.answers.push_back(record(asked_name, dns::Type::mx, mx(20, label(one) + std::string(asked_name))));
    if (draft.query.type == static_cast<uint16_t>(dns::Type::txt))
      hold(draft, "v=spf1 a:x+y.{0} a:a=b.{0} a:\"q\".{0} a:a\\b.{0} a:~.{0} a:!.{0} a:#$&*.{0} a:(.{0} a:%%.{0} -all");
  };
  const test::HostileServer server({.twist = twisted(odd)});
  const Ran ran = run_watched(check("honest.test", server.text()), longest);
  EXPECT_EQ(ran.exit_code, 1) << ran.printed;
  for (const std::vector<std::string>& names : {exchanges, mechanisms})
    for (const std::string& one : names)
      EXPECT_TRUE(asked.contains(label(one) + name("honest.test") + test::u16(1) + test::u16(1)))
          << testing::PrintToString(one);
}

}  // namespace
}  // namespace mailauth::hostile
