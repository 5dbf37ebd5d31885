#pragma once
// How many domains are under way at a time. As many as it takes that the thread has always something to do, which
// depends on how long answers take; and no more, because what is known of many domains does not stay in the processor's
// caches: with 600 at a time a domain took a third more CPU than with 60.

#include <algorithm>
#include <cstddef>

namespace mailauth::sweep {

class Crowd {
 public:
  explicit Crowd(std::size_t most) : most_(most), size_(std::min(usual, most)) {}

  std::size_t size() const { return size_; }
  // The thread would have to wait for answers: more domains.
  void is_idle() { size_ = std::min(most_, size_ + 1 + size_ / growth); }
  // Answers were there already. Now and then a try with fewer.
  void is_busy() {
    if (++busy_ % patience == 0 && size_ > std::min(usual, most_)) --size_;
  }

 private:
  static constexpr std::size_t usual = 48, growth = 16, patience = 8;
  std::size_t most_, size_, busy_ = 0;
};

}  // namespace mailauth::sweep
