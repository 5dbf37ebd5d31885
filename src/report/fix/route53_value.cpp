#include "report/fix/route53_value.h"

#include <fmt/format.h>

namespace mailauth::report {

namespace {

std::string octal(unsigned byte) { return fmt::format("\\{:03o}", byte); }

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

// The byte that an escape of dns::Name stands for, and how long it is: "\." or "\046".
struct Escape {
  unsigned byte = 0;
  std::size_t length = 2;
};

Escape read_escape(std::string_view text) {
  const auto digit = [&](std::size_t at) { return static_cast<unsigned>(text[at] - '0'); };
  if (text.size() >= 4 && digit(1) <= 9) return {digit(1) * 100 + digit(2) * 10 + digit(3), 4};
  return {text.size() < 2 ? unsigned{'\\'} : static_cast<unsigned char>(text[1]), 2};
}

}  // namespace

std::string route53_name(const dns::Name& name) {
  std::string out;
  for (std::string_view rest = name.text(); !rest.empty();) {
    if (rest.front() == '\\') {
      const Escape escape = read_escape(rest);
      out += octal(escape.byte);
      rest.remove_prefix(std::min(escape.length, rest.size()));
      continue;
    }
    out += rest.front() == '/' ? octal('/') : std::string(1, rest.front());
    rest.remove_prefix(1);
  }
  return out;
}

std::string route53_string(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else
      out += is_printable(c) ? std::string(1, c) : octal(static_cast<unsigned char>(c));
  }
  return out;
}

std::string route53_value(const dns::Data& data) {
  if (const auto* name = std::get_if<dns::Name>(&data)) return route53_name(*name) + ".";
  if (const auto* mx = std::get_if<dns::Mx>(&data))
    return fmt::format("{} {}.", mx->preference, route53_name(mx->exchange));
  const auto* txt = std::get_if<dns::Txt>(&data);
  if (txt == nullptr) return dns::to_zone_text(data);
  std::string out;
  for (const std::string& string : txt->strings) out += (out.empty() ? "\"" : " \"") + route53_string(string) + "\"";
  return out;
}

}  // namespace mailauth::report
