#pragma once
// `mailauth sweep` as a program, over a world of many domains that a resolver on loopback knows.

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "dns/zone.h"
#include "support/files.h"

namespace mailauth::tests {

// d0.example, d1.example, ...: six kinds of domains in turn, of which the first does not exist. Many include the same
// SPF record, and one in six has a DKIM key.
std::string swept_domain(std::size_t number);
std::string swept_list(std::size_t count);  // one a line
dns::Zone swept_zone(std::size_t count);

// What a run left in its output.
struct SweepLines {
  std::map<std::string, std::string> results;  // by domain, without what depends on the time
  std::vector<std::string> twice;              // domains that have a second line
  std::vector<std::string> bad;                // lines that are no JSON objects, hold control bytes, or are half
  std::string summary;                         // the last line, when it is one

  bool whole() const { return twice.empty() && bad.empty() && !summary.empty(); }
};
SweepLines sweep_lines(const std::string& text);
SweepLines read_sweep(const std::string& path);

// A result that claims more than the one of an undisturbed run: one line that says what. Empty: it is the same, or says
// itself that answers are missing, and what it says nevertheless is right.
std::string false_claim(const std::string& result, const std::string& undisturbed);

// A process of its own, started by a shell.
class Program {
 public:
  explicit Program(const std::string& command);
  ~Program();  // kills it
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void signal(int number) const;
  // Its exit code, or 128 and the signal that ended it. A program that does not end is killed, and that is a failure of
  // the test.
  int wait(std::chrono::seconds patience = std::chrono::seconds(300));

 private:
  pid_t pid_ = -1;
};

}  // namespace mailauth::tests
