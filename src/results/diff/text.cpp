// A diff for people: the counts, then one line a domain.

#include <fmt/format.h>

#include <memory>

#include "report/pen.h"
#include "results/count_text.h"
#include "results/diff.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using report::Ink;
using report::Pen;

constexpr std::size_t max_plain_lines = 20;  // of movements that say nothing but the domain
constexpr unsigned domain_width = 28;

struct Heading {
  std::string_view title;
  Ink ink;
  bool all;  // every domain is named
};

Heading heading(Movement movement) {
  switch (movement) {
    case Movement::worse: return {"worse", Ink::red, true};
    case Movement::better: return {"better", Ink::green, true};
    case Movement::changed: return {"changed", Ink::yellow, true};
    case Movement::judged: return {"changed because mailauth changed: what is published is the same", Ink::blue, true};
    case Movement::appeared: return {"new", Ink::plain, false};
    case Movement::gone: return {"gone", Ink::plain, false};
    case Movement::unknown: return {"not known this time: the earlier result is kept", Ink::blue, false};
  }
  return {};
}

std::string counts_line(const DiffCounts& counts, const Pen& pen) {
  std::string line =
      fmt::format("{} domains{}{} unchanged", grouped(counts.domains), pen.dot(), grouped(counts.unchanged));
  for (std::size_t i = 0; i < movements; ++i) {
    const auto movement = static_cast<Movement>(i);
    if (counts.of[i] > 0) line += fmt::format("{}{} {}", pen.dot(), grouped(counts.of[i]), title_of(movement));
  }
  return line;
}

class TextDiff {
 public:
  TextDiff(Write write, const report::TextStyle& style) : write_(std::move(write)), pen_(style) {}

  void begin(const DiffCounts& counts) {
    counts_ = counts.of;
    write_("\n" + report::wrap(counts_line(counts, pen_), pen_.width(), 2, "  "));
    for (const std::string& remark : remarks(counts))
      write_(report::wrap(pen_.display(remark), pen_.width(), 4, "  " + pen_.paint(Ink::yellow, "! ")));
  }
  void change(const DomainChange& change) {
    const Heading head = heading(change.movement);
    if (section_ != change.movement) open(change.movement, head);
    if (!head.all && ++lines_ > max_plain_lines) return;
    const std::string what = text::join(change.what, "; ");
    if (what.empty()) return write_(fmt::format("    {}\n", change.domain));
    const std::string first = fmt::format("    {:<{}} ", change.domain, domain_width);
    write_(report::wrap(what, pen_.width(), 4 + domain_width + 1, first));
  }
  void end() {
    close();
    write_("\n");
  }

 private:
  void open(Movement movement, const Heading& head) {
    close();
    section_ = movement;
    const std::size_t count = counts_[static_cast<std::size_t>(movement)];
    write_(fmt::format("\n  {}\n", pen_.paint(head.ink, fmt::format("{} ({})", head.title, grouped(count)))));
  }
  void close() {
    if (lines_ > max_plain_lines)
      write_(fmt::format("    and {} more: --format json names them\n", grouped(lines_ - max_plain_lines)));
    lines_ = 0;
  }

  Write write_;
  Pen pen_;
  std::array<std::size_t, movements> counts_{};
  std::optional<Movement> section_;
  std::size_t lines_ = 0;
};

}  // namespace

DiffWriter diff_to_text(const Write& write, const report::TextStyle& style) {
  const auto text = std::make_shared<TextDiff>(std::move(write), style);
  return {[text](const DiffCounts& counts) { text->begin(counts); },
          [text](const DomainChange& change) { text->change(change); }, [text] { text->end(); }};
}

}  // namespace mailauth::results
