#pragma once
// The parts of compare(): steps that say what changed, and which way it went.

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "results/diff.h"
#include "text/ascii.h"

namespace mailauth::results {

enum class Trend : uint8_t { worse, neutral, better };

// What changed, and which way it goes. A worse step weighs more than any better one: nobody should have to read on to
// see that something broke. Hints (warnings) count when no step says anything.
struct Steps {
  std::vector<std::string> what;
  bool worse = false, better = false, hint_worse = false, hint_better = false;

  void add(Trend trend, std::string text) {
    worse = worse || trend == Trend::worse;
    better = better || trend == Trend::better;
    what.push_back(std::move(text));
  }
  void hint(Trend trend, std::string text) {
    hint_worse = hint_worse || trend == Trend::worse;
    hint_better = hint_better || trend == Trend::better;
    what.push_back(std::move(text));
  }
  Movement movement() const {
    if (worse) return Movement::worse;
    if (better) return Movement::better;
    if (hint_worse) return Movement::worse;
    return hint_better ? Movement::better : Movement::changed;
  }
};

using Names = std::set<std::string>;

Names names_of(const std::vector<std::string>& list);
Names without(const Names& all, const Names& some);
std::string listed(const Names& names);  // "a, b, c and 4 more", escaped
// "new a, b, gone c" of two lists; empty when they are the same.
std::string difference(const std::vector<std::string>& before, const std::vector<std::string>& after);

Trend trend_of(int before, int after);  // more is better
// By the places of two words in a ladder from the worst to the best; other words are neutral.
template <class Value>
Trend trend_on(std::initializer_list<Value> ladder, const Word<Value>& before, const Word<Value>& after) {
  const auto from = std::find(ladder.begin(), ladder.end(), before);
  const auto to = std::find(ladder.begin(), ladder.end(), after);
  if (from == ladder.end() || to == ladder.end()) return Trend::neutral;
  return trend_of(static_cast<int>(from - ladder.begin()), static_cast<int>(to - ladder.begin()));
}
template <class Value>
bool either_unknown(const Word<Value>& before, const Word<Value>& after) {
  return before == Value::unknown || after == Value::unknown;
}
template <class Value>
std::string escaped(const Word<Value>& word) {
  return text::escape_bytes(word.text());
}

void compare_dmarc(const Result& before, const Result& after, Steps& steps);
void compare_spf(const Result& before, const Result& after, Steps& steps);
void compare_dkim(const Result& before, const Result& after, Steps& steps);
void compare_mx(const Result& before, const Result& after, Steps& steps);
void compare_further(const Result& before, const Result& after, Steps& steps);
// Of lines without findings the numbers of errors and warnings.
void compare_findings(const Result& before, const Result& after, Steps& steps);
// Services, wildcards and what anybody can register.
void compare_lists(const Result& before, const Result& after, Steps& steps);

}  // namespace mailauth::results
