#include "cli/file_lines.h"

#include <filesystem>
#include <memory>
#include <vector>

#include "cli/files.h"
#include "cli/usage_error.h"
#include "text/ascii.h"

namespace mailauth::cli {

namespace {

struct Lines {
  std::string file;
  std::string bytes;
  std::vector<std::string_view> lines;  // of `bytes`
};

void read(const std::string& file, Lines& lines) {
  lines = {file, "", {}};
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(file, unknown)) return;
  try {
    lines.bytes = read_file(file);
  } catch (const UsageError&) {
    return;  // it was readable; the places are shown without columns
  }
  lines.lines = text::split(lines.bytes, '\n');
}

}  // namespace

report::LineOf lines_of_files() {
  const auto lines = std::make_shared<Lines>();
  return [lines](const std::string& file, uint32_t line) -> std::optional<std::string_view> {
    if (lines->file != file) read(file, *lines);
    if (line == 0 || line > lines->lines.size()) return std::nullopt;
    return lines->lines[line - 1];
  };
}

}  // namespace mailauth::cli
