// Golden cases: tests/cases/<name>.zone is a small world, <name>.txt the report on it at 80 columns.
// MAILAUTH_REWRITE=1 writes the reports anew; git diff then shows what users will see differently.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "support/audited.h"
#include "support/files.h"

namespace mailauth {
namespace {

namespace fs = std::filesystem;

std::set<std::string> zones() {
  std::set<std::string> paths;
  for (const auto& entry : fs::directory_iterator(MAILAUTH_SOURCE_DIR "/tests/cases"))
    if (entry.path().extension() == ".zone") paths.insert(entry.path().string());
  return paths;
}

// "; domain: mail.example.com" in the first line; otherwise example.com.
std::string domain_of(const std::string& zone) {
  constexpr std::string_view key = "; domain: ";
  return zone.starts_with(key) ? zone.substr(key.size(), zone.find('\n') - key.size()) : "example.com";
}

TEST(Cases, GiveTheReportsThatAreKept) {
  ASSERT_GE(zones().size(), 8u);
  for (const std::string& path : zones()) {
    SCOPED_TRACE(path);
    const std::string zone = tests::read_file(path);
    const audit::Audit audit = tests::audited(zone, domain_of(zone));
    tests::expect_golden(fs::path(path).replace_extension(".txt").string(), tests::text_report(audit));
  }
}

}  // namespace
}  // namespace mailauth
