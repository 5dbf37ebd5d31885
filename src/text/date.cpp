#include "text/date.h"

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailauth::text {

std::optional<Date> parse_date(std::string_view text) {
  const auto number = [&](std::size_t begin, std::size_t length) {
    return parse_number(text.substr(begin, length), 9999);
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*day)};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::chrono::days days_between(Date from, Date to) { return std::chrono::sys_days(to) - std::chrono::sys_days(from); }

}  // namespace mailauth::text
