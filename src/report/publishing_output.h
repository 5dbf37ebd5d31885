#pragma once
// What publishing changes, as a part of the reports.

#include "mailauth/report/publishing.h"
#include "report/json_text.h"
#include "report/pen.h"

namespace mailauth::report {

std::string publishing_text(const Publishing& publishing, const Pen& pen);
void put_publishing(JsonWriter& out, const Publishing& publishing);

}  // namespace mailauth::report
