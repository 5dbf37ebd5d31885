#pragma once
// A rule as SARIF describes it.

#include "report/json_text.h"

namespace mailauth::report {

void put_sarif_message(JsonWriter& out, std::string_view name, std::string_view text);  // {"text": ...}
void put_sarif_rule(JsonWriter& out, const rules::Rule& rule);
std::string_view sarif_level(rules::Severity severity);  // "error", "warning", "note"

// "https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4" for "RFC 7208 4.6.4, ..."; nothing when it is no RFC.
std::optional<std::string> address_of(std::string_view reference);

}  // namespace mailauth::report
