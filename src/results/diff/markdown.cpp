// A diff as Markdown, for tickets and job summaries.

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "report/escape.h"
#include "results/count_text.h"
#include "results/diff.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using report::escape_for_markdown;

std::string markdown_head(const DiffCounts& counts) {
  std::string out = "| domains | unchanged | worse | better | changed | judged otherwise | new | gone | not known |\n";
  out += "|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  out += fmt::format("| {} | {} |", grouped(counts.domains), grouped(counts.unchanged));
  for (const std::size_t count : counts.of) out += fmt::format(" {} |", grouped(count));
  out += '\n';
  for (const std::string& remark : remarks(counts)) out += "\n> " + escape_for_markdown(remark) + "\n";
  return out;
}

std::string row(const DomainChange& change, bool first) {
  return (first ? fmt::format("\n### {}", title_of(change.movement)) + "\n\n| domain | what |\n|---|---|\n" : "") +
         fmt::format("| {} | {} |\n", escape_for_markdown(change.domain),
                     escape_for_markdown(text::join(change.what, "; ")));
}

}  // namespace

DiffWriter diff_to_markdown(const Write& write) {
  const auto section = std::make_shared<std::optional<Movement>>();
  return {[write](const DiffCounts& counts) { write(markdown_head(counts)); },
          [write, section](const DomainChange& change) {
            write(row(change, std::exchange(*section, change.movement) != change.movement));
          },
          [] {}};
}

}  // namespace mailauth::results
