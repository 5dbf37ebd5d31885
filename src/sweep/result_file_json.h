#pragma once
// What a result file was, for the JSON outputs.

#include "mailauth/sweep/result_file.h"
#include "mailauth/text/json.h"

namespace mailauth::sweep {

// "file", "results", "whole", "bad", "remarks"
void put_file(text::JsonWriter& out, const FileReport& file);

}  // namespace mailauth::sweep
