// `mailauth generate WHAT`: what packages install beside the program.

#include <charconv>
#include <cstdlib>

#include "cli/clock.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace mailauth::data {
extern const std::string_view report_schema;
}

namespace mailauth::cli {

namespace {

// https://reproducible-builds.org/specs/source-date-epoch/: the same sources give the same page.
text::Date date_of_page() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const std::string_view typed = epoch == nullptr ? "" : epoch;
  int64_t seconds = 0;
  const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), seconds);
  if (typed.empty() || read.ec != std::errc() || read.ptr != typed.data() + typed.size()) return today();
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

std::string generated(const GenerateOptions& options) {
  switch (options.what) {
    case Generated::man: return generate::man_page(options.model, text::to_string(date_of_page()));
    case Generated::bash: return generate::bash_completion(options.model);
    case Generated::zsh: return generate::zsh_completion(options.model);
    case Generated::fish: return generate::fish_completion(options.model);
    case Generated::schema: return std::string(data::report_schema);
  }
  return {};
}

}  // namespace

ExitCode run(const GenerateOptions& options) {
  print(generated(options));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
