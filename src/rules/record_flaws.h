#pragma once
// What rules of several areas say of a record in the same way.

#include <fmt/format.h>

#include <span>
#include <string_view>
#include <vector>

#include "diagnosis/announcement.h"
#include "rules/rule.h"

namespace mailauth::rules {

// One finding a record: the first flaw is its message, the others are marked, too. Null when there is none.
Finding* report_flaws(const Source& record, const std::vector<diagnosis::RecordFlaw>& flaws, Findings& findings);

// That so many stand where one may: "2 MTA-STS records stand here: senders use none of them".
template <class Record>
void report_several(std::span<const Record> records, std::string_view title, Findings& findings) {
  const Source& second = records[1].source;
  Finding& finding =
      findings.add(second, second.whole(), "keep one record only")
          .says(fmt::format("{} {} records stand here: senders use none of them", records.size(), title));
  for (const Record& record : records)
    if (!(record.source == second)) finding.note("beside it: " + record.source.text);
}

}  // namespace mailauth::rules
