// Which parts are there. Of a complete one only the last line is read.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "results/line_reader.h"
#include "results/result_line.h"
#include "sweep/shards.h"
#include "text/ascii.h"

namespace mailauth::sweep {

namespace {

namespace fs = std::filesystem;

constexpr std::streamoff tail_length = 4096;  // bytes; a summary has less

std::string last_line(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = std::max<std::streamoff>(file.tellg(), 0);
  std::string tail(static_cast<std::size_t>(std::min(size, tail_length)), '\0');
  file.seekg(size - static_cast<std::streamoff>(tail.size()));
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  if (!file || !tail.ends_with('\n')) return {};
  tail.pop_back();
  return tail.substr(tail.rfind('\n') + 1);  // npos + 1 is 0
}

std::size_t count_domains(const std::string& path) {
  std::size_t count = 0;
  results::LineReader reader(path, results::max_line_length);
  while (const auto line = reader.next())
    if (line->whole && results::looks_like_result(line->text)) ++count;
  return count;
}

// Of a part that is complete or not; nothing for other files.
std::optional<Shard> shard_of_file(std::string_view name) {
  if (name.ends_with(partial_suffix)) name.remove_suffix(partial_suffix.size());
  return parse_part_name(name);
}

unsigned shard_count(const std::string& folder) {
  if (!fs::is_directory(folder))
    throw std::runtime_error(fmt::format("cannot read {}: there is no such folder", folder));
  std::set<unsigned> counts;
  for (const auto& entry : fs::directory_iterator(folder))
    if (const auto shard = shard_of_file(entry.path().filename().string())) counts.insert(shard->count);
  if (counts.empty()) throw std::runtime_error(fmt::format("there are no parts in {}", folder));
  if (counts.size() > 1)
    throw std::runtime_error(fmt::format("{} holds parts of {} shards and of {}: they are of two sweeps", folder,
                                         *counts.begin(), *counts.rbegin()));
  return *counts.begin();
}

}  // namespace

Part look_at_part(const std::string& folder, const Shard& shard) {
  const std::string path = part_path(folder, shard), partial = partial_path(folder, shard);
  if (fs::exists(path)) {
    const auto last = results::parse_line(last_line(path));
    const auto* summary = std::get_if<results::Summary>(&last);
    if (summary == nullptr || summary->interrupted) return {shard, PartState::damaged, 0};
    return {shard, PartState::complete, summary->domains};
  }
  if (fs::exists(partial)) return {shard, PartState::partial, count_domains(partial)};
  return {shard, PartState::missing, 0};
}

std::vector<Part> find_parts(const std::string& folder) {
  std::vector<Part> parts;
  const unsigned count = shard_count(folder);
  for (unsigned index = 0; index < count; ++index) parts.push_back(look_at_part(folder, {index, count}));
  return parts;
}

std::vector<unsigned> unfinished(const std::vector<Part>& parts) {
  std::vector<unsigned> indices;
  for (const Part& part : parts)
    if (part.state != PartState::complete) indices.push_back(part.shard.index);
  return indices;
}

std::string index_list(const std::vector<unsigned>& ascending) {
  std::vector<std::string> ranges;
  for (std::size_t at = 0; at < ascending.size();) {
    std::size_t end = at + 1;
    while (end < ascending.size() && ascending[end] == ascending[end - 1] + 1) ++end;
    ranges.push_back(end - at == 1 ? fmt::format("{}", ascending[at])
                                   : fmt::format("{}-{}", ascending[at], ascending[end - 1]));
    at = end;
  }
  return text::join(ranges, ",");
}

}  // namespace mailauth::sweep
