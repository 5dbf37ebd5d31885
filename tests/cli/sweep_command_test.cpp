// `mailauth sweep` as a user meets it; what it survives is in sweep_survival_test.cpp.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/hostile_server.h"
#include "support/sweeping.h"

namespace mailauth::sweep_command_test {
namespace {

using tests::Output;
using tests::SweepLines;

constexpr std::size_t domain_count = 60;

class SweepCommand : public testing::Test {
 protected:
  SweepCommand() : server_({tests::swept_zone(domain_count)}) { write("list", tests::swept_list(domain_count)); }

  void write(std::string_view name, std::string_view content) { tests::write_file(folder_.path(name), content); }
  std::string read(std::string_view name) const { return tests::read_file(folder_.path(name)); }
  // A shell command, in which "mailauth" is the program; what is said on stderr goes to the file "said".
  Output shell(const std::string& command) {
    return tests::run_command(fmt::format("cd {}; mailauth() {{ " MAILAUTH_BINARY " \"$@\"; }}; {{ {}; }} 2>said",
                                          folder_.path(""), command));
  }
  Output sweep(const std::string& arguments) {
    return shell(fmt::format("mailauth sweep --resolver {} {}", server_.text(), arguments));
  }
  SweepLines swept(const std::string& arguments) {
    const Output output = sweep(arguments);
    EXPECT_EQ(output.exit_code, 0) << read("said");
    SweepLines lines = tests::sweep_lines(output.text);
    EXPECT_TRUE(lines.whole()) << output.text;
    return lines;
  }

