#pragma once
// Every zone that comes with an expectation: the bad samples of all rules, and the golden cases.

#include <ostream>
#include <string>
#include <vector>

namespace mailauth::test {

struct SampleZone {
  std::string name;  // "dmarc_version_typo", "amazon_ses"
  std::string zone;
  std::string domain = "example.com";
};
inline std::ostream& operator<<(std::ostream& out, const SampleZone& sample) { return out << sample.name; }

// The zones of tests/cases; the first line of one may say "; domain: mail.example.com".
std::vector<SampleZone> golden_zones();
std::vector<SampleZone> sample_zones();

}  // namespace mailauth::test
