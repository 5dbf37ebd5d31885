#include "records/host_name.h"

#include <algorithm>
#include <vector>

#include "text/ascii.h"

namespace mailauth::records {

namespace {

constexpr std::size_t max_name = 253, max_label = 63;  // RFC 1035 2.3.4

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= max_label && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return text::is_alnum(c) || c == '-'; });
}

}  // namespace

bool is_sequence_of_labels(std::string_view name) {
  const std::vector<std::string_view> labels = text::split(name, '.');
  return name.size() <= max_name && std::all_of(labels.begin(), labels.end(), is_label);
}

bool is_host_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || !is_sequence_of_labels(name)) return false;
  const std::string_view top_label = name.substr(dot + 1);
  return !std::all_of(top_label.begin(), top_label.end(), text::is_digit);
}

}  // namespace mailauth::records
