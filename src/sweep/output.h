#pragma once
// Where the result lines of a sweep go. Whatever ends the run, all lines but perhaps the last are whole, and resume()
// finds out which domains are done.
//
//   Resumed before = resume(path);          // --resume
//   Output out(path);
//   out.write(results::to_line(result, detail), Clock::now());
//   out.tick(Clock::now());                 // now and then, when there is nothing to write
//   out.write(results::to_line(summary), Clock::now());
//   out.close();

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "results/outcome.h"
#include "results/worst.h"
#include "sweep/domain_set.h"

namespace mailauth::files {
class Descriptor;
}

namespace mailauth::sweep {

class Output {
 public:
  using Clock = std::chrono::steady_clock;

  // Appends; "-" is stdout. A file is locked, devices and pipes are not: a second sweep that writes it is refused. A
  // pipe is waited for until somebody reads it. Throws std::runtime_error, as all of the following do.
  explicit Output(std::string path);
  ~Output();  // writes what is left, but cannot say that this failed: call close()
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // One or more whole lines. They leave the process when 256 KiB are together or a second is over. When they cannot be
  // written, the file is cut back to its last whole line, and the error says how to go on; it comes again with every
  // later call.
  void write(std::string_view lines, Clock::time_point now);
  void tick(Clock::time_point now);
  void flush();
  // The file is safe on the disk when this returns.
  void close();
  // close(), and then the file has this name: it appears there as a whole.
  void publish(const std::string& path);

 private:
  int number() const;
  [[noreturn]] void fail(int reason, std::size_t done);

  std::string path_;
  bool is_stdout_ = false;
  std::unique_ptr<files::Descriptor> file_;  // not of stdout
  bool is_file_ = false;                     // it can be cut
  uint64_t size_ = 0;                        // of it
  std::string buffer_, error_;
  std::optional<Clock::time_point> flushed_;
};

// What an earlier run left in an output file.
struct Resumed {
  DomainSet done;
  results::OutcomeCounts counts;  // of its lines
  results::Worst worst;
  bool had_summary = false;  // that run came to its end, or was interrupted in good order
  bool had_half_line = false;
};

// Reads every line of the output, and cuts off a half last line and a summary: what follows can be appended. A last
// line that lacks nothing but its line feed stays, and gets it. No such file: nothing is done yet. Throws
// std::runtime_error when there is a line that no sweep has written, or another sweep is writing the file, which is
// left as it is then.
Resumed resume(const std::string& path);

}  // namespace mailauth::sweep
