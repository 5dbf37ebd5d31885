#pragma once
// What a result file was, for the JSON outputs.

#include "results/result_file.h"
#include "text/json.h"

namespace mailauth::results {

// "file", "results", "whole", "bad", "remarks"
void put_file(text::JsonWriter& out, const FileReport& file);

}  // namespace mailauth::results
