// The architecture as a test: who may include whom (docs/architecture.md). To change the architecture,
// change this table first.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace mailauth::layers_test {

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> may_include{
    {"text", {}},
    {"dns", {"text"}},
    {"records", {"text"}},
    {"inputs", {"text", "dns"}},
    {"facts", {"text", "dns", "records", "inputs"}},
    {"rules", {"text", "dns", "records", "inputs", "facts"}},
    {"repair", {"text", "dns", "records", "inputs", "facts", "rules"}},
    {"report", {"text", "dns", "records", "inputs", "facts", "rules", "repair"}},
    {"net", {"text", "dns"}},
    {"audit", {"text", "dns", "inputs", "facts", "rules", "repair", "net"}},
    {"sweep", {"text", "dns", "records", "facts", "rules", "report", "net", "audit"}},
    {"cli", {"text", "dns", "records", "inputs", "facts", "rules", "repair", "report", "net", "audit", "sweep"}},
};

// The layers that a file includes: "mailauth/dns/name.h" and "dns/private.h" are both of layer dns;
// "mailauth/version.h" is of none.
std::set<std::string> included_layers(const fs::path& file) {
  static const std::regex include(R"re(^#include "(?:mailauth/)?([a-z]+)/)re");
  std::set<std::string> layers;
  std::ifstream stream(file);
  std::smatch match;
  for (std::string line; std::getline(stream, line);)
    if (std::regex_search(line, match, include) && match[1] != "mailauth") layers.insert(match[1]);
  return layers;
}

TEST(Layers, IncludeOnlyWhatIsBelowThem) {
  std::size_t files = 0;
  for (const auto& [layer, allowed] : may_include) {
    for (const std::string root : {"src/", "include/mailauth/"}) {
      const fs::path folder = fs::path(MAILAUTH_SOURCE_DIR) / (root + layer);
      if (!fs::exists(folder)) continue;
      for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        ++files;
        for (const std::string& included : included_layers(entry.path()))
          EXPECT_TRUE(included == layer || allowed.contains(included))
              << entry.path() << " is in layer " << layer << " and includes " << included;
      }
    }
  }
  EXPECT_GT(files, 50u);
}

TEST(Layers, OnlyNetAndCliTouchTheOutside) {
  // Not poll: a list may come through a pipe.
  static const std::regex outside(R"re(^#include <(ares|sys/socket|netdb|curl|arpa/inet|sys/epoll))re");
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(MAILAUTH_SOURCE_DIR) / "src")) {
    const std::string path = fs::relative(entry.path(), MAILAUTH_SOURCE_DIR).string();
    if (!entry.is_regular_file() || path.starts_with("src/net/")) continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);)
      EXPECT_FALSE(std::regex_search(line, outside)) << path << ": " << line;
  }
}

}  // namespace

}  // namespace mailauth::layers_test
