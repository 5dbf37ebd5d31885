#include "sweep/shard.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "records/sha256.h"
#include "text/ascii.h"

namespace mailauth::sweep {

namespace {

constexpr std::string_view part_prefix = "part-", part_middle = "-of-", part_suffix = ".ndjson";

uint64_t stable_hash(std::string_view domain) {
  const auto digest = records::sha256({reinterpret_cast<const uint8_t*>(domain.data()), domain.size()});
  uint64_t hash = 0;
  for (std::size_t at = 0; at < 8; ++at) hash = hash << 8 | digest[at];
  return hash;
}

std::optional<unsigned> five_digits(std::string_view text) {
  return text.size() == 5 ? text::parse_number(text, max_shards) : std::nullopt;
}

}  // namespace

unsigned shard_of(std::string_view domain, unsigned count) {
  return static_cast<unsigned>(stable_hash(domain) % count);
}

bool owns(const Shard& shard, std::string_view domain) {
  return shard.count == 1 || shard_of(domain, shard.count) == shard.index;
}

Environment process_environment() {
  return [](const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

std::string part_name(const Shard& shard) {
  return fmt::format("{}{:05}{}{:05}{}", part_prefix, shard.index, part_middle, shard.count, part_suffix);
}

std::optional<Shard> parse_part_name(std::string_view file) {
  if (!file.starts_with(part_prefix) || !file.ends_with(part_suffix)) return std::nullopt;
  if (file.size() != part_name({}).size()) return std::nullopt;
  const auto index = five_digits(file.substr(part_prefix.size(), 5));
  const auto count = five_digits(file.substr(part_prefix.size() + 5 + part_middle.size(), 5));
  if (!index || !count || *index >= *count) return std::nullopt;
  const Shard shard{*index, *count};
  return part_name(shard) == file ? std::optional(shard) : std::nullopt;
}

std::string part_path(const std::string& folder, const Shard& shard) {
  return (std::filesystem::path(folder) / part_name(shard)).string();
}

std::string partial_path(const std::string& folder, const Shard& shard) {
  return part_path(folder, shard).append(partial_suffix);
}

}  // namespace mailauth::sweep
