#pragma once
// Text of the DNS inside of formats in which some characters mean something.

#include <string>
#include <string_view>

namespace mailauth::report {

// UTF-8 on one line without what cannot be seen: controls, bidirectional controls and broken UTF-8 become \DDD.
std::string one_line(std::string_view bytes);
// The same, cut to so many bytes, between two characters.
std::string one_line(std::string_view bytes, std::size_t most);

std::string escape_for_xml(std::string_view text);       // between tags and in attributes; of what one_line() made
std::string escape_for_markdown(std::string_view text);  // printable ASCII into a cell of a table
std::string escape_for_csv(std::string_view text);  // the same into a field that no spreadsheet takes for a formula

// GitHub Actions reads what a step prints: a line that begins with "::", after blanks, is a command to the runner, and
// so is "##[" anywhere in a line. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
std::string without_workflow_commands(std::string_view text);

}  // namespace mailauth::report
