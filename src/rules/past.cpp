#include "rules/past.h"

#include <fmt/format.h>

namespace mailauth::rules {

namespace {

constexpr std::chrono::days long_time{180};

}  // namespace

bool is_stale(text::Date since, const facts::Past& past) { return text::days_between(since, past.today) > long_time; }

std::string since_when(text::Date since, const facts::Past& past) {
  return fmt::format("since at least {}, {} days", text::to_string(since),
                     text::days_between(since, past.today).count());
}

std::string sightings(text::Date since, const facts::Past& past) {
  return fmt::format("the history has seen it from {} to {}", text::to_string(since), text::to_string(past.last));
}

}  // namespace mailauth::rules
