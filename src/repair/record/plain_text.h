#pragma once
// What was done to a record, and the repairs that do not depend on its grammar.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::repair {

// One line for each change. A fault is something receivers stumble over; tidying alone is no reason to propose a
// record.
struct Changes {
  std::vector<std::string> lines;
  bool has_fault = false;

  void fault(std::string line);
  void tidy(std::string line);
};

// The text without what belongs to a word processor, a zone file or a web page: typographic characters become ASCII,
// escapes the characters that they stand for; quotes and "\;" of a zone file, what stands before the value in its
// line, and blanks at the ends go away. Nothing when a byte has no known meaning.
std::optional<std::string> plain_text(std::string_view text, Changes& changes);

}  // namespace mailauth::repair
