#pragma once
// A hostile server in a process of its own, so that the one that measures stays small: what a program has in memory
// begins, for the kernel, with what its parent had.

#include <sys/types.h>

#include <string>

#include "hostile/behaviours.h"

namespace mailauth::hostile {

class ServerApart {
 public:
  // To be called by a process with one thread. Throws std::system_error.
  explicit ServerApart(const Twist& twist);
  ~ServerApart();  // ends it
  ServerApart(const ServerApart&) = delete;
  ServerApart& operator=(const ServerApart&) = delete;

  const std::string& text() const { return text_; }  // "127.0.0.1:5353"

 private:
  pid_t pid_ = -1;
  std::string text_;
};

}  // namespace mailauth::hostile
