// `mailauth sweep plan`, `status` and `merge`: a sweep on several machines.

#include <fmt/format.h>

#include <algorithm>

#include "cli/terminal.h"
#include "sweep/shards.h"
#include "text/ascii.h"
#include "text/json.h"

namespace mailauth::cli {

namespace {

using sweep::PartState;

constexpr std::size_t longest_table = 64;  // shards

bool is_harmless(char c) { return text::is_alnum(c) || std::string_view("._/-+:@").find(c) != std::string_view::npos; }

// As a word of a shell command.
std::string quoted(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_harmless)) return word;
  return "'" + text::replace_all(word, "'", "'\\''") + "'";
}

std::string quoted(const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const std::string& word : words) all.push_back(quoted(word));
  return text::join(all, " ");
}

std::string table(const std::vector<std::size_t>& domains) {
  if (domains.size() > longest_table) return "";
  std::string rows = "\n  shard    domains\n";
  for (std::size_t index = 0; index < domains.size(); ++index)
    rows += fmt::format("  {:>5} {:>10}\n", index, domains[index]);
  return rows;
}

std::string commands(const std::string& lists, std::size_t shards) {
  const auto sweep = [&](std::string_view shard) {
    return fmt::format("mailauth sweep {} --shard {}/{} --out DIR", lists, shard, shards);
  };
  return fmt::format("\n"
                     "  a machine each   {}    (0 to {})\n"
                     "  Slurm            sbatch --array=0-{} --wrap {}\n"
                     "  GNU parallel     seq 0 {} | parallel -j1 {}\n"
                     "  afterwards       mailauth sweep status DIR\n"
                     "                   mailauth sweep merge DIR {} --out FILE\n",
                     sweep("0"), shards - 1, shards - 1, quoted(sweep("auto")), shards - 1, quoted(sweep("{}")), lists);
}

std::string plan_text(const sweep::Plan& plan, const std::string& lists) {
  const auto [least, most] = std::minmax_element(plan.domains.begin(), plan.domains.end());
  return fmt::format("{} domains in {} shards, {} to {} each; left out: {} repeated, {} no domain\n",
                     plan.counts.domains, plan.domains.size(), *least, *most, plan.counts.duplicates,
                     plan.counts.junk) +
         table(plan.domains) + commands(lists, plan.domains.size());
}

std::string plan_json(const sweep::Plan& plan) {
  text::JsonWriter out({.indent = 2});
  out.object([&] {
    out.number("domains", plan.counts.domains).number("duplicates", plan.counts.duplicates);
    out.number("junk", plan.counts.junk).numbers("shards", plan.domains);
  });
  return out.take() + "\n";
}

std::string_view word_of(PartState state) {
  switch (state) {
    case PartState::missing: return "missing";
    case PartState::partial: return "partial";
    case PartState::damaged: return "damaged";
    case PartState::complete: break;
  }
  return "complete";
}

std::string status_row(const std::vector<sweep::Part>& parts, PartState state) {
  std::vector<unsigned> indices;
  std::size_t domains = 0;
  for (const sweep::Part& part : parts) {
    if (part.state != state) continue;
    indices.push_back(part.shard.index);
    domains += part.domains;
  }
  if (indices.empty()) return "";
  return fmt::format("  {:<8} {:>7} {:>10}  {}\n", word_of(state), indices.size(), domains, sweep::index_list(indices));
}

std::string status_text(const std::vector<sweep::Part>& parts) {
  std::string text = "             parts    domains\n";
  for (const PartState state : {PartState::complete, PartState::partial, PartState::damaged, PartState::missing})
    text += status_row(parts, state);
  const auto again = sweep::unfinished(parts);
  if (!again.empty()) text += fmt::format("\n  to be run again: {}\n", sweep::index_list(again));
  return text;
}

std::string status_json(const std::vector<sweep::Part>& parts) {
  text::JsonWriter out({.indent = 2});
  out.object([&] {
    out.text("unfinished", sweep::index_list(sweep::unfinished(parts)));
    out.objects("parts", parts, [&](const sweep::Part& part) {
      out.number("index", part.shard.index).text("state", word_of(part.state)).number("domains", part.domains);
    });
  });
  return out.take() + "\n";
}

}  // namespace

ExitCode run(const SweepPlanOptions& options) {
  sweep::DomainList list(options.lists);
  const sweep::Plan plan = sweep::plan_shards(list, options.shards);
  for (const sweep::Remark& remark : list.junk()) print_error(to_string(remark));
  const bool json = options.output.format == Format::json;
  print(json ? plan_json(plan) : plan_text(plan, quoted(options.lists)));
  return ExitCode::clean;
}

ExitCode run(const SweepStatusOptions& options) {
  const std::vector<sweep::Part> parts = sweep::find_parts(options.folder);
  const std::vector<unsigned> again = sweep::unfinished(parts);
  const bool json = options.output.format == Format::json;
  if (options.missing) {
    if (!again.empty()) print(sweep::index_list(again) + "\n");
  } else {
    print(json ? status_json(parts) : status_text(parts));
  }
  return again.empty() ? ExitCode::clean : ExitCode::findings;
}

ExitCode run(const SweepMergeOptions& options) {
  const results::Summary summary = sweep::merge_parts(options.folder, options.out, options.lists);
  print(fmt::format("{} domains in {}\n", summary.domains, options.out));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
