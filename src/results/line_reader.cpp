#include "results/line_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "results/input/input.h"

namespace mailauth::results {

LineReader::LineReader(const std::string& path, std::size_t longest, const std::atomic<bool>* stop)
    : longest_(longest), input_(std::make_unique<Input>(path, stop)) {}
LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;

bool LineReader::is_compressed() const { return input_->is_compressed(); }
uint64_t LineReader::bytes_read() const { return input_->bytes_read(); }
std::optional<uint64_t> LineReader::bytes_total() const { return input_->bytes_total(); }

bool LineReader::would_wait() const { return block_.find('\n', at_) == std::string::npos && input_->would_wait(); }

bool LineReader::fill() {
  block_.resize(input_block_size);
  block_.resize(input_->read(block_));
  at_ = 0;
  if (block_.empty() && error_.empty() && !input_->error().empty())
    error_ = fmt::format("{}, after line {}", input_->error(), number_);
  return !block_.empty();
}

void LineReader::keep(std::string_view piece, bool& cut) {
  const std::size_t room = longest_ - line_.size();
  cut = cut || piece.size() > room;
  line_ += piece.substr(0, room);
}

Line LineReader::finish(bool cut, bool whole) {
  if (!cut && line_.ends_with('\r')) line_.pop_back();
  return {.text = line_, .number = ++number_, .cut = cut, .whole = whole, .end = end_};
}

std::optional<Line> LineReader::next() {
  line_.clear();
  bool cut = false, begun = false;
  while (at_ < block_.size() || fill()) {
    const std::string_view rest = std::string_view(block_).substr(at_);
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    keep(rest.substr(0, end), cut);
    const bool whole = end < rest.size();
    const std::size_t used = whole ? end + 1 : end;
    at_ += used;
    end_ += used;
    if (whole) return finish(cut, true);
    begun = true;
  }
  if (!begun || !error_.empty()) return std::nullopt;
  return finish(cut, false);
}

}  // namespace mailauth::results
