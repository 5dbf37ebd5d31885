// Zone files from anywhere: what is accepted can be written down again and means the same.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dns/evidence.h"
#include "dns/zone.h"

namespace mailauth::zone_fuzz {

namespace {

using namespace mailauth::dns;

constexpr Type types[] = {Type::a,  Type::ns,  Type::cname, Type::soa,  Type::ptr,
                          Type::mx, Type::txt, Type::aaaa,  Type::dname};

void require(bool holds) {
  if (!holds) std::abort();
}

std::string written(const Zone& zone) {
  std::string text;
  for (const auto& [owner, by_type] : zone.records()) {
    for (const auto& [type, records] : by_type) {
      for (const Record& record : records) {
        text += owner.text() + ". " + std::to_string(record.ttl) + " IN ";
        text.append(to_string(type)).append(" ").append(to_zone_text(record.data)) += '\n';
      }
    }
  }
  return text;
}

void check_read_back(const Zone& zone) {
  const std::string text = written(zone);
  const auto again = Zone::parse(text);
  require(std::holds_alternative<Zone>(again));
  require(written(std::get<Zone>(again)) == text);
}

// The names that are asked are those of the zone, one below each, and one above.
void check_answers(const Zone& zone) {
  Evidence evidence;
  evidence.add_zone(zone);
  evidence.go_offline();
  for (const auto& [owner, records] : zone.records()) {
    for (const Name& name : {owner, owner.child("x").value_or(owner), owner.parent()}) {
      for (const Type type : types) {
        const Answer& answer = evidence.ask(name, type);
        require(!answer.pending());
        require(answer.found() == !answer.records.empty());
        require(answer.cnames.size() <= max_cname_hops);
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto zone = Zone::parse(text, "-", Name::parse("example.com").value());
  if (const auto* error = std::get_if<ZoneError>(&zone)) {
    require(error->position.line > 0 && error->position.column > 0 && !error->message.empty());
    return 0;
  }
  check_read_back(std::get<Zone>(zone));
  check_answers(std::get<Zone>(zone));
  return 0;
}

}  // namespace mailauth::zone_fuzz
