#include <cstdio>
#include <exception>

#include "cli/options.h"
#include "cli/terminal.h"

// Read by jemalloc, where the program is linked with it: freed memory goes back to the system after a second, not ten
// (docs/decisions/allocator.md).
extern "C" {
const char* malloc_conf = "dirty_decay_ms:1000";
}

namespace {

using namespace mailauth::cli;

ExitCode run_command(int argc, const char* const* argv) {
  const auto parsed = parse_arguments(argc, argv);
  if (const auto* done = std::get_if<ExitCode>(&parsed)) return *done;
  const ExitCode code = std::visit([](const auto& options) { return run(options); }, std::get<Options>(parsed));
  flush_output();
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return static_cast<int>(run_command(argc, argv));
  } catch (const std::exception& error) {
    print_error(error.what());
    return static_cast<int>(ExitCode::usage);
  }
}
