#pragma once
// Reading files of result lines: one after the other, in bounded memory, and with a memory for what was wrong.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "results/result.h"

namespace mailauth::results {

inline constexpr std::size_t max_bad_lines = 10;  // that are kept; all are counted

struct BadLine {
  std::size_t number = 0;  // from 1
  std::string why;
};

// What a file was, beside its results.
struct FileReport {
  std::string path;
  std::size_t results = 0;
  std::size_t bad = 0;
  std::vector<BadLine> bad_lines;  // the first ones
  std::string damage;              // why it could not be read to its end; empty: it could
  std::optional<Summary> summary;  // nothing: the last line is none, so the file was cut off

  // Did the sweep come to the end of its list, and the file to the end of the sweep?
  bool whole() const { return summary && !summary->interrupted; }
};

// Calls `use` for every result of the file, which gzip or zstd may have compressed; "-" is stdin. Throws
// std::runtime_error when it cannot be read or has no result line.
FileReport read_results(const std::string& path, const std::function<void(Result)>& use);

// For people: what is to be known about the file, one sentence each; nothing when all is well.
std::vector<std::string> remarks(const FileReport& file);

}  // namespace mailauth::results
