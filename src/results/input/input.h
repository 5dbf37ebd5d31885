#pragma once
// The bytes of a file or of stdin, decompressed.

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "files/descriptor.h"
#include "results/input/decompress.h"

namespace mailauth::results {

inline constexpr std::size_t input_block_size = 1u << 16;  // bytes read at a time

// Throws std::runtime_error.
[[noreturn]] void cannot_read(const std::string& path, std::string_view reason);

class Input {
 public:
  // As of LineReader.
  explicit Input(const std::string& path, const std::atomic<bool>* stop);

  // How many bytes came; none at the end, and then error() says whether it is the end of the file. Throws as the
  // constructor does when a pipe turns out to hold what cannot be read.
  std::size_t read(std::span<char> to);
  const std::string& error() const { return error_; }
  bool is_compressed() const { return decoder_.index() != 0; }
  uint64_t bytes_read() const { return bytes_read_ - rest_.size(); }
  std::optional<uint64_t> bytes_total() const { return bytes_total_; }
  bool would_wait() const;  // read() would, for somebody who writes to a pipe

 private:
  bool wait() const;
  void refill();
  void recognise();
  Step step(std::span<char> to);

  std::string path_;
  files::Descriptor file_;
  const std::atomic<bool>* stop_;
  std::string block_;
  std::string_view rest_;  // of block_, not used yet
  std::variant<std::monostate, Gzip, Zstd> decoder_;
  bool inside_ = false;   // a compressed member that has not ended
  bool pending_ = false;  // the decoder may hold more than there was room for
  bool at_end_ = false;
  bool recognised_ = false;  // what decoder_ it needs
  uint64_t bytes_read_ = 0;
  std::optional<uint64_t> bytes_total_;
  std::string error_;
};

}  // namespace mailauth::results
