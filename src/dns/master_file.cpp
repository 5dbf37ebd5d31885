#include "dns/master_file.h"

#include "dns/zone_walk.h"

namespace mailauth::dns {
namespace {

constexpr uint32_t fallback_ttl = 3600;  // nothing says a TTL

void add(const MasterRecord& record, Zone& zone) {
  if (!record.type) return zone.add_owner(record.owner);
  Data data = read_data(*record.type, record.type_word, record.words, record.scope);
  auto place = std::make_shared<const text::Place>(place_of_data(*record.type, record.words, record.scope));
  zone.add({record.owner, *record.type, record.ttl.value_or(fallback_ttl), std::move(data), std::move(place)});
}

}  // namespace

Zone zone_of_master_file(std::string_view text, const std::string& file, const std::optional<Name>& origin) {
  Zone zone;
  walk_master_file({text, file, origin}, [&](const MasterRecord& record) { add(record, zone); });
  return zone;
}

}  // namespace mailauth::dns
