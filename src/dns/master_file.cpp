#include "dns/master_file.h"

#include <fmt/format.h>

#include "dns/other_types.h"
#include "dns/zone_walk.h"
#include "text/ascii.h"

namespace mailauth::dns {
namespace {

constexpr uint32_t fallback_ttl = 3600;  // nothing says a TTL
constexpr std::size_t most_foreign = 5;  // owners outside of the zone that are named

void add(const MasterRecord& record, Zone& zone) {
  const bool is_word = record.type && has_word_for_address(*record.type, record.words);
  if (is_word) zone.set({record.owner, *record.type}, std::nullopt);
  if (is_address_alias(record.type_word.text))
    for (const Type type : {Type::a, Type::aaaa}) zone.set({record.owner, type}, std::nullopt);
  if (!record.type || is_word) return zone.add_owner(record.owner);
  Data data = read_data(*record.type, record.type_word, record.words, record.scope);
  auto place = std::make_shared<const text::Place>(place_of_data(record));
  zone.add({record.owner, *record.type, record.ttl.value_or(fallback_ttl), std::move(data), std::move(place)});
}

// Name servers ignore what is out of the zone.
void leave_out_foreign(Zone& zone, const std::string& file) {
  const std::vector<Name> foreign = zone.leave_out_foreign();
  const std::string shown = text::escape_for_display(file, true);
  for (std::size_t i = 0; i < foreign.size() && i < most_foreign; ++i)
    zone.add_note(fmt::format("{}: {} lies outside of the zone: its records are ignored", shown, foreign[i].text()));
  if (foreign.size() > most_foreign)
    zone.add_note(fmt::format("{}: and {} more names outside of the zone", shown, foreign.size() - most_foreign));
}

}  // namespace

Zone zone_of_master_file(std::string_view text, const std::string& file, const std::optional<Name>& origin) {
  Zone zone;
  std::optional<std::string> wins;
  walk_master_file({text, file, origin}, [&](const MasterRecord& record) {
    add(record, zone);
    if (!wins) wins = note_on_wins(record);
  });
  if (wins) zone.add_note(fmt::format("{}: {}", text::escape_for_display(file, true), *wins));
  leave_out_foreign(zone, file);
  return zone;
}

}  // namespace mailauth::dns
