#include "results/count_text.h"

#include <fmt/format.h>

namespace mailauth::results {

std::string share(std::size_t part, std::size_t of) {
  return of == 0 ? "-" : fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(of));
}

}  // namespace mailauth::results
