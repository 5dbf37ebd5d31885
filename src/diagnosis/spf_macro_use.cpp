#include "diagnosis/spf_macro_use.h"

#include "text/ascii.h"

namespace mailauth::diagnosis {

std::vector<MacroUse> macros_of(const records::spf::Record& record, std::string_view letters) {
  std::vector<MacroUse> uses;
  for (const records::spf::Term& term : record.terms) {
    if (term.flaw != records::spf::Flaw::none || (!needs_lookup(term.kind) && term.kind != records::spf::Kind::exp))
      continue;
    for (auto& part : records::spf::parse_macro_string(record.source.text, term.value))
      if (part.kind == records::spf::MacroPart::Kind::macro &&
          letters.find(text::to_lower(part.letter)) != std::string_view::npos)
        uses.push_back({&term, std::move(part)});
  }
  return uses;
}

}  // namespace mailauth::diagnosis
