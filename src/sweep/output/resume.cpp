// What an earlier run has left: whole lines, perhaps half a line behind them, perhaps a summary.

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "results/line_reader.h"
#include "results/result.h"
#include "results/result_line.h"
#include "sweep/output.h"
#include "sweep/output/open.h"

namespace mailauth::sweep {

namespace {

struct Contents {
  Resumed resumed;
  uint64_t good = 0;  // bytes of the lines that stay
};

[[noreturn]] void refuse(const std::string& path, const results::Line& line, std::string_view reason) {
  throw std::runtime_error(fmt::format("cannot resume {}: line {} {}", path, line.number, reason));
}

void take(const std::string& path, const results::Line& line, Contents& contents) {
  if (contents.resumed.had_summary) refuse(path, line, "follows a summary");
  const results::LineKind kind = results::kind_of(line.text);
  if (kind == results::LineKind::other) refuse(path, line, "is no result of a sweep");
  if (kind == results::LineKind::summary) {
    contents.resumed.had_summary = true;
    return;
  }
  contents.resumed.done.insert(results::domain_of(line.text));
  contents.resumed.complete += results::is_complete(line.text) ? 1 : 0;
  contents.good = line.end;
}

Contents read(const std::string& path) {
  Contents contents;
  results::LineReader reader(path, results::max_line_length);
  while (const auto line = reader.next()) {
    if (line->cut) refuse(path, *line, "is too long");
    contents.resumed.had_half_line = !line->whole;
    if (line->whole) take(path, *line, contents);
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
  const results::Descriptor file = open_output(path, O_WRONLY);
  Contents contents = read(path);
  if (::ftruncate(file.number(), static_cast<off_t>(contents.good)) != 0)
    throw std::runtime_error(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
  return std::move(contents.resumed);
}

}  // namespace mailauth::sweep
