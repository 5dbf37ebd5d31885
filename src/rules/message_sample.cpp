#include "rules/message_sample.h"

#include <algorithm>

namespace mailauth::rules {

namespace {
constexpr std::string_view mark = "$CHANGE[";
}  // namespace

MessageSample read_message_sample(std::string_view sample) {
  const std::size_t first = std::min(sample.find(mark), sample.size());
  MessageSample read{std::string(sample.substr(0, first)), {}};
  for (std::string_view rest = sample.substr(first); rest.starts_with(mark);) {
    rest.remove_prefix(mark.size());
    const std::size_t end = std::min(rest.find(mark), rest.size());
    const std::string_view change = rest.substr(0, end - 1);  // without ']'
    const std::size_t bar = std::min(change.find('|'), change.size());
    read.changes.emplace_back(change.substr(0, bar), change.substr(std::min(bar + 1, change.size())));
    rest.remove_prefix(end);
  }
  return read;
}

std::string changed(std::string text, const std::vector<std::pair<std::string, std::string>>& changes) {
  for (const auto& [was, is] : changes)
    if (const std::size_t at = text.find(was); at != std::string::npos) text.replace(at, was.size(), is);
  return text;
}

}  // namespace mailauth::rules
