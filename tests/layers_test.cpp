// The architecture as a test: who may use whom, and what of it (docs/architecture.md). To change the architecture,
// change this table first.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace mailauth::layers_test {

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> may_use{
    {"text", {}},
    {"dns", {"text"}},
    {"records", {"text"}},
    {"diagnosis", {"text", "dns", "records"}},
    {"inputs", {"text", "dns", "records"}},
    {"messages", {"text"}},
    {"facts", {"text", "dns", "records", "inputs", "messages"}},
    {"rules", {"text", "dns", "records", "diagnosis", "inputs", "messages", "facts"}},
    {"repair", {"text", "dns", "records", "diagnosis", "inputs", "facts", "rules"}},
    {"report", {"text", "dns", "records", "inputs", "messages", "facts", "rules", "repair"}},
    {"net", {"text", "dns"}},
    {"audit", {"text", "dns", "records", "inputs", "messages", "facts", "rules", "repair", "net"}},
    {"library", {"text", "dns", "records", "facts", "rules", "report", "net", "audit"}},
    {"files", {}},
    {"results", {"text", "dns", "records", "facts", "rules", "report", "files"}},
    {"sweep", {"text", "dns", "records", "facts", "rules", "report", "net", "audit", "files", "results"}},
    {"project", {"text", "dns", "rules", "report", "audit"}},
    {"cli",
     {"text", "dns", "records", "inputs", "messages", "facts", "rules", "repair", "report", "net", "audit", "files",
      "results", "sweep", "project"}},
};

using Visit = std::function<void(const std::string& layer, const std::string& path, const std::string& line)>;

// Every line of every source of a layer, without comments and strings.
void for_each_line(const Visit& visit) {
  static const std::regex string_literal(R"re("([^"\\]|\\.)*")re");
  for (const auto& [layer, allowed] : may_use)
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(MAILAUTH_SOURCE_DIR) / "src" / layer)) {
      if (!entry.is_regular_file()) continue;
      const std::string path = fs::relative(entry.path(), MAILAUTH_SOURCE_DIR).string();
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with("#include")) line = std::regex_replace(line, string_literal, "\"\"");
        visit(layer, path, line.substr(0, line.find("//")));
      }
    }
}

bool is_allowed(const std::string& layer, const std::string& other) {
  return layer == other || may_use.at(layer).contains(other);
}

TEST(Layers, EachFolderIsInTheTable) {
  std::set<std::string> folders;
  for (const auto& entry : fs::directory_iterator(fs::path(MAILAUTH_SOURCE_DIR) / "src"))
    folders.insert(entry.path().filename().string());
  std::set<std::string> known;
  for (const auto& [layer, allowed] : may_use) known.insert(layer);
  EXPECT_EQ(folders, known);
}

TEST(Layers, IncludeOnlyWhatIsBelowThem) {
  static const std::regex include(R"re(^#include "([a-z]+)/)re");
  std::size_t includes = 0;
  for_each_line([&](const std::string& layer, const std::string& path, const std::string& line) {
    std::smatch match;
    if (!std::regex_search(line, match, include) || !may_use.contains(match[1])) return;
    ++includes;
    EXPECT_TRUE(is_allowed(layer, match[1])) << path << ": " << line;
  });
  EXPECT_GT(includes, 500u);
}

// What a layer offers stands in its root; what stands in its folders is its own.
TEST(Layers, IncludeNoPrivateHeaderOfAnother) {
  static const std::regex include(R"re(^#include "([a-z]+)/[^/"]+/)re");
  for_each_line([&](const std::string& layer, const std::string& path, const std::string& line) {
    std::smatch match;
    if (!std::regex_search(line, match, include) || !may_use.contains(match[1])) return;
    EXPECT_EQ(layer, match[1]) << path << ": " << line;
  });
}

// A header that is included by way of another one brings its names along: they are looked at, too.
TEST(Layers, NameOnlyWhatIsBelowThem) {
  static const std::regex qualified(R"re((^|[^\w:.>])(mailauth::)?([a-z]+)::)re");
  std::size_t names = 0;
  for_each_line([&](const std::string& layer, const std::string& path, const std::string& line) {
    if (line.starts_with("#include") || line.find("namespace mailauth::") != std::string::npos) return;
    for (auto at = std::sregex_iterator(line.begin(), line.end(), qualified); at != std::sregex_iterator(); ++at) {
      const std::string name = (*at)[3];
      if (!may_use.contains(name)) continue;
      ++names;
      EXPECT_TRUE(is_allowed(layer, name)) << path << ": " << line;
    }
  });
  EXPECT_GT(names, 5000u);
}

TEST(Layers, OnlyNetAndCliTouchTheOutside) {
  // Not poll: a list may come through a pipe.
  static const std::regex outside(R"re(^#include <(ares|sys/socket|netdb|curl|arpa/inet|sys/epoll))re");
  for_each_line([&](const std::string& layer, const std::string& path, const std::string& line) {
    EXPECT_FALSE(layer != "net" && std::regex_search(line, outside)) << path << ": " << line;
  });
}

}  // namespace

}  // namespace mailauth::layers_test
