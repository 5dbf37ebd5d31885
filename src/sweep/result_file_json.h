#pragma once
// What a result file was, for the JSON outputs.

#include "mailauth/sweep/result_file.h"
#include "report/json_text.h"

namespace mailauth::sweep {

// {"file", "results", "whole", "bad", "remarks"}
report::Json file_json(const FileReport& file);

}  // namespace mailauth::sweep
