#pragma once
// Days as people and records of sweeps write them: 2026-11-29.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mailauth::text {

using Date = std::chrono::year_month_day;

std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);
std::chrono::days days_between(Date from, Date to);  // negative when `to` comes first

}  // namespace mailauth::text
