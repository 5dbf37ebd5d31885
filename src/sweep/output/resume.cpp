// What an earlier run has left: whole lines, perhaps half a line behind them, perhaps a summary.

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>

#include "files/write_to.h"
#include "results/line_reader.h"
#include "results/result.h"
#include "results/result_line.h"
#include "sweep/output.h"
#include "sweep/output/open.h"

namespace mailauth::sweep {

namespace {

struct Contents {
  Resumed resumed;
  uint64_t good = 0;             // bytes of the lines that stay
  bool lacks_line_feed = false;  // the last of them
};

[[noreturn]] void refuse(const std::string& path, const results::Line& line, std::string_view reason) {
  throw std::runtime_error(fmt::format("cannot resume {}: line {} {}", path, line.number, reason));
}

void take(const std::string& path, const results::Line& line, Contents& contents) {
  if (contents.resumed.had_summary) refuse(path, line, "follows a summary");
  const auto parsed = results::parse_own_line(line.text);
  if (const auto* why = std::get_if<std::string>(&parsed))
    refuse(path, line, fmt::format("is no result of a sweep: {}", *why));
  const auto* result = std::get_if<results::Result>(&parsed);
  contents.resumed.had_summary = result == nullptr;
  if (result == nullptr) return;
  contents.resumed.done.insert(result->domain);
  contents.resumed.counts.add(results::outcome_of(*result));
  contents.resumed.worst.add(*result);
  contents.good = line.end;
  contents.lacks_line_feed = !line.whole;
}

// What has no line feed, and is not all of a line either.
bool is_half(const results::Line& line) {
  return !line.whole && std::holds_alternative<std::string>(results::parse_own_line(line.text));
}

void cut_off(const std::string& path, const results::Line& line, Contents& contents) {
  if (!results::may_be_cut(line.text)) refuse(path, line, "is no result of a sweep, nor the beginning of one");
  contents.resumed.had_half_line = true;
}

Contents read(const std::string& path) {
  Contents contents;
  results::LineReader reader(path, results::max_line_length);
  while (const auto line = reader.next()) {
    if (line->cut) refuse(path, *line, "is too long");
    if (is_half(*line))
      cut_off(path, *line, contents);
    else
      take(path, *line, contents);
  }
  if (!reader.error().empty()) throw std::runtime_error(reader.error());
  if (reader.is_compressed()) throw std::runtime_error(fmt::format("cannot resume {}: it is compressed", path));
  return contents;
}

}  // namespace

Resumed resume(const std::string& path) {
  if (!std::filesystem::exists(path)) return {};
  if (!std::filesystem::is_regular_file(path))
    throw std::runtime_error(fmt::format("cannot resume {}: it is no file", path));
  const OpenOutput output = open_output(path);
  if (!output.is_file) throw std::runtime_error(fmt::format("cannot resume {}: it is no file", path));
  Contents contents = read(path);
  const int file = output.file.number();
  const bool cut = ::ftruncate(file, static_cast<off_t>(contents.good)) == 0;
  if (!cut || (contents.lacks_line_feed && files::write_all(file, "\n") != 1)) files::cannot_write(path, errno);
  return std::move(contents.resumed);
}

}  // namespace mailauth::sweep
