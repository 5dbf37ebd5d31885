#include "facts/sample_file.h"

#include "facts/sample.h"

namespace mailauth::facts {

namespace {

constexpr uint32_t usual_ttl = 3600;

void publish(const inputs::Record& record, dns::Zone& zone) {
  if (record.action == inputs::Action::remove || record.lies_outside()) return;
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
