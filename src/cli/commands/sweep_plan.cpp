// `mailauth sweep plan LIST...`: a sweep on several machines.

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/generate/model.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "sweep/shard.h"
#include "sweep/shards.h"
#include "text/ascii.h"
#include "text/json.h"

namespace mailauth::cli::commands {

namespace {

struct SweepPlanOptions {
  std::vector<std::string> lists;  // files
  unsigned shards = 0;
  OutputOptions output;
};

void declare(Command& command, SweepPlanOptions& plan) {
  add_arguments(command, "LIST", plan.lists, "files of domains; - is stdin", Need::required);
  add_count(command, "--shards", plan.shards, int64_t{sweep::max_shards}, "how many", Need::required);
  add_format(command, plan.output);
}

constexpr std::size_t longest_table = 64;  // shards

bool is_harmless(char c) { return text::is_alnum(c) || std::string_view("._/-+:@").find(c) != std::string_view::npos; }

// As a word of a shell command.
std::string quoted(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_harmless)) return word;
  return cli::generate::single_quoted(word);
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

ExitCode run(const SweepPlanOptions& options) {
  sweep::DomainList list(options.lists);
  const sweep::Plan plan = sweep::plan_shards(list, options.shards);
  for (const sweep::Remark& remark : list.junk()) print_error(to_string(remark));
  const bool json = options.output.format == Format::json;
  print(json ? plan_json(plan) : plan_text(plan, quoted(options.lists)));
  return ExitCode::clean;
}

}  // namespace

Action sweep_plan(Command& command) { return action<SweepPlanOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
