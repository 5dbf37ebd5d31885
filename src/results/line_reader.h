#pragma once
// The lines of a file or of stdin, one at a time; a file that gzip or zstd compressed is recognised by its first bytes.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mailauth::results {

class Input;

struct Line {
  std::string_view text;   // without its line feed and a CR before that; valid until the next call
  std::size_t number = 0;  // from 1
  bool cut = false;        // longer than the limit: this is its beginning
  bool whole = true;       // there was a line feed
  uint64_t end = 0;        // where the next one begins: bytes of decompressed text
};

class LineReader {
 public:
  // "-" is stdin. A line is held up to `longest` bytes. When `stop` turns true while stdin is waited for, the file ends
  // there. Throws std::runtime_error when the file cannot be opened.
  LineReader(const std::string& path, std::size_t longest, const std::atomic<bool>* stop = nullptr);
  ~LineReader();
  LineReader(LineReader&&) noexcept;
  LineReader& operator=(LineReader&&) noexcept;

  std::optional<Line> next();
  bool would_wait() const;  // next() would, for somebody who writes to a pipe
  // When there are no more lines: empty at the end of the file, otherwise why it cannot be read on. What stands before
  // the damage has been given, except for a line that the damage cuts.
  const std::string& error() const { return error_; }

  bool is_compressed() const;
  uint64_t bytes_read() const;                  // of the file as it lies there
  std::optional<uint64_t> bytes_total() const;  // not known of a pipe

 private:
  bool fill();
  void keep(std::string_view piece, bool& cut);
  Line finish(bool cut, bool whole);

  std::size_t longest_;
  std::unique_ptr<Input> input_;
  std::string block_, line_, error_;
  std::size_t at_ = 0;  // in block_
  std::size_t number_ = 0;
  uint64_t end_ = 0;  // of the line
};

}  // namespace mailauth::results
