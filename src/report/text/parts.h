#pragma once
// Parts of a report that those about domains and those about messages share.

#include <string>
#include <string_view>
#include <vector>

#include "report/pen.h"
#include "report/text/status_lines.h"
#include "report/verdict_words.h"

namespace mailauth::report {

// "  Can it be forged?  ✗ yes, by anyone: <reason>"
std::string verdict_line(std::string_view question, const Answered& answered, std::string_view reason, const Pen& pen);
// One line a protocol.
std::string status_text(const std::vector<StatusLine>& lines, const Pen& pen);
// Counts, cost, and what to read next.
std::string footer(const DomainReport& report, const Pen& pen);

}  // namespace mailauth::report
