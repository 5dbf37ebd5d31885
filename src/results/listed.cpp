#include "results/listed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "results/outcome.h"
#include "results/result_file.h"
#include "results/statistics/questions.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

// What several tables say, each of something else.
constexpr std::array<std::string_view, 4> shared_words{"none", "unknown", "in_force", "ignored"};

bool is_number(std::string_view word) { return !word.empty() && std::ranges::all_of(word, text::is_digit); }

bool is_shared(std::string_view word) {
  return is_number(word) || std::ranges::find(shared_words, word) != shared_words.end();
}

std::string tables() {
  std::string all;
  for (const Question& question : questions()) all += (all.empty() ? "" : ", ") + question.id;
  return all;
}

// Of all domains, beside the tables: "errors", "no mail", "not known".
bool is_outcome(const Result& result, std::string_view value) {
  const Outcome outcome = outcome_of(result);
  return value == word_of(outcome) || value == title_of(outcome);
}

}  // namespace

Chosen::Chosen(std::string_view typed) : value_(typed) {
  const std::size_t equals = typed.find('=');
  if (equals != std::string_view::npos) question_ = question(typed.substr(0, equals));
  if (question_ != nullptr)
    value_ = typed.substr(equals + 1);
  else if (is_shared(typed))
    throw std::invalid_argument(fmt::format("of what? spf={}, for example; there are: {}", typed, tables()));
}

bool Chosen::is_value(const Question& question, const Result& result) const {
  const std::vector<std::string> values = question.values(result);
  return std::ranges::any_of(
      values, [&](const std::string& value) { return value == value_ || shown(question.id, value) == value_; });
}

bool Chosen::is(const Result& result) const {
  if (question_ == nullptr && is_outcome(result, value_)) return true;
  if (!result.exists) return false;
  if (question_ != nullptr) return is_value(*question_, result);
  return std::ranges::any_of(questions(), [&](const Question& question) { return is_value(question, result); });
}

std::size_t list_domains(const std::vector<std::string>& paths, const Chosen& chosen,
                         const std::function<void(const std::string& domain)>& use) {
  std::size_t count = 0;
  for (const std::string& path : paths)
    read_results(path, [&](const Result& result) {
      if (!chosen.is(result)) return;
      use(result.domain);
      ++count;
    });
  return count;
}

}  // namespace mailauth::results
