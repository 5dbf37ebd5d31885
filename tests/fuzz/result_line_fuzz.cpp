// Result lines from anywhere: what is accepted is written in one form, which reads back to the same bytes.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "results/result.h"

namespace mailauth::result_line_fuzz {

namespace {

using namespace mailauth::results;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string written(const Result& result) {
  return to_line(result, result.listed ? Detail::findings : Detail::verdict);
}
std::string written(const Summary& summary) { return to_line(summary); }

template <class Line>
void require_same_again(const Line& line) {
  const std::string text = written(line);
  const auto again = parse_line(text);
  require(std::holds_alternative<Line>(again));
  require(written(std::get<Line>(again)) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto parsed = parse_line({reinterpret_cast<const char*>(data), size});
  if (const auto* result = std::get_if<Result>(&parsed)) require_same_again(*result);
  if (const auto* summary = std::get_if<Summary>(&parsed)) require_same_again(*summary);
  if (const auto* error = std::get_if<std::string>(&parsed))
    require(!error->empty() && error->find('\n') == std::string::npos);
  return 0;
}

}  // namespace mailauth::result_line_fuzz
