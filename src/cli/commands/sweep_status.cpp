// `mailauth sweep status DIR`

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "sweep/shards.h"
#include "text/json.h"

namespace mailauth::cli::commands {

namespace {

struct SweepStatusOptions {
  std::string folder;
  bool missing = false;  // only the indices of parts that are not complete
  OutputOptions output;
};

void declare(Command& command, SweepStatusOptions& status) {
  add_argument(command, "DIR", status.folder, "where the parts are", Need::required);
  add_flag(command, "--missing", status.missing, "print only the indices to run again, such as 3,7-9");
  add_format(command, status.output);
  add_exit_codes(command, {"all parts are complete", "a part is not complete", ""});
}

using sweep::PartState;

struct PartWord {
  PartState state;
  std::string_view word;
};

// In the order of the report.
constexpr std::array<PartWord, 4> part_words{{
    {PartState::complete, "complete"},
    {PartState::partial, "partial"},
    {PartState::damaged, "damaged"},
    {PartState::missing, "missing"},
}};

std::string status_row(const std::vector<sweep::Part>& parts, const PartWord& of) {
  std::vector<unsigned> indices;
  std::size_t domains = 0;
  for (const sweep::Part& part : parts) {
    if (part.state != of.state) continue;
    indices.push_back(part.shard.index);
    domains += part.domains;
  }
  if (indices.empty()) return "";
  return fmt::format("  {:<8} {:>7} {:>10}  {}\n", of.word, indices.size(), domains, sweep::index_list(indices));
}

std::string status_text(const std::vector<sweep::Part>& parts) {
  std::string text = "             parts    domains\n";
  for (const PartWord& of : part_words) text += status_row(parts, of);
  const auto again = sweep::unfinished(parts);
  if (!again.empty()) text += fmt::format("\n  to be run again: {}\n", sweep::index_list(again));
  return text;
}

std::string status_json(const std::vector<sweep::Part>& parts) {
  text::JsonWriter out({.indent = 2});
  out.object([&] {
    out.text("unfinished", sweep::index_list(sweep::unfinished(parts)));
    out.objects("parts", parts, [&](const sweep::Part& part) {
      out.number("index", part.shard.index)
          .text("state", std::ranges::find(part_words, part.state, &PartWord::state)->word)
          .number("domains", part.domains);
    });
  });
  return out.take() + "\n";
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

}  // namespace

Action sweep_status(Command& command) { return action<SweepStatusOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
