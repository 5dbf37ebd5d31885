#include "results/input/decompress.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace mailauth::results {

namespace {

constexpr int gzip_window = 15 + 16;  // the largest one, with a gzip header

void close(z_stream* stream) {
  inflateEnd(stream);
  delete stream;
}

unsigned bounded(std::size_t size) {
  return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<unsigned>::max()));
}

}  // namespace

Gzip::Gzip() : stream_(new z_stream{}, &close) {
  if (inflateInit2(stream_.get(), gzip_window) != Z_OK) throw std::runtime_error("zlib cannot be started");
}

Step Gzip::step(std::string_view from, std::span<char> to) {
  Step step;
  if (ended_) {  // members may be padded with zeros, as on tapes
    const std::size_t padding = std::min(from.find_first_not_of('\0'), from.size());
    if (padding == from.size()) return {.consumed = padding, .produced = 0, .ended = true, .error = {}};
    inflateReset(stream_.get());
    ended_ = false;
    step.consumed = padding;
    from.remove_prefix(padding);
  }
  // zlib does not write to what it reads; its interface is older than const.
  stream_->next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(from.data()));
  stream_->avail_in = bounded(from.size());
  stream_->next_out = reinterpret_cast<unsigned char*>(to.data());
  stream_->avail_out = bounded(to.size());
  const int status = inflate(stream_.get(), Z_NO_FLUSH);
  step.consumed += from.size() - stream_->avail_in;
  step.produced = to.size() - stream_->avail_out;
  step.ended = ended_ = status == Z_STREAM_END;
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
    step.error = stream_->msg != nullptr ? stream_->msg : "it is no gzip";
  return step;
}

Zstd::Zstd() : stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
  if (!stream_) throw std::bad_alloc();
}

Step Zstd::step(std::string_view from, std::span<char> to) {
  ZSTD_inBuffer in{from.data(), from.size(), 0};
  ZSTD_outBuffer out{to.data(), to.size(), 0};
  const std::size_t status = ZSTD_decompressStream(stream_.get(), &out, &in);
  Step step{.consumed = in.pos, .produced = out.pos, .ended = status == 0, .error = {}};
  if (ZSTD_isError(status) != 0) step.error = ZSTD_getErrorName(status);
  return step;
}

}  // namespace mailauth::results
