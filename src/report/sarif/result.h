#pragma once
// A finding as SARIF describes it.

#include "report/formats.h"
#include "report/json_text.h"
#include "report/listed.h"

namespace mailauth::report {

// `rule` is its index among the rules of the run.
void put_sarif_result(JsonWriter& out, const Listed& listed, std::size_t rule, const LineOf& line_of);

}  // namespace mailauth::report
