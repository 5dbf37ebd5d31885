// --shard I/N, and what schedulers of array jobs put into the environment of a task.

#include <fmt/format.h>

#include <array>
#include <vector>

#include "sweep/shard.h"
#include "text/ascii.h"

namespace mailauth::sweep {

namespace {

using Parsed = std::variant<Shard, std::string>;

// The index of a task is in a variable of its own; all count from 0 or can.
struct Scheduler {
  std::string_view name;
  const char* index;
};
constexpr std::array<Scheduler, 3> schedulers{{{"Slurm", "SLURM_ARRAY_TASK_ID"},
                                               {"Kubernetes", "JOB_COMPLETION_INDEX"},
                                               {"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX"}}};

struct Task {
  std::string_view variable;
  unsigned index = 0;
};

std::variant<Task, std::string> find_task(const Environment& environment) {
  std::vector<Task> tasks;
  std::vector<std::string_view> names;
  for (const Scheduler& scheduler : schedulers) {
    names.emplace_back(scheduler.index);
    const auto value = environment(scheduler.index);
    if (!value) continue;
    const auto index = text::parse_number(*value, max_shards);
    if (!index) return fmt::format("{}={} is no index", scheduler.index, text::escape_bytes(*value));
    tasks.push_back({scheduler.index, *index});
  }
  if (tasks.size() == 1) return tasks.front();
  if (tasks.empty()) return fmt::format("this is no task of an array: none of {} is set", fmt::join(names, ", "));
  return fmt::format("both {} and {} are set: write the index", tasks[0].variable, tasks[1].variable);
}

Parsed checked(unsigned index, unsigned count, std::string_view whence) {
  if (count == 0) return "there are no 0 shards";
  if (index < count) return Shard{index, count};
  return fmt::format("{}{} is not below {}: shards count from 0", whence, index, count);
}

std::optional<unsigned> number_in(const Environment& environment, const char* name) {
  const auto value = environment(name);
  return value ? text::parse_number(*value, max_shards) : std::nullopt;
}

// Only an array that is 0-(N-1) without gaps says what N is. One for parts that are missing, such as 3,7-9 or 2-4, says
// something else, and its tasks would sweep other shards than they should.
Parsed whole_array(const Task& task, const Environment& environment) {
  if (task.variable != schedulers.front().index)
    return fmt::format("{} does not come with the number of tasks: write auto/N", task.variable);
  const auto first = number_in(environment, "SLURM_ARRAY_TASK_MIN");
  const auto last = number_in(environment, "SLURM_ARRAY_TASK_MAX");
  const auto count = number_in(environment, "SLURM_ARRAY_TASK_COUNT");
  const auto step = number_in(environment, "SLURM_ARRAY_TASK_STEP").value_or(1);
  if (!first || !last || !count) return "SLURM_ARRAY_TASK_MIN, _MAX and _COUNT are not all set: write auto/N";
  if (*first != 0 || step != 1 || *count != *last + 1)
    return "this array is not --array=0-(N-1) without gaps, so that N is not known: write auto/N";
  return checked(task.index, *count, "SLURM_ARRAY_TASK_ID=");
}

Parsed from_environment(std::optional<unsigned> count, const Environment& environment) {
  const auto found = find_task(environment);
  if (const auto* error = std::get_if<std::string>(&found)) return *error;
  const Task& task = std::get<Task>(found);
  if (!count) return whole_array(task, environment);
  return checked(task.index, *count, fmt::format("{}=", task.variable));
}

}  // namespace

std::variant<Shard, std::string> parse_shard(std::string_view text, const Environment& environment) {
  if (text == "auto") return from_environment(std::nullopt, environment);
  const std::size_t slash = text.find('/');
  const std::string_view before = text.substr(0, slash);
  const auto count =
      slash == std::string_view::npos ? std::nullopt : text::parse_number(text.substr(slash + 1), max_shards);
  const auto index = text::parse_number(before, max_shards);
  if (!count || (!index && before != "auto"))
    return fmt::format("'{}' is no shard: write 3/16, auto/16 or auto, with at most {} shards",
                       text::escape_bytes(text), max_shards);
  return index ? checked(*index, *count, "") : from_environment(count, environment);
}

}  // namespace mailauth::sweep
