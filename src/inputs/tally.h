#pragma once
// What became of files of records: how much of them can be judged, and what nobody could judge. Green means judged.

#include <vector>

#include "inputs/document.h"

namespace mailauth::inputs {

inline constexpr std::size_t max_gaps = 100;  // that are kept; the others are counted

struct Tally {
  std::size_t read = 0;         // records of types that have to do with mail
  std::size_t passed_over = 0;  // of other types
  std::size_t not_read = 0, not_known = 0;
  std::vector<Gap> gaps;  // of both, what was not read first

  bool has_gaps() const { return not_read + not_known > 0; }
};

// With the gaps of all documents, and those of records that have a name and no data. Records that go away, or lie
// outside of their zone, leave none.
Tally tally(const std::vector<Document>& documents);

// Others that only show when all files are known; all of them not_read.
void add(std::vector<Gap> gaps, Tally& tally);

}  // namespace mailauth::inputs
