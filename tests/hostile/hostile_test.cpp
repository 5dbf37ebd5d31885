// The program against servers that do everything wrong: behaviours.cpp says what, and what may be said then.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
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

constexpr std::chrono::seconds longest = 20s, longest_sweep = 40s;  // a domain; all of them
// Of a program with sanitizers: so much more than with an honest resolver.
constexpr double processor_seconds = 2, megabytes = 100;

// How long answers are waited for, and how many domains are audited at once.
struct Patience {
  const char* timeout;  // seconds, of the first of two tries
  std::size_t at_once;
};
// The later ones are for what came late on a busy machine.
constexpr Patience patiences[] = {{"2", 20}, {"4", 4}, {"5", 1}};

class Hostile : public testing::Test {
 protected:
  // The report for people is printed, the one for programs is in a file.
  Command check(const std::string& domain, const std::string& resolver, const Patience& patience = patiences[0]) const {
    const std::string json = "json=" + report(domain);
    return {MAILAUTH_BINARY, "check",          domain,    "--resolver", resolver,   "--no-config", "--selector", "s1",
            "--timeout",     patience.timeout, "--tries", "2",          "--format", "text",        "--format",   json};
  }
  Command sweep(const std::string& resolver, const char* timeout) const {
    return {MAILAUTH_BINARY,
            "sweep",
            folder_.path("list"),
            "--resolver",
            resolver,
            "--selector",
            "s1",
            "--timeout",
            timeout,
            "--tries",
            "2",
            "--out",
            folder_.path("lines"),
            "--quiet"};
  }
  std::string report(const std::string& domain) const { return folder_.path(domain + ".json"); }
  Json audited(const std::string& domain) const {
    const Json report = Json::parse(tests::read_file(this->report(domain)), nullptr, false);
    return report.is_object() ? report["domains"][0] : Json();
  }
  // By their place in the table.
  std::vector<Ran> check_all(const std::vector<std::size_t>& places, const std::string& resolver,
                             const Patience& patience) const;
  std::string what_is_wrong(const Behaviour& behaviour, const Ran& ran, const Ran& honest) const;
  std::map<std::string, std::string> what_is_wrong_in_sweep(const std::vector<const Behaviour*>& swept,
                                                            const std::string& resolver, const char* timeout) const;

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

std::string beyond_bounds(const Ran& ran, const Ran& honest) {
  if (!ran.in_time) return fmt::format("does not end within {} s; ", longest.count());
  std::string beyond;
  if (ran.processor.count() > honest.processor.count() + processor_seconds)
    beyond += fmt::format("takes {:.1f} s of the processor; ", ran.processor.count());
  if (ran.megabytes > honest.megabytes + megabytes) beyond += fmt::format("takes {:.0f} MB; ", ran.megabytes);
  return beyond;
}

// "there", "none" or "unknown": what a report says of the answer to one question.
std::string said(const Json& answer) {
  if (!answer.is_object()) return "unknown";
  const std::string outcome = answer.value("outcome", "");
  if (outcome == "found") return "there";
  return outcome == "no_data" || outcome == "no_domain" ? "none" : "unknown";
}

// Of the records that the behaviour is about, each as "spf there".
std::vector<std::string> said_of(At about, const Json& domain) {
  const auto said_at = [&domain](const char* path) { return said(domain.value(Json::json_pointer(path), Json())); };
  const bool no_spf = domain.value(Json::json_pointer("/spf/standing"), "") == "none";
  const std::string spf = no_spf ? "none" : said_at("/spf/answer"), mx = said_at("/mx/answer"),
                    dmarc = said_at("/dmarc/answer"), key = said_at("/dkim/selectors/0/answer");
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

bool is_right(Says says, const std::vector<std::string>& what, bool exists) {
  const auto is = [](std::string_view end) { return [end](const std::string& one) { return one.ends_with(end); }; };
  switch (says) {
    case Says::there: return exists && std::ranges::all_of(what, is("there"));
    case Says::none: return !exists || std::ranges::any_of(what, is("none"));
    case Says::unknown: return exists && std::ranges::all_of(what, is("unknown"));
    case Says::open: return exists && std::ranges::none_of(what, is("none"));
  }
  return false;
}

bool is_right(Says says, int exit_code) {
  switch (says) {
    case Says::there: return exit_code == 0 || exit_code == 1;
    case Says::none: return exit_code == 1;
    case Says::unknown: return exit_code == 3;
    case Says::open: return exit_code == 0 || exit_code == 1 || exit_code == 3;
  }
  return false;
}

// On a busy machine answers come late, also those that the behaviour is not about.
bool is_late(const Behaviour& behaviour, const Ran& ran, const Json& domain) {
  if (!ran.in_time) return true;
  if (behaviour.says == Says::there || behaviour.says == Says::none) return ran.exit_code == 3;
  if (behaviour.at == At::all || !domain.value("exists", true)) return false;  // nothing else is asked
  return said_of(At::key, domain) != std::vector<std::string>{"key there"};
}

std::string what_is_wrong_in_line(Says says, const Json& line) {
  if (!line.is_object()) return "it has no line";
  const bool complete = line.value("complete", false);
  std::string wrong;
  if (says != Says::open && complete != (says != Says::unknown)) wrong += complete ? "complete; " : "not complete; ";
  const std::vector<std::string> denied = denied_in_line(line);
  if (denied.empty() == (says == Says::none)) wrong += "there is none of: " + text::join(denied, ", ");
  return wrong;
}

std::vector<Ran> Hostile::check_all(const std::vector<std::size_t>& places, const std::string& resolver,
                                    const Patience& patience) const {
  std::vector<Command> commands;
  for (const std::size_t place : places) commands.push_back(check(domain_of(behaviours()[place]), resolver, patience));
  return run_all_watched(commands, patience.at_once, longest);
}

// Nothing, or all of it in one line.
std::string Hostile::what_is_wrong(const Behaviour& behaviour, const Ran& ran, const Ran& honest) const {
  const std::string domain = domain_of(behaviour);
  std::string wrong = beyond_bounds(ran, honest);
  if (!is_right(behaviour.says, ran.exit_code)) wrong += fmt::format("exit code {}; ", ran.exit_code);
  if (const std::string what = what_is_no_text(ran.printed); !what.empty()) wrong += "prints " + what + "; ";
  const Json found = audited(domain);
  if (!found.is_object()) return wrong + "no report: " + ran.printed;
  if (const std::string what = what_is_no_text(tests::read_file(report(domain))); !what.empty())
    wrong += "JSON has " + what + "; ";
  const std::vector<std::string> said = said_of(behaviour.at, found);
  if (is_late(behaviour, ran, found)) wrong += "honest answers are missing; ";
  const bool exists = found.value("exists", true);
  if (!is_right(behaviour.says, said, exists)) wrong += "says " + (exists ? text::join(said, ", ") : "no such domain");
  return wrong;
}

TEST_F(Hostile, EachBehaviourIsJudgedForWhatItIs) {
  const ServerApart server(as_they_behave());
  std::vector<std::size_t> places(behaviours().size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::vector<Ran> runs(places.size());
  for (const Patience& patience : patiences) {
    const std::vector<Ran> these = check_all(places, server.text(), patience);
    for (std::size_t i = 0; i < places.size(); ++i) runs[places[i]] = these[i];
    std::erase_if(places, [&](std::size_t place) {
      const Behaviour& behaviour = behaviours()[place];
      return !is_late(behaviour, runs[place], audited(domain_of(behaviour)));
    });
  }
  for (std::size_t i = 0; i < runs.size(); ++i)
    EXPECT_EQ(what_is_wrong(behaviours()[i], runs[i], runs.front()), "") << behaviours()[i].label;
}

// What is wrong with the lines of a sweep over these, which ends in time and within its bounds.
std::map<std::string, std::string> Hostile::what_is_wrong_in_sweep(const std::vector<const Behaviour*>& swept,
                                                                   const std::string& resolver,
                                                                   const char* timeout) const {
  std::string list;
  for (const Behaviour* behaviour : swept) list += domain_of(*behaviour) + "\n";
  tests::write_file(folder_.path("list"), list);
  std::filesystem::remove(folder_.path("lines"));
  const Ran ran = run_watched(sweep(resolver, timeout), longest_sweep);
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
  std::map<std::string, std::string> wrong;
  for (const Behaviour* behaviour : swept) {
    const std::string what = what_is_wrong_in_line(behaviour->says, lines[domain_of(*behaviour)]);
    if (!what.empty()) wrong[std::string(behaviour->label)] = what;
  }
  return wrong;
}

// Who shares a connection with two hundred others that hold it up may come out as not known, and on a busy machine
// others, too. Those few are swept again without the others, and more and more patiently.
TEST_F(Hostile, ASweepOverAllOfThemEnds) {
  const ServerApart server(as_they_behave());
  std::vector<const Behaviour*> all;
  for (const Behaviour& behaviour : behaviours()) all.push_back(&behaviour);
  auto wrong = what_is_wrong_in_sweep(all, server.text(), "0.5");
  EXPECT_LE(wrong.size(), 10u) << testing::PrintToString(wrong);
  for (const char* patience : {"3", "5", "8"}) {
    std::vector<const Behaviour*> again;
    for (const Behaviour& behaviour : behaviours())
      if (wrong.contains(std::string(behaviour.label))) again.push_back(&behaviour);
    if (again.empty()) return;
    const ServerApart fresh(as_they_behave());
    wrong = what_is_wrong_in_sweep(again, fresh.text(), patience);
  }
  EXPECT_THAT(wrong, testing::IsEmpty());
}

// Who never repeats the case of our letters is no liar: RFC 1035 2.3.3.
TEST_F(Hostile, AResolverThatWritesAllInLowerCaseIsBelieved) {
  const test::HostileServer server({.twist = twisted(in_lower_case)});
  const Ran ran = run_watched(check("honest.test", server.text()), longest);
  EXPECT_THAT(ran.exit_code, testing::AnyOf(0, 1)) << ran.printed;
  EXPECT_EQ(audited("honest.test")["complete"], true) << ran.printed;
}

TEST_F(Hostile, WhoCannotBeAskedIsNamedAtOnce) {
  const test::ClosedPort nobody_listens;
  const std::string no_route = "255.255.255.255";
  for (const std::string& resolver : {nobody_listens.text(), no_route}) {
    SCOPED_TRACE(resolver);
    const Ran ran = run_watched(check("honest.test", resolver, {"5", 1}), longest);
    EXPECT_EQ(ran.exit_code, 3) << ran.printed;
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
