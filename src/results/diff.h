#pragma once
// What changed between two sweeps. docs/sweeps.md says what counts as worse.
//
// The files are in order of completion and may be larger than memory: their lines are put aside in buckets by domain,
// and one bucket after the other is compared. In memory are a few bytes for each bucket's blocks, diff_block_size for
// each bucket of both files (16 MiB), and the lines of one bucket: a thousandth of both files.

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "results/result_file.h"

namespace mailauth::results {

inline constexpr std::size_t diff_buckets = 1024;
inline constexpr std::size_t diff_block_size = 8192;  // bytes

enum class Movement : uint8_t {
  worse,
  better,
  changed,   // neither of both
  judged,    // otherwise, by another version of the program: what is published is the same
  appeared,  // only in the new file
  gone,      // only in the old one
  unknown,   // answers did not come this time, so nobody can say
};
inline constexpr std::size_t movements = 7;
// "worse", ..., "judged_otherwise", "new", "gone", "unknown": stable, for JSON
std::string_view to_string(Movement movement);
std::string_view title_of(Movement movement);  // "judged otherwise", "not known": the same for people

struct DomainChange {
  Movement movement = Movement::changed;
  std::string domain;             // printable ASCII, as is all that follows
  std::vector<std::string> what;  // "DMARC p=reject -> no record"
};

// Nothing when all that counts is the same.
std::optional<DomainChange> compare(const Result& before, const Result& after);

struct DiffCounts {
  FileReport before, after;
  std::size_t domains = 0;  // in one of the files at least
  std::size_t unchanged = 0;
  std::size_t repeated = 0;  // lines of a domain that stands in the file again further down, where it counts
  std::array<std::size_t, movements> of{};
  std::size_t missing = 0;         // of the old file, without a line in the new one: gone, or behind where that ends
  std::optional<double> max_gone;  // how many of the old file's domains may be missing, in percent; nothing: any number

  std::size_t old_domains() const { return domains - count(Movement::appeared); }
  bool too_many_gone() const;
  std::size_t count(Movement movement) const { return of[static_cast<std::size_t>(movement)]; }
};

// For people: what is to be known about the files, one sentence each.
std::vector<std::string> remarks(const DiffCounts& counts);

// Where a diff goes: first the counts, then all changes by movement and domain, then the end.
struct DiffWriter {
  std::function<void(const DiffCounts&)> begin;
  std::function<void(const DomainChange&)> change;
  std::function<void()> end;
};

// Throws std::runtime_error when a file cannot be read or there is no room for the buckets.
DiffCounts diff(const std::string& before, const std::string& after, const DiffWriter& writer,
                std::size_t buckets = diff_buckets, std::optional<double> max_gone = {});

using Write = std::function<void(std::string_view)>;

DiffWriter diff_to_text(const Write& write, const report::TextStyle& style);
DiffWriter diff_to_json(const Write& write);
DiffWriter diff_to_markdown(const Write& write);

}  // namespace mailauth::results
