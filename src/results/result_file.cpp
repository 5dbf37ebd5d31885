#include "results/result_file.h"

#include <fmt/format.h>

#include <stdexcept>

#include "results/input/input.h"
#include "results/line_reader.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

void note_bad(FileReport& report, std::size_t number, std::string why) {
  ++report.bad;
  if (report.bad_lines.size() < max_bad_lines) report.bad_lines.push_back({number, std::move(why)});
}

std::string why_empty(const FileReport& report) {
  if (!report.damage.empty()) return report.damage;
  if (report.bad == 0) return "it has no result lines";
  const BadLine& first = report.bad_lines.front();
  return fmt::format("it has no result lines; line {}: {}", first.number, first.why);
}

}  // namespace

FileReport read_results(const std::string& path, const std::function<void(Result)>& use) {
  LineReader lines(path, max_line_length);
  FileReport report{path, 0, 0, {}, {}, {}};
  while (const auto line = lines.next()) {
    if (text::trim(line->text).empty()) continue;
    auto parsed = line->cut ? "the line is too long" : parse_line(line->text);
    report.summary.reset();
    if (auto* result = std::get_if<Result>(&parsed)) {
      ++report.results;
      use(std::move(*result));
    } else if (const auto* summary = std::get_if<Summary>(&parsed)) {
      report.summary = *summary;
    } else {
      note_bad(report, line->number, std::get<std::string>(std::move(parsed)));
    }
  }
  report.damage = lines.error();
  if (report.results == 0 && !report.summary) cannot_read(path, why_empty(report));
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

}  // namespace mailauth::results
