#include "report/gaps.h"

#include <fmt/format.h>

#include <vector>

namespace mailauth::report {

std::string summary_of(const inputs::Tally& files) {
  std::vector<std::string> parts{fmt::format("{} record{} judged", files.read, files.read == 1 ? "" : "s")};
  if (files.passed_over > 0) parts.push_back(fmt::format("{} of other types passed over", files.passed_over));
  for (const auto& [count, why] :
       {std::pair{files.not_read, inputs::Gap::Why::not_read}, std::pair{files.not_known, inputs::Gap::Why::not_known}})
    if (count > 0) parts.push_back(fmt::format("{} {}", count, label_of(why)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string_view label_of(inputs::Gap::Why why) { return why == inputs::Gap::Why::not_read ? "not read" : "not known"; }

std::string how_many_more(const inputs::Tally& files, std::size_t told) {
  const std::size_t all = files.not_read + files.not_known;
  return told < all ? fmt::format("and {} more", all - told) : "";
}

}  // namespace mailauth::report
