#include <fmt/format.h>

#include <array>
#include <chrono>

#include "facts/message/cause/value_forms.h"
#include "messages/date.h"
#include "text/ascii.h"

namespace mailauth::facts::causes {

namespace {

constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The same time in a zone, in the four ways to write a day: "Tue, 04 Nov", "Tue, 4 Nov", "04 Nov", "4 Nov".
void add_dates(int64_t time, int minutes, std::string_view zone, ValueForms& forms) {
  using namespace std::chrono;
  const sys_seconds local{seconds(time) + std::chrono::minutes(minutes)};
  const auto day = floor<std::chrono::days>(local);
  const year_month_day date(day);
  const hh_mm_ss clock(local - day);
  const std::string_view weekday = days[std::chrono::weekday(day).c_encoding()];
  const std::string rest = fmt::format(" {} {} {:02}:{:02}:{:02} {}", months[static_cast<unsigned>(date.month()) - 1],
                                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                                       clock.seconds().count(), zone);
  const auto number = static_cast<unsigned>(date.day());
  for (const std::string& first :
       {fmt::format("{:02}", number), fmt::format("{}", number), fmt::format("{:2}", number)}) {
    forms.push_back({fmt::format(" {}, {}{}", weekday, first, rest)});
    forms.push_back({fmt::format(" {}{}", first, rest)});
  }
}

}  // namespace

ValueForms date_forms(const NamedValue& field) {
  ValueForms forms;
  const auto time = messages::parse_date_time(field.value);
  if (!text::equals_ignoring_case(field.name, "Date") || !time) return forms;
  for (const std::string_view zone : {"+0000", "GMT", "UT", "UTC", "-0000", "Z", "+0000 (UTC)", "+0000 (GMT)"})
    add_dates(*time, 0, zone, forms);
  constexpr int half_hour = 30, from = -12 * 60, to = 14 * 60;
  for (int minutes = from; minutes <= to; minutes += half_hour) {
    const int size = minutes < 0 ? -minutes : minutes;
    add_dates(*time, minutes, fmt::format("{}{:02}{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60), forms);
  }
  for (const auto& [zone, hours] : {std::pair("EST", -5),
                                    {"EDT", -4},
                                    {"CST", -6},
                                    {"CDT", -5},
                                    {"MST", -7},
                                    {"MDT", -6},
                                    {"PST", -8},
                                    {"PDT", -7}}) {
    add_dates(*time, hours * 60, zone, forms);
    add_dates(*time, hours * 60, fmt::format("-{:02}00 ({})", -hours, zone), forms);
  }
  for (const auto& [zone, hours] : {std::pair("CET", 1), {"CEST", 2}, {"BST", 1}, {"EET", 2}, {"JST", 9}, {"IST", 5}})
    add_dates(*time, hours * 60, fmt::format("+{:02}00 ({})", hours, zone), forms);
  return forms;
}

}  // namespace mailauth::facts::causes
