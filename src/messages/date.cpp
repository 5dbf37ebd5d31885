#include "messages/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "messages/structured/tokens.h"
#include "text/ascii.h"

namespace mailauth::messages {

namespace {

constexpr int64_t seconds_per_minute = 60;
constexpr std::size_t max_words = 8;  // day-name , day month year time zone

// The words of a date: "4 Nov 2025", without comments and commas.
std::vector<std::string_view> words_of_date(std::string_view value) {
  std::vector<std::string_view> words;
  std::size_t next = 0;  // "10 : 15" are three tokens of one word
  for (const Token& token : tokens_of(value)) {
    if (token.kind == TokenKind::blanks || token.kind == TokenKind::comment || is_special(value, token, ',')) continue;
    const bool joins = !words.empty() && token.span.begin == next;
    if (!joins && words.size() == max_words) break;
    next = token.span.end;
    if (joins)
      words.back() = {words.back().data(), words.back().size() + token.span.length()};
    else
      words.push_back(at(value, token.span));
  }
  return words;
}

std::optional<unsigned> month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string lower = text::to_lower(name);
  const auto found = std::ranges::find(months, lower);
  if (found == months.end()) return std::nullopt;
  return static_cast<unsigned>(found - months.begin()) + 1;
}

// RFC 5322 4.3: two digits up to 49 are of this century, and three count from 1900.
std::optional<int> year_of(std::string_view digits) {
  const auto number = text::parse_number(digits, max_year);
  if (!number || digits.size() < 2) return std::nullopt;
  const int year = static_cast<int>(*number);
  if (digits.size() == 2) return year < 50 ? 2000 + year : 1900 + year;
  if (digits.size() == 3) return 1900 + year;
  return year >= min_year ? std::optional(year) : std::nullopt;
}

// "10:15" or "10:15:30", 60 for a leap second.
std::optional<int64_t> seconds_of_day(std::string_view time) {
  const auto parts = text::split(time, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto hour = text::parse_number(parts[0], 23), minute = text::parse_number(parts[1], 59);
  const auto second = parts.size() == 3 ? text::parse_number(parts[2], 60) : 0U;
  if (!hour || !minute || !second) return std::nullopt;
  return int64_t{*hour} * 3600 + int64_t{*minute} * seconds_per_minute + *second;
}

// Minutes east of Greenwich. RFC 5322 4.3: a name that is not known says nothing and is taken for -0000.
std::optional<int> minutes_of_zone(std::string_view zone) {
  struct Named {
    std::string_view name;
    int hours;
  };
  constexpr std::array named = {Named{"est", -5}, Named{"edt", -4}, Named{"cst", -6}, Named{"cdt", -5},
                                Named{"mst", -7}, Named{"mdt", -6}, Named{"pst", -8}, Named{"pdt", -7}};
  if (!zone.empty() && std::ranges::all_of(zone, text::is_alpha)) {
    const std::string lower = text::to_lower(zone);
    const auto found = std::ranges::find(named, lower, &Named::name);
    return found == named.end() ? 0 : found->hours * 60;
  }
  if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  const auto hours = text::parse_number(zone.substr(1, 2), 99), minutes = text::parse_number(zone.substr(3), 59);
  if (!hours || !minutes) return std::nullopt;
  const int east = static_cast<int>(*hours * 60 + *minutes);
  return zone[0] == '-' ? -east : east;
}

}  // namespace

std::optional<int64_t> parse_date_time(std::string_view value) {
  std::vector<std::string_view> words = words_of_date(value);
  if (!words.empty() && text::is_alpha(words.front().front())) words.erase(words.begin());  // the day of the week
  if (words.size() < 5) return std::nullopt;
  const auto day = text::parse_number(words[0], 31), month = month_of(words[1]);
  const auto year = year_of(words[2]);
  const auto seconds = seconds_of_day(words[3]);
  const auto zone = minutes_of_zone(words[4]);
  if (!day || !month || !year || !seconds || !zone) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * 86400 + *seconds - *zone * seconds_per_minute;
}

}  // namespace mailauth::messages
