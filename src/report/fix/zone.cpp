#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "report/publication.h"
#include "text/ascii.h"

namespace mailauth::report {

using repair::RecordSet;

namespace {

std::string line(const RecordSet& set, const dns::Data& data) {
  return fmt::format("{}. {} IN {} {}", set.owner.text(), set.ttl, dns::to_string(set.type), dns::to_zone_text(data));
}

std::string zone_comment(std::string_view mark, std::string_view text) {
  return fmt::format("; {}{}\n", mark, text::escape_bytes(text));
}

std::string set_lines(const RecordSet& set) {
  std::string out;
  for (const std::string& note : set.notes) out += zone_comment("", note);
  for (const std::string& warning : set.warnings) out += zone_comment("ATTENTION: ", warning);
  for (const dns::Data& data : set.removed()) out += zone_comment("remove: ", line(set, data));
  for (const dns::Data& data : set.added()) out += line(set, data) + "\n";
  return out;
}

}  // namespace

std::string publication_zone(const std::vector<RecordSet>& sets) {
  std::string out;
  if (std::ranges::any_of(sets, std::logical_not(), &RecordSet::is_known))
    out += zone_comment("ATTENTION: ", "it was not asked what is there: look before these are published");
  for (const RecordSet& set : sets) out += (out.empty() ? "" : "\n") + set_lines(set);
  return out;
}

}  // namespace mailauth::report
