#pragma once
// Pieces that the JSON outputs share. A function put_...() adds members to the object that is open.

#include <string>
#include <string_view>

#include "inputs/tally.h"
#include "rules/rule.h"
#include "text/json.h"

namespace mailauth::report {

using text::JsonWriter;

inline constexpr text::JsonStyle indented{.indent = 2};

// Bytes under `name`; when they are not UTF-8 the text is escaped and `name`_base64 has the bytes.
void put_text(JsonWriter& out, std::string_view name, std::string_view bytes);
void put_text_or_null(JsonWriter& out, std::string_view name, std::string_view bytes);  // null when they are empty
void put_position(JsonWriter& out, const text::Position& at);
void put_record(JsonWriter& out, const text::Source& source);  // as it was published
void put_finding(JsonWriter& out, const rules::Finding& finding);
// As much of a record as each finding in it shows: nobody publishes a longer one.
std::string_view shown_of(const text::Source& record);
void put_files(JsonWriter& out, const inputs::Tally& files);  // what became of files of records
// How many findings have no fix because working one out would have cost too much; nothing when there are none.
void put_repairs_untried(JsonWriter& out, unsigned findings);
std::string finish(JsonWriter& out);  // the rest of the document with a line feed
// The same JSON without "##[", which begins a command to the runner of GitHub Actions wherever it stands in a log; in
// JSON it can only be part of a text.
std::string safe_in_logs(std::string_view json);

}  // namespace mailauth::report
