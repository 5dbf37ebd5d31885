#pragma once
// What is true of the model of every text, also of garbage. The property tests and the fuzz targets check the same.

#include <optional>
#include <string>
#include <string_view>

namespace mailauth::tests {

// The first property that does not hold for this text, in words; nothing when all hold.
std::optional<std::string> broken_tag_list_property(std::string_view text);
std::optional<std::string> broken_spf_property(std::string_view text);
std::optional<std::string> broken_dmarc_property(std::string_view text);
std::optional<std::string> broken_dkim_property(std::string_view text);

// For fuzz targets: says what is broken, and aborts.
void abort_when_broken(const std::optional<std::string>& property);

}  // namespace mailauth::tests
