#include "results/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <queue>
#include <string>
#include <unordered_map>

#include "results/count_text.h"
#include "results/spill.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

// A domain's line in each file.
struct Pair {
  std::string before, after;
};
using Bucket = std::unordered_map<std::string, Pair>;  // by domain, printable
using Side = std::string Pair::*;

// The domain, a tab and the result without what is different every night.
std::string compact(std::string_view domain, Result result) {
  forget_cost(result);
  std::string line = fmt::format("{}\t{}", domain, to_line(result, result.listed ? Detail::findings : Detail::verdict));
  line.pop_back();
  return line;
}

// Bucket i of the old file is stream i, that of the new one stream i + buckets.
FileReport put_aside(const std::string& path, std::size_t first_stream, std::size_t buckets, Spill& spill) {
  return read_results(path, [&](Result result) {
    const std::string domain = text::escape_bytes(result.domain);
    const std::size_t bucket = std::hash<std::string>{}(domain) % buckets;
    spill.add(first_stream + bucket, compact(domain, std::move(result)));
  });
}

Result result_of(std::string_view line) { return std::get<Result>(parse_line(line)); }

void load(const Spill& spill, std::size_t stream, Side side, Bucket& bucket, std::size_t& repeated) {
  Spill::Reader reader(spill, stream);
  while (const auto line = reader.next()) {
    const std::size_t tab = line->find('\t');
    std::string& kept = bucket[std::string(line->substr(0, tab))].*side;
    if (!kept.empty()) ++repeated;
    kept = line->substr(tab + 1);
  }
}

// A change as one line, which sorts by movement and domain: all texts of it are printable ASCII.
std::string encode(const DomainChange& change) {
  std::string line(1, static_cast<char>('0' + static_cast<int>(change.movement)));
  (line += '\t') += change.domain;
  for (const std::string& what : change.what) (line += '\t') += what;
  return line;
}

DomainChange decode(std::string_view line) {
  const auto parts = text::split(line, '\t');
  return {static_cast<Movement>(line.front() - '0'), std::string(parts[1]), {parts.begin() + 2, parts.end()}};
}

std::optional<DomainChange> change_of(const std::string& domain, const Pair& pair, const DiffCounts& counts) {
  if (pair.before.empty()) return DomainChange{Movement::appeared, domain, {}};
  if (pair.after.empty())
    return counts.after.whole() ? DomainChange{Movement::gone, domain, {}}
                                : DomainChange{Movement::unknown, domain, {"the new file ends before it"}};
  const Result after = result_of(pair.after);
  if (pair.before == pair.after && after.complete) return std::nullopt;
  return compare(result_of(pair.before), after);
}

// The changes of one bucket, sorted.
std::vector<std::string> changes_in(const Bucket& bucket, DiffCounts& counts) {
  std::vector<std::string> lines;
  for (const auto& [domain, pair] : bucket) {
    ++counts.domains;
    if (pair.after.empty()) ++counts.missing;
    const auto change = change_of(domain, pair, counts);
    if (!change) {
      ++counts.unchanged;
      continue;
    }
    ++counts.of[static_cast<std::size_t>(change->movement)];
    lines.push_back(encode(*change));
  }
  std::ranges::sort(lines);
  return lines;
}

// The streams of `runs` are sorted: gives all lines in order.
void merge(const Spill& runs, const std::function<void(const DomainChange&)>& use) {
  struct Run {
    std::string line;
    std::size_t number;
    bool operator>(const Run& other) const { return line > other.line; }
  };
  std::vector<Spill::Reader> readers;
  std::priority_queue<Run, std::vector<Run>, std::greater<>> queue;
  for (std::size_t i = 0; i < runs.streams(); ++i) {
    readers.emplace_back(runs, i);
    if (const auto line = readers[i].next()) queue.push({std::string(*line), i});
  }
  while (!queue.empty()) {
    const Run first = queue.top();
    queue.pop();
    use(decode(first.line));
    if (const auto line = readers[first.number].next()) queue.push({std::string(*line), first.number});
  }
}

}  // namespace

std::string_view to_string(Movement movement) {
  switch (movement) {
    case Movement::worse: return "worse";
    case Movement::better: return "better";
    case Movement::changed: return "changed";
    case Movement::judged: return "judged_otherwise";
    case Movement::appeared: return "new";
    case Movement::gone: return "gone";
    case Movement::unknown: return "unknown";
  }
  return "";
}

std::string_view title_of(Movement movement) {
  if (movement == Movement::unknown) return "not known";
  return movement == Movement::judged ? "judged otherwise" : to_string(movement);
}

std::vector<std::string> remarks(const DiffCounts& counts) {
  std::vector<std::string> texts = remarks(counts.before);
  for (std::string& text : remarks(counts.after)) texts.push_back(std::move(text));
  if (counts.repeated > 0)
    texts.push_back(fmt::format("{} lines are of domains that come again further down: the last one counts",
                                grouped(counts.repeated)));
  if (counts.too_many_gone())
    texts.push_back(fmt::format("{} of {} domains are gone: {}, more than {} % (--max-gone)", grouped(counts.missing),
                                grouped(counts.old_domains()), share(counts.missing, counts.old_domains()),
                                *counts.max_gone));
  return texts;
}

bool DiffCounts::too_many_gone() const {
  return max_gone && 100.0 * static_cast<double>(missing) > *max_gone * static_cast<double>(old_domains());
}

DiffCounts diff(const std::string& before, const std::string& after, const DiffWriter& writer, std::size_t buckets,
                std::optional<double> max_gone) {
  DiffCounts counts;
  counts.max_gone = max_gone;
  Spill runs(buckets, diff_block_size);
  {
    Spill lines(2 * buckets, diff_block_size);
    counts.before = put_aside(before, 0, buckets, lines);
    counts.after = put_aside(after, buckets, buckets, lines);
    for (std::size_t i = 0; i < buckets; ++i) {
      Bucket bucket;
      load(lines, i, &Pair::before, bucket, counts.repeated);
      load(lines, buckets + i, &Pair::after, bucket, counts.repeated);
      for (const std::string& line : changes_in(bucket, counts)) runs.add(i, line);
    }
  }
  writer.begin(counts);
  merge(runs, writer.change);
  writer.end();
  return counts;
}

}  // namespace mailauth::results
