#include "support/sample_zones.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "rules/rule.h"
#include "support/files.h"

namespace mailauth::test {

namespace {

std::string domain_of(const std::string& zone) {
  constexpr std::string_view key = "; domain: ";
  return zone.starts_with(key) ? zone.substr(key.size(), zone.find('\n') - key.size()) : "example.com";
}

}  // namespace

std::vector<SampleZone> golden_zones() {
  std::vector<SampleZone> zones;
  for (const auto& entry : std::filesystem::directory_iterator(MAILAUTH_SOURCE_DIR "/tests/cases")) {
    if (entry.path().extension() != ".zone") continue;
    const std::string zone = tests::read_file(entry.path().string());
    zones.push_back({entry.path().stem().string(), zone, domain_of(zone)});
  }
  std::ranges::sort(zones, {}, &SampleZone::name);
  return zones;
}

std::vector<SampleZone> sample_zones() {
  std::vector<SampleZone> zones = golden_zones();
  for (const rules::Rule* rule : rules::catalog()) {
    if (rule->check == nullptr) continue;
    std::string name(rule->id);
    std::ranges::replace(name, '-', '_');
    zones.push_back({std::move(name), std::string(rule->bad)});
  }
  return zones;
}

}  // namespace mailauth::test
