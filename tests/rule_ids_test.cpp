// Where the text of a rule's id stands in the sources or in their data, the rule exists.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "rules/rule.h"

namespace mailauth::rule_ids_test {

namespace {

namespace fs = std::filesystem;

// They look like ids, but are keys of mailauth.toml and of the statistics of a sweep.
const std::set<std::string> no_ids{"dkim-rsa-shared-prime", "mta-sts", "ses-region", "ses-tokens",
                                   "x-spam-prev-subject"};

// A whole literal that begins with an area: "dmarc-version-typo".
std::regex literal_like_an_id() {
  std::set<std::string_view> areas;
  for (const rules::Rule* rule : rules::catalog()) areas.insert(rules::area(*rule));
  std::string any_area;
  for (const std::string_view area : areas) any_area.append(any_area.empty() ? "" : "|").append(area);
  return std::regex("\"((?:" + any_area + ")(?:-[a-z0-9]+)+)\"");
}

TEST(RuleIds, ThatAreNamedExist) {
  const std::regex pattern = literal_like_an_id();
  std::set<std::string> named;
  for (const char* folder : {"src", "data"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(MAILAUTH_SOURCE_DIR) / folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);)
        for (auto at = std::sregex_iterator(line.begin(), line.end(), pattern); at != std::sregex_iterator(); ++at) {
          const std::string id = (*at)[1];
          named.insert(id);
          EXPECT_TRUE(no_ids.contains(id) || rules::find_rule(id) != nullptr) << entry.path() << ": " << line;
        }
    }
  for (const rules::Rule* rule : rules::catalog()) EXPECT_TRUE(named.contains(std::string(rule->id))) << rule->id;
  for (const std::string& id : no_ids) EXPECT_TRUE(named.contains(id)) << id << " is named nowhere any longer";
}

}  // namespace

}  // namespace mailauth::rule_ids_test
