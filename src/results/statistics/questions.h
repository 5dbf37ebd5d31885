#pragma once
// What is counted of each domain: a row a table of the summary.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/result.h"

namespace mailauth::results {

enum class Answers : uint8_t {
  words,  // a few that are always the same: all are given
  names,  // as many as there are: the first ones are given
  hosts,  // the same, of others that the domain depends on
};

// A domain may have several values, or none.
struct Question {
  std::string id;     // "policy": stable, for programs
  std::string title;  // "DMARC policy"
  std::function<std::vector<std::string>(const Result& result)> values;
  Answers answers = Answers::words;
};

std::span<const Question> questions();
const Question* question(std::string_view id);  // null: there is none

// A value for people: the verdicts in the words of the reports.
std::string shown(std::string_view question_id, const std::string& value);

}  // namespace mailauth::results
