#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/spf/looks.h"
#include "diagnosis/spf_term_text.h"
#include "records/dkim.h"
#include "records/dmarc.h"
#include "records/kind.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis::looks {

namespace {

// What the forms of DNS panels ask for beside the value.
bool is_panel_word(std::string_view word) {
  static constexpr std::array<std::string_view, 12> words{"ttl",  "in",   "txt",  "class",    "type", "host",
                                                          "name", "auto", "data", "priority", "prio", "value"};
  const auto is_word = [&](std::string_view each) { return text::equals_ignoring_case(each, word); };
  return std::any_of(words.begin(), words.end(), is_word);
}

bool is_number(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), text::is_digit); }

// The record that a setting belongs to; empty when it is none of another one.
std::string_view home_of(std::string_view name, std::string_view value) {
  const std::string lower = text::to_lower(name);
  if (lower == "v")
    for (const records::KindInfo& kind : records::kinds())
      if (text::starts_with_ignoring_case(std::string("v=").append(value), kind.version)) return kind.title;
  if (lower == "v" || lower == "p" || lower == "n") return "another";  // of DMARC or DKIM
  if (records::dmarc::is_known_tag(lower)) return "DMARC";
  if (records::dkim::is_known_tag(lower)) return "DKIM";
  const bool is_token = lower == "ms" || text::contains_ignoring_case(lower, "verification");
  return is_token ? "another" : "";
}

Diagnosis to_leave_out(const Record& record, std::size_t at, Problem problem, std::string message) {
  return {.problem = problem,
          .term = at,
          .mark = record.terms[at].span,
          .message = std::move(message),
          .advice = "remove this",
          .replacement = ""};
}

}  // namespace

// "v=spf1 mx -all v=DMARC1; p=none": receivers take it for settings of SPF that they do not know.
std::optional<Diagnosis> pasted_behind(const Record& record, std::size_t at) {
  if (record.terms[at].kind != Kind::other_modifier || is_flawed(record, at)) return std::nullopt;
  const TermText parts = take_apart(text_of(record, at));
  const std::string term = text::quote(text_of(record, at));
  if (is_panel_word(parts.name))
    return to_leave_out(record, at, Problem::unknown_modifier,
                        fmt::format("{} belongs into another field of the form, not into the record", term));
  const std::string_view home = home_of(parts.name, parts.rest);
  if (home.empty()) return std::nullopt;
  return to_leave_out(record, at, Problem::unknown_modifier,
                      home == "SPF"
                          ? fmt::format("{} stands inside of the record: a second one was pasted behind it", term)
                          : fmt::format("{} belongs into {} record, and receivers ignore it here", term,
                                        home == "another" ? "another" : fmt::format("a {}", home)));
}

// "v=spf1 mx -all TTL 3600"
std::optional<Diagnosis> panel_word(const Record& record, std::size_t at) {
  const Term* all = record.first(Kind::all);
  const bool is_behind = all != nullptr && all < &record.terms[at];
  if (record.terms[at].kind != Kind::unknown || !is_behind) return std::nullopt;
  const TermText parts = take_apart(text_of(record, at));
  const bool is_bare = parts.sign.empty() && (parts.rest.empty() || is_number(parts.rest) || is_panel_word(parts.rest));
  if (!is_bare || !(is_panel_word(parts.name) || (is_number(parts.name) && parts.separator.empty())))
    return std::nullopt;
  return to_leave_out(
      record, at, Problem::unknown_mechanism,
      fmt::format("{} belongs into another field of the form, not into the record", text::quote(text_of(record, at))));
}

}  // namespace mailauth::diagnosis::looks
