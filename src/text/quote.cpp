#include "text/quote.h"

#include "text/ascii.h"

namespace mailauth::text {

namespace {
constexpr std::size_t max_quoted = 60;  // bytes of the record
}

std::string quote(std::string_view bytes) {
  const bool cut = bytes.size() > max_quoted;
  return "'" + text::escape_bytes(bytes.substr(0, max_quoted)) + (cut ? "...'" : "'");
}

}  // namespace mailauth::text
