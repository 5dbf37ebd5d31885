#include "inputs/listed_twice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include "inputs/reading/worlds.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

// "example.com.zone.bak", "db.example.com.save.1", "example.com~": editors and panels leave them beside the zone.
bool looks_like_backup(const std::string& path) {
  static constexpr std::array<std::string_view, 8> marks{".bak", ".old",    ".orig", ".save",
                                                         ".sav", ".backup", "~",     ".rpmsave"};
  std::string name = text::to_lower(std::filesystem::path(path).filename().string());
  while (!name.empty() && text::is_digit(name.back())) name.pop_back();
  if (name.ends_with('.')) name.pop_back();
  return std::ranges::any_of(marks, [&](std::string_view mark) { return name.ends_with(mark); });
}

std::string with_remark(const std::string& path) {
  return text::escape_for_display(path, true) + (looks_like_backup(path) ? " (which looks like a backup)" : "");
}

std::optional<std::string> zone_listed_twice(const std::vector<Document>& documents) {
  std::map<dns::Name, const Document*> listed;
  for (const Document& document : documents)
    for (const dns::Name& zone : document.zones) {
      const auto [at, is_new] = listed.emplace(zone, &document);
      if (!is_new && at->second != &document)
        return both_list(at->second->path, document.path, "the zone " + zone.text());
    }
  return std::nullopt;
}

// A zone file and one of the zone below it both have the NS of that zone and addresses of its name servers.
bool is_in_zone_of(const Document& document, const dns::Name* zone) {
  return zone == nullptr || document.zones.empty() || std::ranges::find(document.zones, *zone) != document.zones.end();
}

std::optional<std::string> set_listed_twice(const std::vector<Document>& documents) {
  std::set<dns::Name> zones;
  for (const Document& document : documents) zones.insert(document.zones.begin(), document.zones.end());
  std::map<SetKey, const Document*> listed;
  for (const Document& document : documents)
    for (const Record& record : document.records) {
      const auto type = dns::parse_type(record.type);
      if (record.action != Action::keep || !record.whole_set || record.lies_outside() || !type) continue;
      if (!is_in_zone_of(document, zone_above(record.owner, zones))) continue;
      const auto [at, is_new] = listed.emplace(SetKey{{record.owner, *type}, record.set}, &document);
      if (!is_new && at->second != &document)
        return both_list(at->second->path, document.path, fmt::format("{} {}", record.owner.text(), record.type));
    }
  return std::nullopt;
}

}  // namespace

std::string both_list(const std::string& first, const std::string& second, const std::string& what) {
  return fmt::format("both {} and {} list {}: give the one that is published", with_remark(first), with_remark(second),
                     what);
}

std::optional<std::string> listed_twice(const std::vector<Document>& documents) {
  if (documents.size() < 2) return std::nullopt;
  if (auto why = zone_listed_twice(documents)) return why;
  return set_listed_twice(documents);
}

}  // namespace mailauth::inputs
