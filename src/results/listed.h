#pragma once
// `mailauth summary --list`: the domains that a line of a summary stands for.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "results/result.h"

namespace mailauth::results {

struct Question;

// What a line of a summary says: its value, and the table that it stands in.
class Chosen {
 public:
  // "dmarc-version-typo", "p=none", "mx.example.net"; "spf=none" names the table as well, which a word that several of
  // them have needs. Throws std::invalid_argument when it has to be said which one is meant.
  explicit Chosen(std::string_view typed);
  bool is(const Result& result) const;

 private:
  bool is_value(const Question& question, const Result& result) const;

  const Question* question_ = nullptr;  // null: any
  std::string value_;
};

// Calls `use` for each domain, in the order of the files; gives their number. Throws std::runtime_error when a file
// cannot be read.
std::size_t list_domains(const std::vector<std::string>& paths, const Chosen& chosen,
                         const std::function<void(const std::string& domain)>& use);

}  // namespace mailauth::results
