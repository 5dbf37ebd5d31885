#pragma once
// What publishing changes, as a part of the reports.

#include "report/json_text.h"
#include "report/pen.h"
#include "report/publishing.h"

namespace mailauth::report {

std::string publishing_text(const Publishing& publishing, const Pen& pen);
void put_publishing(JsonWriter& out, const Publishing& publishing);

}  // namespace mailauth::report
