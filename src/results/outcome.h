#pragma once
// What a domain counts as in a sweep: one of four words, the same in its progress, its log, its end and the summary.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "results/result.h"

namespace mailauth::results {

enum class Outcome : uint8_t {
  ok,         // no error was found
  errors,     // at least one
  no_mail,    // it does not exist, or says that it sends none
  not_known,  // answers are missing that a verdict rests on
};
inline constexpr std::array outcomes{Outcome::ok, Outcome::errors, Outcome::no_mail, Outcome::not_known};

Outcome outcome_of(const Result& result);
std::string_view word_of(Outcome outcome);   // of programs: "no_mail"
std::string_view title_of(Outcome outcome);  // of people: "no mail"

class OutcomeCounts {
 public:
  void add(Outcome outcome) { ++counts_[static_cast<std::size_t>(outcome)]; }
  void add(const OutcomeCounts& others);
  std::size_t of(Outcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }
  std::size_t domains() const;

 private:
  std::array<std::size_t, outcomes.size()> counts_{};
};

// "ok 119, errors 19,028, no mail 4,790, not known 138"
std::string to_text(const OutcomeCounts& counts);

}  // namespace mailauth::results
