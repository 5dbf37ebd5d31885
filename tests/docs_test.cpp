// The documentation says what the program does: docs/rules.md is the catalog, and every ```console block of
// README.md and docs/*.md that begins with "$ mailauth" is run. MAILAUTH_REWRITE=1 writes them anew.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "mailauth/report/report.h"
#include "mailauth/text/ascii.h"
#include "support/files.h"

namespace mailauth {
namespace {

namespace fs = std::filesystem;

TEST(Docs, RulesAreTheCatalog) { tests::expect_golden(MAILAUTH_SOURCE_DIR "/docs/rules.md", report::rules_markdown()); }

std::set<std::string> documents() {
  std::set<std::string> paths{MAILAUTH_SOURCE_DIR "/README.md"};
  for (const auto& entry : fs::directory_iterator(MAILAUTH_SOURCE_DIR "/docs"))
    if (entry.path().extension() == ".md" && entry.path().filename() != "rules.md") paths.insert(entry.path().string());
  return paths;
}

// Runs "$ mailauth ..." in docs/examples, where the files that the examples name are. CSV ends its lines with CR and LF
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
  constexpr std::string_view opening = "```console\n$ mailauth ";
  std::string out;
  std::size_t at = 0;
  for (std::size_t begin; (begin = document.find(opening, at)) != std::string::npos;) {
    const std::size_t command = begin + std::string_view("```console\n$ ").size();
    const std::size_t line_end = document.find('\n', command);
    const std::size_t end = document.find("```", line_end);
    out += document.substr(at, line_end + 1 - at);
    out += run_example(document.substr(command, line_end - command));
    at = end;
    ++examples;
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

}  // namespace
}  // namespace mailauth
