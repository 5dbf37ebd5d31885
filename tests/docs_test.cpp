// The documentation says what the program does: docs/rules.md is the catalog, every ```console block of README.md and
// docs/*.md that begins with "$ mailauth" or "$ cd" is run, and every block whose first line is a comment with the path
// of a file in docs/examples/team is that file. MAILAUTH_REWRITE=1 writes them anew.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "report/report.h"
#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::docs_test {
namespace {

namespace fs = std::filesystem;

TEST(Docs, RulesAreTheCatalog) { tests::expect_golden(MAILAUTH_SOURCE_DIR "/docs/rules.md", report::rules_markdown()); }

TEST(Docs, PictureIsWhatTheDemoPrints) {
  const tests::Output picture = tests::run_command("python3 " MAILAUTH_SOURCE_DIR "/scripts/picture " MAILAUTH_BINARY);
  tests::expect_golden(MAILAUTH_SOURCE_DIR "/docs/images/demo.svg", picture.text);
}

std::set<std::string> documents() {
  std::set<std::string> paths{MAILAUTH_SOURCE_DIR "/README.md"};
  for (const auto& entry : fs::directory_iterator(MAILAUTH_SOURCE_DIR "/docs"))
    if (entry.path().extension() == ".md" && entry.path().filename() != "rules.md") paths.insert(entry.path().string());
  return paths;
}

// Runs a command in docs/examples, where the files that the examples name are. CSV ends its lines with CR and LF
// (RFC 4180), a document with LF.
std::string run_example(const std::string& command) {
  const tests::Output output =
      tests::run_command("cd " MAILAUTH_SOURCE_DIR
                         "/docs/examples && export LC_ALL=C.UTF-8 && mailauth() { " MAILAUTH_BINARY " \"$@\"; } && " +
                         command + " 2>&1");
  return text::replace_all(output.text, "\r\n", "\n");
}

// The document with the output of its examples as it is now.
std::string with_current_output(const std::string& document, unsigned& examples) {
  constexpr std::string_view opening = "```console\n$ ";
  std::string out;
  std::size_t at = 0;
  for (std::size_t begin; (begin = document.find(opening, at)) != std::string::npos;) {
    const std::size_t command = begin + opening.size();
    const std::size_t line_end = document.find('\n', command);
    const std::string line = document.substr(command, line_end - command);
    out += document.substr(at, line_end + 1 - at);
    at = line_end + 1;
    if (!line.starts_with("mailauth ") && !line.starts_with("cd ")) continue;
    out += run_example(line);
    at = document.find("```", line_end);
    ++examples;
  }
  return out + document.substr(at);
}

// "# mailauth.toml", "; zones/example.com.zone": the file of the team that a block shows; empty when it is none.
std::string shown_file(std::string_view first_line) {
  if (!first_line.starts_with("# ") && !first_line.starts_with("; ")) return "";
  const std::string path = MAILAUTH_SOURCE_DIR "/docs/examples/team/" + std::string(first_line.substr(2));
  return fs::is_regular_file(path) ? path : "";
}

std::string with_current_files(const std::string& document, unsigned& files) {
  constexpr std::string_view fence = "\n```";
  std::string out;
  std::size_t at = 0;
  for (std::size_t begin; (begin = document.find(fence, at)) != std::string::npos;) {
    const std::size_t content = document.find('\n', begin + fence.size()) + 1;
    const std::size_t end = document.find(fence, content - 1);
    if (end == std::string::npos) break;
    const std::string file = shown_file(document.substr(content, document.find('\n', content) - content));
    out += document.substr(at, content - at);
    out += file.empty() ? document.substr(content, end + 1 - content) : tests::read_file(file);
    files += file.empty() ? 0 : 1;
    at = std::min(document.find('\n', end + fence.size()), document.size());
    out += document.substr(end + 1, at - (end + 1));
  }
  return out + document.substr(at);
}

TEST(Docs, ExamplesPrintWhatIsWritten) {
  unsigned examples = 0;
  for (const std::string& path : documents()) {
    SCOPED_TRACE(path);
    tests::expect_golden(path, with_current_output(tests::read_file(path), examples));
  }
  EXPECT_GE(examples, 5u);
}

TEST(Docs, FilesOfTheTeamAreThoseOfTheExample) {
  unsigned files = 0;
  const std::string path = MAILAUTH_SOURCE_DIR "/docs/ci.md";
  tests::expect_golden(path, with_current_files(tests::read_file(path), files));
  EXPECT_GE(files, 2u);
}

}  // namespace
}  // namespace mailauth::docs_test
