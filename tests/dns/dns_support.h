#pragma once
// Short forms for tests: zones and names from text, answers as one line.

#include <stdexcept>
#include <string>
#include <string_view>

#include "dns/zone.h"

namespace mailauth::dns {

inline Name name(std::string_view text) { return Name::parse(text).value(); }

inline Zone parse_zone(std::string_view text) {
  auto zone = Zone::parse(text);
  if (const auto* error = std::get_if<ZoneError>(&zone)) throw std::invalid_argument(to_string(*error));
  return std::get<Zone>(std::move(zone));
}

// `found -> target.example.net "v=spf1 -all"`
inline std::string dump(const Answer& answer) {
  std::string line(to_string(answer.outcome));
  for (const Name& cname : answer.cnames) line += " -> " + cname.text();
  std::string_view separator = " ";
  for (const Record& record : answer.records) {
    line.append(separator).append(to_zone_text(record.data));
    separator = ", ";
  }
  return line;
}

// The records of a zone, one a line: owner, TTL, type and data.
inline std::string dump(const Zone& zone) {
  std::string lines;
  for (const auto& [owner, by_type] : zone.records()) {
    if (by_type.empty()) lines += owner.text() + ".\n";
    for (const auto& [type, records] : by_type)
      for (const Record& record : records)
        lines += owner.text() + ". " + std::to_string(record.ttl) + " " + std::string(to_string(type)) + " " +
                 to_zone_text(record.data) + "\n";
  }
  return lines;
}

}  // namespace mailauth::dns
