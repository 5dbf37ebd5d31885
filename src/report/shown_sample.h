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

// `message`: of a rule about messages, below the zone; else empty.
ShownSample shown_sample(std::string_view sample, std::string_view message = {});

}  // namespace mailauth::report
