#include "facts/sample_file.h"

#include "text/ascii.h"

namespace mailauth::facts {

namespace {

constexpr uint32_t usual_ttl = 3600;

// A format of its own has no comments of this kind.
std::string without_directives(std::string_view text) {
  std::string rest;
  for (const std::string_view line : text::split(text, '\n'))
    rest.append(text::trim(line).starts_with(";!") ? "" : line).append("\n");
  return rest;
}

void publish(const inputs::Record& record, dns::Zone& zone) {
  if (record.action == inputs::Action::remove) return;
  const std::optional<dns::Type> type = dns::parse_type(record.type);
  if (!type) return zone.add_owner(record.owner);
  if (!record.data) return zone.set({record.owner, *type}, std::nullopt);
  zone.add({record.owner, *type, record.ttl.value_or(usual_ttl), *record.data, record.place});
}

}  // namespace

std::variant<inputs::Records, std::string> read_sample_file(std::string_view text, inputs::Format format,
                                                            const dns::Name& domain) {
  auto document = inputs::read(without_directives(text), "", {.format = format, .origin = domain});
  if (const auto* error = std::get_if<inputs::Error>(&document)) return to_string(*error);
  return std::get<inputs::Document>(std::move(document)).records;
}

dns::Zone zone_of(const inputs::SharedRecords& records) {
  dns::Zone zone;
  for (const auto& record : records) publish(*record, zone);
  return zone;
}

}  // namespace mailauth::facts
