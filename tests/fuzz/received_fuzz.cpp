// Received fields from anywhere: what is read stands in the value.

#include "messages/received.h"

#include <cstdint>
#include <cstdlib>

#include "messages/date.h"

namespace mailauth::received_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const text::Span whole{0, static_cast<uint32_t>(size)};
  const messages::Hop hop = messages::read_received(value);
  for (const text::Span span : {hop.from, hop.helo, hop.reverse, hop.ip, hop.by, hop.with, hop.tls, hop.id,
                                hop.recipient, hop.envelope_from, hop.date})
    require(span.begin <= span.end && whole.contains(span));
  require(hop.address.has_value() == !hop.ip.empty());
  require(!hop.time || !hop.date.empty());
  constexpr int64_t seconds_of_a_year = 366 * 86400, most_years = messages::max_year - 1970 + 2;
  if (const auto time = messages::parse_date_time(value))
    require(*time > -72 * seconds_of_a_year && *time < most_years * seconds_of_a_year);
  return 0;
}

}  // namespace mailauth::received_fuzz
