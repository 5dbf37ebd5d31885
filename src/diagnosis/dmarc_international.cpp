#include "diagnosis/dmarc_international.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "diagnosis/characters.h"
#include "text/idna.h"

namespace mailauth::diagnosis {

namespace {

bool is_international(std::string_view item) {
  const auto is_slip = [](const ForeignCharacter& each) { return each.meant.has_value() || each.control; };
  return has_foreign_characters(item) && foreign_characters(item, is_slip).number == 0;
}

std::optional<std::string> in_a_labels(std::string_view item) {
  const auto at = item.rfind('@');
  if (at == std::string_view::npos || has_foreign_characters(item.substr(0, at))) return std::nullopt;
  const std::string_view behind = item.substr(at + 1);
  const std::string_view domain = behind.substr(0, behind.find_first_of("!?"));
  const auto ascii = text::parse_domain(domain);
  const auto* name = std::get_if<std::string>(&ascii);
  if (name == nullptr) return std::nullopt;
  return std::string(item.substr(0, at + 1)).append(*name).append(behind.substr(domain.size()));
}

}  // namespace

std::vector<InternationalUri> international_uris(const records::dmarc::Record& record) {
  std::vector<InternationalUri> found;
  for (const auto* list : {&record.rua, &record.ruf})
    for (const records::dmarc::Uri& uri : *list)
      if (const std::string_view item = record.text(uri.span); is_international(item))
        found.push_back({uri.span, in_a_labels(item)});
  return found;
}

}  // namespace mailauth::diagnosis
