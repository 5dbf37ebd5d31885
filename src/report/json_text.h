#pragma once
// Pieces that the JSON outputs share.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "mailauth/rules/rule.h"

namespace mailauth::report {

using Json = nlohmann::ordered_json;

// Puts bytes under `key`; when they are not UTF-8 the text is escaped and `key`_base64 has the bytes.
void put_text(Json& object, const std::string& key, std::string_view bytes);
Json position_json(const text::Position& at);
// {"name", "type", "text", ...}: one record as it was published.
Json record_json(const text::Source& source);
Json fix_json(const rules::Fix& fix);
Json finding_json(const rules::Finding& finding);
std::string dump(const Json& document);       // indented, in ASCII, ends with a line feed
std::string dump_line(const Json& document);  // the same on one line
// The same JSON without "##[", which begins a command to the runner of GitHub Actions wherever it stands in a log; in
// JSON it can only be part of a text.
std::string safe_in_logs(std::string_view json);

}  // namespace mailauth::report
