#pragma once
// A limit on packets a second, which lets small bursts pass: what a hundredth of a second may bring.

#include <algorithm>
#include <chrono>
#include <cmath>

namespace mailauth::net {

class TokenBucket {
 public:
  // `rate` a second; infinite: no limit.
  void refill(double rate, std::chrono::duration<double> elapsed) {
    limited_ = std::isfinite(rate);
    if (limited_) tokens_ = std::min(tokens_ + rate * elapsed.count(), std::max(1.0, rate / 100));
  }
  bool has_one() const { return !limited_ || tokens_ >= 1; }
  void take() {
    if (limited_) tokens_ -= 1;
  }

 private:
  double tokens_ = 1;
  bool limited_ = false;
};

}  // namespace mailauth::net
