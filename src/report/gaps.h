#pragma once
// Words for what became of files of records.

#include <string>
#include <string_view>

#include "inputs/tally.h"

namespace mailauth::report {

// "12 records judged, 3 of other types passed over, 1 not read, 2 not known"
std::string summary_of(const inputs::Tally& files);
std::string_view label_of(inputs::Gap::Why why);                          // "not read"
std::string how_many_more(const inputs::Tally& files, std::size_t told);  // "and 17 more"; empty: all were told

}  // namespace mailauth::report
