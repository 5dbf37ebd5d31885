#pragma once

#include "report/json_text.h"
#include "report/report.h"

namespace mailauth::report {

// What docs/report.schema.json calls a message.
void put_message(JsonWriter& out, const DomainReport& report);

}  // namespace mailauth::report
