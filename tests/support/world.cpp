#include "support/world.h"

#include <stdexcept>

#include "facts/collect.h"

namespace mailauth::test {

dns::Name name(std::string_view text) {
  const auto parsed = dns::Name::parse(text);
  if (!parsed) throw std::invalid_argument("not a name: " + std::string(text));
  return *parsed;
}

World world(std::string_view zone, std::string_view domain) {
  auto sample = facts::parse_sample(zone, name(domain));
  if (const auto* error = std::get_if<std::string>(&sample)) throw std::invalid_argument(*error);
  World result{.sample = std::get<facts::Sample>(std::move(sample)), .facts = {}};
  result.facts = facts::collect(result.sample.request, result.sample.evidence);
  return result;
}

}  // namespace mailauth::test
