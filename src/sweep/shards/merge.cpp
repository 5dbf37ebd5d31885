// All parts as one file. Nothing is believed: not that a domain stands in its part, nor that a part has as many as it
// says.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "results/line_reader.h"
#include "results/result_line.h"
#include "sweep/output.h"
#include "sweep/shards.h"

namespace mailauth::sweep {

namespace {

constexpr std::size_t named_domains = 5;  // of those that are missing

template <class... Arguments>
[[noreturn]] void refuse(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  throw std::runtime_error(fmt::format(text, std::forward<Arguments>(arguments)...));
}

struct Merge {
  explicit Merge(const std::string& path) : out(path) {}
  Output out;
  DomainSet domains;
  results::Summary summary;
};

void add(results::Summary& all, const results::Summary& part) {
  all.domains += part.domains;
  all.complete += part.complete;
  all.duplicates += part.duplicates;
  all.junk += part.junk;
  all.queries += part.queries;
  all.cached += part.cached;
  all.elapsed_s = std::max(all.elapsed_s, part.elapsed_s);  // they run side by side
}

void take_domain(Merge& merge, const std::string& path, const results::Line& line, const Shard& shard) {
  const std::string_view domain = results::domain_of(line.text);
  if (!owns(shard, domain))
    refuse("{}:{}: {} belongs to part {}", path, line.number, domain, shard_of(domain, shard.count));
  if (!merge.domains.insert(domain)) refuse("{}:{}: {} is there twice", path, line.number, domain);
  merge.out.write(fmt::format("{}\n", line.text), Output::Clock::now());
}

results::Summary summary_of(const std::string& path, const results::Line& line) {
  const auto parsed = results::parse_line(line.text);
  if (const auto* summary = std::get_if<results::Summary>(&parsed)) return *summary;
  refuse("{}:{}: this is no result of a sweep", path, line.number);
}

void take_part(Merge& merge, const std::string& path, const Shard& shard) {
  results::LineReader reader(path, results::max_line_length);
  std::optional<results::Summary> summary;
  const std::size_t before = merge.domains.size();
  while (const auto line = reader.next()) {
    if (summary || line->cut || !line->whole) refuse("{}:{}: this is no result of a sweep", path, line->number);
    if (results::kind_of(line->text) == results::LineKind::domain)
      take_domain(merge, path, *line, shard);
    else
      summary = summary_of(path, *line);
  }
  if (!reader.error().empty()) throw std::runtime_error(reader.error());
  const std::size_t count = merge.domains.size() - before;
  if (!summary || summary->domains != count) refuse("{} has {} domains; its summary says otherwise", path, count);
  add(merge.summary, *summary);
}

void check_lists(const Merge& merge, const std::vector<std::string>& files) {
  DomainList list(files);
  std::size_t missing = 0;
  std::vector<std::string> some;
  while (auto item = list.next()) {
    if (merge.domains.contains(item->domain)) continue;
    if (++missing <= named_domains) some.push_back(std::move(item->domain));
  }
  if (!list.error().empty()) throw std::runtime_error(list.error());
  if (missing > 0)
    refuse("domains of the list without a result: {} ({}{})", missing, fmt::join(some, ", "),
           missing > some.size() ? ", ..." : "");
  const std::size_t listed = list.counts().domains;
  if (listed != merge.domains.size())
    refuse("results for domains that are in no list: {}", merge.domains.size() - listed);
}

}  // namespace

results::Summary merge_parts(const std::string& folder, const std::string& out, const std::vector<std::string>& lists) {
  const std::vector<Part> parts = find_parts(folder);
  if (const auto missing = unfinished(parts); !missing.empty())
    refuse("{} of {} parts are not complete: {}", missing.size(), parts.size(), index_list(missing));
  const std::string aside = out + std::string(partial_suffix);
  std::filesystem::remove(aside);
  try {
    Merge merge(aside);
    for (const Part& part : parts) take_part(merge, part_path(folder, part.shard), part.shard);
    if (!lists.empty()) check_lists(merge, lists);
    merge.out.write(results::to_line(merge.summary), Output::Clock::now());
    merge.out.publish(out);
    return merge.summary;
  } catch (...) {
    std::filesystem::remove(aside);
    throw;
  }
}

}  // namespace mailauth::sweep
