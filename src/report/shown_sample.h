#pragma once
// The sample zones of a rule as a reader sees them: records that could be published, long keys shortened, and in words
// what the audit was told beside them.

#include <string>
#include <string_view>

namespace mailauth::report {

struct ShownSample {
  std::string zone;
  // "mailauth check example.com --selector s1", "_dmarc.example.com TXT: timeout", several joined by "; ". Empty: there
  // is nothing to say.
  std::string circumstances;
};

ShownSample shown_sample(std::string_view sample);

}  // namespace mailauth::report
