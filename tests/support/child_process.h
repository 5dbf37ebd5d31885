#pragma once
// A program that runs as long as this object lives; it is also killed when the test itself is.

#include <sys/types.h>

#include <string>
#include <vector>

namespace mailauth::test {

// Where the program is, looked for in PATH, /usr/sbin and /sbin. Throws std::runtime_error that says how to
// install it.
std::string find_program(const std::string& name);

class ChildProcess {
 public:
  // Its output goes into the file. Throws std::system_error.
  ChildProcess(const std::vector<std::string>& command, const std::string& output_file);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  bool running();

 private:
  pid_t pid_ = -1;
};

}  // namespace mailauth::test
