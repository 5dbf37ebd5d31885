// All parts as one file. Nothing is believed: not that a domain stands in its part, nor that a part has as many as it
// says.

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "files/new_file.h"
#include "results/line_reader.h"
#include "results/result.h"
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
  files::NewFile out;
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

void take_domain(Merge& merge, const std::string& domain, const std::string& path, const results::Line& line,
                 const Shard& shard) {
  if (!owns(shard, domain))
    refuse("{}:{}: {} belongs to part {}", path, line.number, domain, shard_of(domain, shard.count));
  if (!merge.domains.insert(domain)) refuse("{}:{}: {} is there twice", path, line.number, domain);
  merge.out.write(line.text);
  merge.out.write("\n");
}

constexpr std::string_view no_result = "this is no result of a sweep";

void take_part(Merge& merge, const std::string& path, const Shard& shard) {
  results::LineReader reader(path, results::max_line_length);
  std::optional<results::Summary> summary;
  const std::size_t before = merge.domains.size();
  while (const auto line = reader.next()) {
    if (summary || line->cut || !line->whole) refuse("{}:{}: {}", path, line->number, no_result);
    const auto parsed = results::parse_own_line(line->text);
    if (const auto* why = std::get_if<std::string>(&parsed))
      refuse("{}:{}: {}: {}", path, line->number, no_result, *why);
    if (const auto* result = std::get_if<results::Result>(&parsed))
      take_domain(merge, result->domain, path, *line, shard);
    else
      summary = std::get<results::Summary>(parsed);
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
  if (const std::string why = list.without_domains(); !why.empty()) throw std::runtime_error(why);
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
  Merge merge(out);
  for (const Part& part : parts) take_part(merge, part_path(folder, part.shard), part.shard);
  if (!lists.empty()) check_lists(merge, lists);
  merge.out.write(results::to_line(merge.summary));
  merge.out.publish();
  return merge.summary;
}

}  // namespace mailauth::sweep