  tests::TemporaryFolder folder_;
  test::HostileServer server_;
};

// Nothing to do is a mistake, and nothing is left of it.
TEST_F(SweepCommand, ListsWithoutADomainAreRefused) {
  write("empty", "");
  write("junk", "foo bar\n!!\n");
  write("binary", std::string("\x7f"
                              "ELF\0\0\n",
                              7));
  write("kept", R"({"domain":"example.com"})"
                "\n"
                R"({"type":"summary"})"
                "\n");
  const std::string kept = read("kept");
  const std::pair<std::string, std::string_view> cases[] = {
      {"empty", "mailauth: empty has no domain: it is empty\n"},
      {"junk",
       "mailauth: junk has no domain; the first line that is none: junk:1: 'foo bar': there is a blank in it\n"},
      {"empty junk", "mailauth: empty has no domain: it is empty (and 1 more without a domain)\n"},
      {"binary", "mailauth: cannot read binary: it is no text\n"},
      {"- <junk",
       "mailauth: standard input has no domain; the first line that is none: -:1: 'foo bar': there is a blank in it\n"},
      {"- </dev/null", "mailauth: standard input has no domain: it is empty\n"},
  };
  for (const auto& [list, says] : cases) {
    SCOPED_TRACE(list);
    for (const std::string options : {" --out out", " --out out --history history", ""}) {
      EXPECT_EQ(sweep(list + options).exit_code, 2);
      EXPECT_EQ(read("said"), says);
      EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
      EXPECT_FALSE(std::filesystem::exists(folder_.path("history")));
    }
    EXPECT_EQ(sweep(list + " --out kept --resume").exit_code, 2);
    EXPECT_EQ(read("kept"), kept);
    EXPECT_EQ(shell("mailauth sweep plan --shards 2 " + list).exit_code, 2);
    EXPECT_EQ(read("said"), says);
  }
  // One of several: the others are swept.
  const Output output = sweep("list empty --quiet");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(read("said"), "mailauth: empty has no domain: it is empty\n");
  EXPECT_EQ(tests::sweep_lines(output.text).results.size(), domain_count);
}

TEST_F(SweepCommand, WritesALineForEveryDomainAndASummary) {
  const SweepLines lines = swept("list --quiet");
  EXPECT_EQ(read("said"), "");
  EXPECT_EQ(lines.results.size(), domain_count);
  for (std::size_t number = 0; number < domain_count; ++number)
    EXPECT_TRUE(lines.results.contains(tests::swept_domain(number))) << number;
  const auto absent = nlohmann::json::parse(lines.results.at("d0.example"));
  const auto complete = nlohmann::json::parse(lines.results.at("d5.example"));
  EXPECT_EQ(absent["exists"], false);
  EXPECT_EQ(complete["spf"], "usable");
  EXPECT_EQ(complete["policy"], "reject");
  EXPECT_EQ(complete["dkim"], "found");
  const auto summary = nlohmann::json::parse(lines.summary);
  EXPECT_EQ(summary["type"], "summary");
  EXPECT_EQ(summary["domains"], domain_count);
  EXPECT_EQ(summary["complete"], domain_count);
  EXPECT_EQ(summary["interrupted"], false);
}

TEST_F(SweepCommand, ReportsWhatIsNoDomainOrComesAgain) {
  write("list", "# a comment\nd1.example\n\nD1.Example.\nhttps://d2.example/\nd3.example\n");
  const SweepLines lines = swept("list --quiet");
  EXPECT_EQ(lines.results.size(), 2U);
  EXPECT_EQ(read("said"), "mailauth: list:5: 'https://d2.example/': this is a URL; did you mean d2.example?\n"
                          "mailauth: 1 repeated; the first: list:4: 'd1.example': it has come before\n");
  EXPECT_NE(lines.summary.find("\"duplicates\":1,\"junk\":1"), std::string::npos) << lines.summary;
}

TEST_F(SweepCommand, ReadsStdinAndCompressedLists) {
  const SweepLines lines = swept("list --quiet");
  EXPECT_EQ(swept("- --quiet <list").results, lines.results);
  ASSERT_EQ(shell("gzip list").exit_code, 0);
  EXPECT_EQ(swept("list.gz --quiet").results, lines.results);
  EXPECT_EQ(swept("- --quiet <list.gz").results, lines.results);
}

TEST_F(SweepCommand, WritesAsMuchAsAskedFor) {
  write("list", "d5.example\n");
  const auto members = [this](const std::string& detail) {
    return nlohmann::json::parse(swept("list --detail " + detail).results.at("d5.example"));
  };
  EXPECT_FALSE(members("verdict").contains("findings"));
  EXPECT_TRUE(members("findings").contains("findings"));
  EXPECT_FALSE(members("findings").contains("report"));
  const auto full = members("full");
  EXPECT_EQ(full["report"]["domain"], "d5.example");
}

TEST_F(SweepCommand, WrongInputIsOneLineAndExitCodeTwo) {
  write("there", "{}\n");
  const std::pair<std::string, std::string> cases[] = {
      {"", "which list?"},
      {"missing", "cannot read missing: No such file or directory"},
      {"list --out there", "there is there already"},
      {"list --resume", "--resume needs --out FILE"},
      {"list --out there --resume", "cannot resume there: line 1 is no result of a sweep"},
      {"list --out missing/out", "cannot write missing/out: No such file or directory"},
      {"list --out . ", "cannot write .: Is a directory"},
      {"list --out /dev/full", "cannot write /dev/full: No space left on device"},
      {"list --shard 0/3", "--shard writes a part to a folder"},
      {"list --shard 3/3 --out parts", "--shard"},
      {"list --shard x --out parts", "--shard"},
      {"list --shard 0/3 --out list", "list"},
      {"list --detail some", "--detail"},
      {"list --threads 0", "--threads"},
      {"list --rate -1", "--rate"},
      {"list --deadline 5", "--deadline"},  // of `check`: here a question has tries, and a domain no limit
      {"list --concurrency -1", "--concurrency"},
      {"list --concurrency 0", "--concurrency"},
      {"list --resolver nowhere", "nowhere"},
      {"list --history missing/history", "missing/history"},
  };
  for (const auto& [arguments, says] : cases) {
    SCOPED_TRACE(arguments);
    EXPECT_EQ(sweep("--quiet " + arguments).exit_code, 2);
    const std::string said = read("said");
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
    EXPECT_NE(said.find(says), std::string::npos) << said;
  }
  EXPECT_EQ(read("there"), "{}\n");
}

TEST_F(SweepCommand, AListOfHostileNamesHarmsNobody) {
  std::string list = "d1.example\n";
  for (int octet = 0; octet < 256; ++octet) {
    if (octet == '\n') continue;
    list += fmt::format("a{0}b.example\n{0}\nd1.example{0}\n", static_cast<char>(octet));
  }
  list += "\x1b[2J\x1b]0;title\x07.example\n" + std::string(300, 'x') + ".example\n" + std::string(9000, 'y') + "\n";
  list += "\"d2.example\n'd2.example'\n{\"domain\":\"d2.example\"}\n\xe2\x80\xae"
          "elpmaxe.2d\n\xc0\xae\xed\xa0\x80.example\n";
  list += "\xef\xbb\xbf"
          "d3.example\nb\xc3\xbc"
          "cher.example\n\xf0\x9f\x92\xa9.example\n..\n.\n-\nd4\\.example\nd4\\000.example\n";
  list += "xn--a.example\nxn--.example\n../../etc/passwd\n$(touch harmed)\nd5.example";
  write("list", list);
  const SweepLines lines = swept("list --out -");
  EXPECT_TRUE(lines.results.contains("d1.example"));
  EXPECT_TRUE(lines.results.contains("d5.example"));
  EXPECT_TRUE(lines.results.contains("xn--bcher-kva.example"));
  const std::string said = read("said");
  EXPECT_TRUE(std::all_of(said.begin(), said.end(), [](unsigned char c) { return c == '\n' || (c >= ' ' && c < 127); }))
      << said;
  EXPECT_FALSE(std::filesystem::exists(folder_.path("harmed")));
}

TEST_F(SweepCommand, ShardsTogetherAreOneSweep) {
  for (const int index : {0, 1, 2}) {
    EXPECT_EQ(shell("mailauth sweep status parts --missing").exit_code, index == 0 ? 2 : 1);
    ASSERT_EQ(sweep(fmt::format("list --quiet --shard {}/3 --out parts", index)).exit_code, 0) << read("said");
  }
  EXPECT_EQ(shell("mailauth sweep status parts --missing").exit_code, 0);
  ASSERT_EQ(shell("mailauth sweep merge parts list --out merged").exit_code, 0) << read("said");
  const SweepLines merged = tests::sweep_lines(read("merged"));
  EXPECT_TRUE(merged.whole());
  EXPECT_EQ(merged.results, swept("list --quiet").results);
}

TEST_F(SweepCommand, ACompletePartIsLeftAsItIs) {
  const std::string again = "list --quiet --shard 1/3 --out parts";
  ASSERT_EQ(sweep(again).exit_code, 0) << read("said");
  const std::string part = read("parts/part-00001-of-00003.ndjson");
  const unsigned questions = server_.questions();
  EXPECT_EQ(sweep(again).exit_code, 0);
  EXPECT_EQ(read("said"), "mailauth: parts/part-00001-of-00003.ndjson is complete already\n");
  EXPECT_EQ(read("parts/part-00001-of-00003.ndjson"), part);
  EXPECT_EQ(server_.questions(), questions);
}

TEST_F(SweepCommand, APartThatWasCutOffIsGoneOnWith) {
  ASSERT_EQ(sweep("list --quiet --shard 0/2 --out parts").exit_code, 0) << read("said");
  const std::string part = read("parts/part-00000-of-00002.ndjson");
  std::filesystem::remove(folder_.path("parts/part-00000-of-00002.ndjson"));
  write("parts/part-00000-of-00002.ndjson.partial", part.substr(0, part.size() / 2));
  ASSERT_EQ(sweep("list --quiet --shard 0/2 --out parts").exit_code, 0) << read("said");
  EXPECT_EQ(tests::sweep_lines(read("parts/part-00000-of-00002.ndjson")).results, tests::sweep_lines(part).results);
}

TEST_F(SweepCommand, AddsToAHistory) {
  swept("list --quiet --history history");
  swept("list --quiet --history history");  // nothing has changed
  const Output output = shell("mailauth history d5.example --history history --format json");
  EXPECT_EQ(output.exit_code, 0) << read("said");
  EXPECT_EQ(nlohmann::json::parse(output.text)["aspects"][0]["value"], "in_force, p=reject");
}

TEST_F(SweepCommand, AddsToAHistoryWhatIsResumed) {
  ASSERT_EQ(sweep("list --quiet --out out").exit_code, 0) << read("said");
  ASSERT_EQ(shell("head -n 20 out >half").exit_code, 0);
  ASSERT_EQ(sweep("list --quiet --out half --resume --history history").exit_code, 0) << read("said");
  for (std::size_t number = 0; number < domain_count; ++number)
    EXPECT_EQ(shell("mailauth history " + tests::swept_domain(number) + " --history history").exit_code, 0) << number;
}

TEST_F(SweepCommand, HowManyWorkMakesNoDifference) {
  const SweepLines lines = swept("list --quiet --threads 1");
  for (const char* more : {"--threads 2", "--threads 5", "--concurrency 50", "--concurrency 1 --threads 1"}) {
    EXPECT_EQ(swept(std::string("list --quiet ") + more).results, lines.results) << more;
  }
}

}  // namespace
}  // namespace mailauth::sweep_command_test
