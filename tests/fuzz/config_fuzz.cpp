// mailauth.toml from anywhere: it comes with checkouts of strangers. What is refused is refused in one line with its
// place, and what is accepted names rules that there are, or patterns of them.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "project/config.h"
#include "project/error.h"
#include "text/ascii.h"

namespace mailauth::config_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_one_visible_line(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7f'; });
}

void check(const project::Config& config) {
  for (const project::Setting& setting : config.settings) require(setting.from.starts_with("f.toml:"));
  for (const project::Ignore& ignore : config.policy.ignores) {
    require(!ignore.reason.empty() && !ignore.domain.empty() && ignore.position.line > 0);
    require(std::ranges::any_of(rules::catalog(),
                                [&](const rules::Rule* rule) { return project::matches(ignore.rule, rule->id); }));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    check(project::parse_config({reinterpret_cast<const char*>(data), size}, {"f.toml", "/"}));
  } catch (const project::Error& error) {
    const std::string_view message = error.what();
    require(message.starts_with("f.toml:") && is_one_visible_line(text::escape_for_display(message, true)));
  }
  return 0;
}

}  // namespace mailauth::config_fuzz
