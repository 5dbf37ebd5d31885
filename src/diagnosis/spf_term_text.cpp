#include "diagnosis/spf_term_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/edit_distance.h"
#include "text/ip.h"

namespace mailauth::diagnosis {

namespace spf = records::spf;

TermText take_apart(std::string_view term) {
  const std::size_t after_sign = std::min(term.find_first_not_of("+-~?"), term.size());
  const std::size_t after_name = std::min(term.find_first_of(":=/", after_sign), term.size());
  const bool has_separator = after_name < term.size() && term[after_name] != '/';
  const std::size_t after_separator = after_name + (has_separator ? 1 : 0);
  return {term.substr(0, after_sign), term.substr(after_sign, after_name - after_sign),
          term.substr(after_name, after_separator - after_name), term.substr(after_separator)};
}

std::string with_value(const TermText& parts, std::string_view value) {
  return fmt::format("{}{}{}{}", parts.sign, parts.name, parts.separator, value);
}

bool are_valid_terms(std::string_view terms) {
  text::Source source;
  source.text = "v=spf1 " + std::string(terms);
  return spf::is_valid(spf::parse(std::move(source)));
}

std::optional<std::string> network_term(std::string_view network) {
  const auto address = text::parse_ip(network.substr(0, network.find('/')));
  if (!address) return std::nullopt;
  const bool is_v4 = address->family == text::Ip::Family::v4;
  std::string term = (is_v4 ? "ip4:" : "ip6:") + std::string(network);
  return are_valid_terms(term) ? std::optional(std::move(term)) : std::nullopt;
}

bool is_network(std::string_view text) { return network_term(text).has_value(); }

bool is_host_name(std::string_view text) {
  const auto labels = text::split(text, '.');
  const auto is_label = [](std::string_view label) {
    return !label.empty() &&
           std::all_of(label.begin(), label.end(), [](char c) { return text::is_alnum(c) || c == '-' || c == '_'; });
  };
  return labels.size() > 1 && std::all_of(labels.begin(), labels.end(), is_label) &&
         !std::all_of(labels.back().begin(), labels.back().end(), text::is_digit);
}

namespace {

constexpr std::array<std::string_view, 9> names{"all", "include", "mx",  "ptr",     "ip4",
                                                "ip6", "exists",  "exp", "redirect"};

}  // namespace

bool is_name_of_term(std::string_view name) {
  return text::equals_ignoring_case(name, "a") ||
         std::ranges::any_of(names, [&](std::string_view each) { return text::equals_ignoring_case(name, each); });
}

std::optional<std::string_view> nearest_name(std::string_view name) {
  if (text::equals_ignoring_case(name, "aaaa")) return "a";
  // Two edits turn nearly every short word into one of these.
  return text::nearest(name, names, name.size() < 5 ? 1 : 2);
}

}  // namespace mailauth::diagnosis
