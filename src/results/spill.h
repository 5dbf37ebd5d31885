#pragma once
// Lines that are put aside in many streams, and read again stream by stream: more than fits into memory. They lie in
// one temporary file that has no name any more, so that nothing is left of it however the program ends.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::results {

class Spill {
 public:
  // Holds up to `block_size` bytes a stream in memory. Errors of the disk are std::runtime_errors, here and below.
  Spill(std::size_t streams, std::size_t block_size);
  ~Spill();
  Spill(const Spill&) = delete;
  Spill& operator=(const Spill&) = delete;

  // `line` has no line feed.
  void add(std::size_t stream, std::string_view line);
  std::size_t streams() const { return streams_.size(); }

  // The lines of a stream in the order of adding, when nothing is added any more.
  class Reader {
   public:
    Reader(const Spill& spill, std::size_t stream) : spill_(&spill), stream_(stream) {}
    std::optional<std::string_view> next();  // valid until the next call

   private:
    bool fill();
    const Spill* spill_;
    std::size_t stream_;
    std::size_t block_ = 0;  // the next one
    std::string text_;
    std::size_t at_ = 0;
  };

 private:
  struct Block {
    uint64_t offset = 0;
    std::size_t size = 0;
  };
  struct Stream {
    std::vector<Block> written;
    std::string rest;  // what is not written yet
  };

  void write(Stream& stream);
  void append_block(const Block& block, std::string& to) const;

  std::vector<Stream> streams_;
  std::size_t block_size_;
  int fd_ = -1;  // opened when it is needed
  uint64_t size_ = 0;
};

}  // namespace mailauth::results
