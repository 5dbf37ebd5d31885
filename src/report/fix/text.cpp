#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "report/pen.h"
#include "report/publication.h"

namespace mailauth::report {

using repair::RecordSet;

namespace {

std::string data_text(const dns::Data& data, const Pen& pen) {
  const auto* txt = std::get_if<dns::Txt>(&data);
  const bool is_one_string = txt != nullptr && txt->strings.size() == 1;
  return "    " + pen.display(is_one_string ? txt->strings.front() : dns::to_zone_text(data)) + "\n";
}

std::string heading(std::string_view what, const RecordSet& set, const Pen& pen) {
  const std::string where = dns::to_string(dns::Question{set.owner, set.type});
  return "  " + pen.paint(Ink::green, fmt::format("{} {}", what, pen.prose(where))) + "\n";
}

std::string set_text(const RecordSet& set, const Pen& pen) {
  const auto added = set.added(), removed = set.removed();
  std::string out;
  if (!added.empty()) out += heading("publish at", set, pen);
  for (const dns::Data& data : added) out += data_text(data, pen);
  if (!removed.empty()) out += heading(added.empty() ? "remove at" : "instead of", set, pen);
  for (const dns::Data& data : removed) out += data_text(data, pen);
  for (const std::string& note : set.notes) out += wrap(pen.prose(note), pen.width(), 6, "    - ");
  for (const std::string& warning : set.warnings)
    out += pen.paint(Ink::yellow, wrap(pen.prose(warning), pen.width(), 4, "  ! "));
  return out;
}

Symbol symbol_of(repair::Standing standing) {
  switch (standing) {
    case repair::Standing::right: return Symbol::good;
    case repair::Standing::differs: return Symbol::warning;
    case repair::Standing::missing: return Symbol::bad;
    case repair::Standing::unknown: return Symbol::unknown;
  }
  return Symbol::unknown;
}

std::string standing_line(const repair::PlannedSet& planned, const Pen& pen) {
  const std::string where = dns::to_string(dns::Question{planned.set.owner, planned.set.type});
  return fmt::format("\n  {} {:<10}{}\n", pen.symbol(symbol_of(planned.standing)), to_string(planned.standing),
                     pen.prose(where));
}

}  // namespace

std::string setup_text(const std::vector<repair::PlannedSet>& sets, const TextStyle& style, bool offline) {
  const Pen pen(style);
  std::string out;
  for (const repair::PlannedSet& planned : sets) {
    out += standing_line(planned, pen);
    const bool is_shown = planned.set.is_known ? planned.standing != repair::Standing::right : offline;
    if (is_shown) out += set_text(planned.set, pen);
  }
  return out;
}

std::string publication_text(const std::vector<RecordSet>& sets, const TextStyle& style) {
  const Pen pen(style);
  std::string out;
  if (std::ranges::any_of(sets, std::logical_not(), &RecordSet::is_known))
    out += "\n" + wrap("It was not asked what is there: look before these are published.", pen.width(), 2, "  ");
  for (const RecordSet& set : sets) out += "\n" + set_text(set, pen);
  return out;
}

}  // namespace mailauth::report
