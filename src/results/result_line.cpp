#include "results/result_line.h"

#include <algorithm>

namespace mailauth::results {

namespace {

constexpr std::string_view domain_begins = R"({"domain":")", time_follows = R"(","time":")",
                           summary_begins = R"({"type":"summary",)";

// As far as both go.
bool agree(std::string_view text, std::string_view with) {
  const std::size_t size = std::min(text.size(), with.size());
  return text.substr(0, size) == with.substr(0, size);
}

}  // namespace

bool looks_like_result(std::string_view line) { return line.starts_with(domain_begins) && line.ends_with('}'); }

bool may_be_cut(std::string_view beginning) {
  if (agree(beginning, summary_begins)) return true;
  if (!agree(beginning, domain_begins)) return false;
  beginning.remove_prefix(std::min(beginning.size(), domain_begins.size()));
  beginning.remove_prefix(std::min(beginning.find('"'), beginning.size()));
  return agree(beginning, time_follows);
}

}  // namespace mailauth::results
