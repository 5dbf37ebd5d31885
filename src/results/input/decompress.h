#pragma once
// gzip (RFC 1952) and zstd (RFC 8878), a piece at a time.

#include <zlib.h>
#include <zstd.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mailauth::results {

struct Step {
  std::size_t consumed = 0;
  std::size_t produced = 0;
  bool ended = false;  // a member or frame is over; another may follow
  std::string error;   // the data are damaged
};

class Gzip {
 public:
  Gzip();
  Step step(std::string_view from, std::span<char> to);

 private:
  std::unique_ptr<z_stream, void (*)(z_stream*)> stream_;
  bool ended_ = false;
};

class Zstd {
 public:
  Zstd();
  Step step(std::string_view from, std::span<char> to);

 private:
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_;
};

}  // namespace mailauth::results
