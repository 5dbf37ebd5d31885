#include "rules/dns/helpers/foreign_characters.h"

#include <fmt/format.h>

namespace mailauth::rules {

Finding& mark_characters(const Source& source, const diagnosis::SomeForeign& characters,
                         std::string (*advice)(const Source&, const diagnosis::ForeignCharacter&), Findings& findings) {
  const diagnosis::ForeignCharacter& first = characters.first.front();
  Finding& finding = findings.add(source, first.span, advice(source, first));
  for (std::size_t at = 1; at < characters.first.size(); ++at)
    finding.mark(characters.first[at].span, advice(source, characters.first[at]));
  return finding;
}

std::string first_and_number(const diagnosis::SomeForeign& characters) {
  const std::string& first = characters.first.front().name;
  return characters.number == 1 ? first : fmt::format("{} and {} more", first, characters.number - 1);
}

}  // namespace mailauth::rules
