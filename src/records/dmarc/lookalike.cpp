// Text that was meant to be a DMARC record, whether receivers see one or not.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "records/dmarc.h"
#include "records/spf.h"
#include "text/ascii.h"
#include "text/edit_distance.h"

namespace mailauth::records::dmarc {

namespace {

constexpr std::string_view version = "DMARC1";

// Records with a tag list that say in their version what they are.
bool is_another_kind(const Record& record) {
  constexpr std::array<std::string_view, 5> others{"DKIM", "TLSRPT", "STS", "BIMI", "spf"};
  if (spf::is_spf(record.source.text)) return true;
  if (record.list.tags.empty() || !text::equals_ignoring_case(record.text(record.list.tags.front().name), "v"))
    return false;
  const std::string_view value = record.text(record.list.tags.front().value);
  return std::any_of(others.begin(), others.end(),
                     [&](std::string_view other) { return text::starts_with_ignoring_case(value, other); });
}

bool states_policy(const Record& record, const Tag& tag) {
  return text::equals_ignoring_case(record.text(tag.name), "p") && parse_policy(record.text(tag.value)).has_value();
}

bool states_any_policy(const Record& record) {
  const auto in_tag = [&](const Tag& tag) { return states_policy(record, tag); };
  const auto in_swallowed = [&](const SwallowedTag& swallowed) { return states_policy(record, swallowed.tag); };
  return std::any_of(record.list.tags.begin(), record.list.tags.end(), in_tag) ||
         std::any_of(record.swallowed.begin(), record.swallowed.end(), in_swallowed);
}

bool asks_for_reports(const Record& record) {
  return std::any_of(record.list.tags.begin(), record.list.tags.end(), [&](const Tag& tag) {
    const std::string_view name = record.text(tag.name);
    return (text::equals_ignoring_case(name, "rua") || text::equals_ignoring_case(name, "ruf")) &&
           text::contains_ignoring_case(record.text(tag.value), "@");
  });
}

// "dmarc" near the beginning, with nothing but a "v" and bytes that are no letters before it:
// `v-DMARC1`, `DMARC1; ...`, a typographic quote and v=DMARC1. It is no version in "dmarc-id=x1y2".
bool begins_like_a_version(const Record& record) {
  constexpr std::size_t search_limit = 16;
  const std::string start = text::to_lower(std::string_view(record.source.text).substr(0, search_limit));
  const std::size_t word = start.find("dmarc");
  if (word == std::string::npos) return false;
  const auto letters = std::count_if(start.begin(), start.begin() + static_cast<std::ptrdiff_t>(word), text::is_alnum);
  const bool has_v = letters == 1 && start.find('v') < word;
  if (letters > 0 && !has_v) return false;
  const std::size_t next = start.find_first_not_of(" \t.=:_-", word + 5);
  const bool has_number = next != std::string::npos && text::is_digit(start[next]);
  const bool ends = next == std::string::npos || !text::is_alnum(start[next]);
  return has_number || (has_v && ends);
}

// v=DMRAC1, v=DMARK1, v=DMAR1
bool has_misspelt_version(const Record& record) {
  return std::any_of(record.list.tags.begin(), record.list.tags.end(), [&](const Tag& tag) {
    return text::equals_ignoring_case(record.text(tag.name), "v") &&
           text::edit_distance(record.text(tag.value), version) <= 2;
  });
}

}  // namespace

bool resembles_dmarc(const Record& record) {
  if (is_dmarc(record)) return true;
  if (is_another_kind(record)) return false;
  if (begins_like_a_version(record) || has_misspelt_version(record) || states_any_policy(record)) return true;
  const bool has_version_inside = text::contains_ignoring_case(record.source.text, "v=DMARC1");
  const auto is_version = [&](const Tag& tag) { return text::equals_ignoring_case(record.text(tag.name), "v"); };
  const bool has_v = std::any_of(record.list.tags.begin(), record.list.tags.end(), is_version);
  return has_version_inside || (asks_for_reports(record) && !has_v);
}

}  // namespace mailauth::records::dmarc
