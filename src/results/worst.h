#pragma once
// The domains of a sweep that somebody should look at first.

#include <string>
#include <vector>

#include "report/report.h"
#include "results/result.h"

namespace mailauth::results {

inline constexpr std::size_t worst_shown = 5;

struct WorstDomain {
  std::string domain;
  Word<rules::Forgery> forgery;
  Word<rules::OwnMail> own_mail;
  unsigned errors = 0;
};

// Keeps the worst of all that it has seen: first by what happens to the domain's own mail and to forged mail, then by
// the number of errors. Only of those that count as "errors": what is not known is not bad.
class Worst {
 public:
  void add(const Result& result);
  void add(const Worst& others);
  const std::vector<WorstDomain>& domains() const { return domains_; }  // the worst first, at most worst_shown

 private:
  void insert(WorstDomain domain);

  std::vector<WorstDomain> domains_;
};

// A table with a head, in the words of the reports; empty when there are none.
std::string to_text(const Worst& worst, const report::TextStyle& style);

}  // namespace mailauth::results
