#include "mailauth/sweep/result_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "mailauth/text/ascii.h"

namespace mailauth::sweep {

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(const std::string& path, std::string_view why) {
  throw std::runtime_error(fmt::format("cannot read {}: {}", path, why));
}

File open(const std::string& path) {
  if (std::filesystem::is_directory(path)) fail(path, "it is a folder");
  File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) fail(path, std::strerror(errno));
  return file;
}

// Lines without their line feeds. Of a line above max_line_length one byte more than that is kept, so that
// parse_line() refuses it.
class Lines {
 public:
  explicit Lines(std::FILE* file) : file_(file) {}

  // False at the end of the file.
  bool next(std::string& line) {
    line.clear();
    for (;;) {
      if (rest_.empty() && !fill()) return !line.empty();
      const std::size_t end = rest_.find('\n');
      const std::string_view piece = rest_.substr(0, end);
      line.append(piece.substr(0, max_line_length + 1 - std::min(line.size(), max_line_length + 1)));
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      if (end != std::string_view::npos) return true;
    }
  }

 private:
  bool fill() {
    rest_ = {block_.data(), std::fread(block_.data(), 1, block_.size(), file_)};
    return !rest_.empty();
  }

  std::FILE* file_;
  std::vector<char> block_ = std::vector<char>(1 << 16);
  std::string_view rest_;
};

void note_bad(FileReport& report, std::size_t number, std::string why) {
  ++report.bad;
  if (report.bad_lines.size() < max_bad_lines) report.bad_lines.push_back({number, std::move(why)});
}

}  // namespace

FileReport read_results(const std::string& path, const std::function<void(Result)>& use) {
  const File file = open(path);
  FileReport report{path, 0, 0, {}, {}};
  Lines lines(file.get());
  std::string line;
  for (std::size_t number = 1; lines.next(line); ++number) {
    if (text::trim(line).empty()) continue;
    auto parsed = parse_line(line);
    report.summary.reset();
    if (auto* result = std::get_if<Result>(&parsed)) {
      ++report.results;
      use(std::move(*result));
    } else if (const auto* summary = std::get_if<Summary>(&parsed)) {
      report.summary = *summary;
    } else {
      note_bad(report, number, std::get<std::string>(std::move(parsed)));
    }
  }
  if (std::ferror(file.get()) != 0) fail(path, std::strerror(errno));
  if (report.results == 0 && !report.summary)
    fail(path, report.bad == 0 ? "it has no result lines"
                               : fmt::format("it has no result lines; line {}: {}", report.bad_lines.front().number,
                                             report.bad_lines.front().why));
  return report;
}

std::vector<std::string> remarks(const FileReport& file) {
  const std::string path = text::escape_bytes(file.path);
  std::vector<std::string> texts;
  if (!file.summary)
    texts.push_back(fmt::format("{} ends without a summary line: it was cut off", path));
  else if (file.summary->interrupted)
    texts.push_back(fmt::format("{} is of a sweep that was interrupted", path));
  for (const BadLine& bad : file.bad_lines)
    texts.push_back(fmt::format("{}:{}: {}; the line is passed over", path, bad.number, bad.why));
  if (file.bad > file.bad_lines.size())
    texts.push_back(fmt::format("{}: {} more such lines", path, file.bad - file.bad_lines.size()));
  return texts;
}

}  // namespace mailauth::sweep
