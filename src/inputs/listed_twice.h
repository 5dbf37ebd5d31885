#pragma once
// Files that say what there is, and contradict each other: neither may hide the other, because nobody knows which of
// them is published.

#include <optional>
#include <string>
#include <vector>

#include "inputs/document.h"

namespace mailauth::inputs {

// The same zone, or the same set of records in files of which neither is the zone below the other's. Nothing when there
// is none; else one line that names both files. Changes are applied over lists and are no lists themselves.
std::optional<std::string> listed_twice(const std::vector<Document>& documents);

// The same for files that were read otherwise: "both a.zone and b.zone.bak (which looks like a backup) list WHAT ..."
std::string both_list(const std::string& first, const std::string& second, const std::string& what);

}  // namespace mailauth::inputs
