#include "text/idna.h"

#include <fmt/format.h>
#include <idn2.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "text/ascii.h"
#include "text/ip.h"
#include "text/utf8.h"

namespace mailauth::text {
namespace {

constexpr std::size_t max_label = 63;    // octets, RFC 1035 2.3.4
constexpr std::size_t max_domain = 253;  // octets without the final dot

constexpr std::string_view ace_prefix = "xn--";

using IdnText = std::unique_ptr<char, decltype(&idn2_free)>;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool belongs_in_label(char c) {
  return is_alnum(c) || c == '-' || c == '_';  // "_" for _dmarc.example.com
}

std::string shown(std::string_view text) { return fmt::format("\"{}\"", escape_for_display(text, true)); }

// What is wrong with one label in ASCII; empty when nothing is.
std::string label_fault(std::string_view label) {
  if (label.empty()) return "two dots follow each other, or a dot stands at the beginning";
  if (label.size() > max_label) return fmt::format("the label {} is longer than 63 bytes", shown(label));
  if (label.front() == '-' || label.back() == '-') {
    return fmt::format("the label {} begins or ends with a hyphen", shown(label));
  }
  const auto bad = std::find_if_not(label.begin(), label.end(), belongs_in_label);
  if (bad != label.end()) return fmt::format("{} does not belong in a domain", shown({&*bad, 1}));
  return {};
}

std::string domain_fault(std::string_view domain) {
  const std::vector<std::string_view> labels = split(domain, '.');
  for (const std::string_view label : labels) {
    if (std::string fault = label_fault(label); !fault.empty()) return fault;
  }
  if (domain.size() > max_domain) return fmt::format("it has {} bytes; 253 is the limit", domain.size());
  if (labels.size() == 1) return fmt::format("{} is a single label without a dot", shown(domain));
  if (std::all_of(labels.back().begin(), labels.back().end(), is_digit)) {
    return "its last label is a number, as in an IP address";
  }
  return {};
}

// A-labels, lower case. Underscores are no part of IDNA but pass, as IDN2_USE_STD3_ASCII_RULES is not set.
std::variant<std::string, NotADomain> to_ascii(std::string_view typed) {
  char* converted = nullptr;
  const std::string text(typed);
  const int status = idn2_to_ascii_8z(text.c_str(), &converted, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const IdnText owner(converted, idn2_free);
  if (status != IDN2_OK) {
    return NotADomain{fmt::format("{} cannot be written in A-labels: {}", shown(typed), idn2_strerror(status)), ""};
  }
  return to_lower(owner.get());
}

std::variant<std::string, NotADomain> parse_bare_domain(std::string_view typed) {
  std::string domain = to_lower(typed);
  if (!is_ascii(typed)) {
    auto converted = to_ascii(typed);
    if (std::holds_alternative<NotADomain>(converted)) return converted;
    domain = std::get<std::string>(std::move(converted));
  }
  if (domain.ends_with('.')) domain.pop_back();
  if (std::string fault = domain_fault(domain); !fault.empty()) return NotADomain{std::move(fault), ""};
  return domain;
}

// Something that contains a domain but is none, and the text that may be it.
struct Disguise {
  std::string reason;
  std::string_view domain;
};

std::string_view host_of_url(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  url.remove_prefix(url.rfind('@') + 1);  // npos + 1 is 0
  return url.substr(0, url.rfind(':'));
}

std::optional<Disguise> recognise_disguise(std::string_view typed) {
  if (typed.find("://") != std::string_view::npos) return Disguise{"this is a URL", host_of_url(typed)};
  if (starts_with_ignoring_case(typed, "mailto:")) {
    return Disguise{"this is a mailto URL", typed.substr(typed.rfind('@') + 1)};
  }
  if (const std::size_t at = typed.rfind('@'); at != std::string_view::npos) {
    std::string_view domain = typed.substr(at + 1);
    if (domain.ends_with('>')) domain.remove_suffix(1);
    return Disguise{"this is a mail address", domain};
  }
  if (const std::size_t slash = typed.find('/'); slash != std::string_view::npos) {
    return Disguise{"a domain has no \"/\"", typed.substr(0, slash)};
  }
  if (const std::size_t colon = typed.rfind(':'); colon != std::string_view::npos) {
    return Disguise{"a domain has no port", typed.substr(0, colon)};
  }
  if (typed.starts_with("*.")) return Disguise{"a wildcard is not one domain", typed.substr(2)};
  return std::nullopt;
}

std::string suggestion(std::string_view candidate) {
  const auto domain = parse_bare_domain(candidate);
  return std::holds_alternative<std::string>(domain) ? std::get<std::string>(domain) : "";
}

bool is_bracketed_ip(std::string_view text) {
  return text.starts_with('[') && text.ends_with(']') && parse_ip(text.substr(1, text.size() - 2));
}

}  // namespace

std::variant<std::string, NotADomain> parse_domain(std::string_view typed) {
  const std::string_view text = trim(typed);
  if (text.empty()) return NotADomain{"the domain is empty", ""};
  if (text == ".") return NotADomain{"the root is not a domain that sends mail", ""};
  if (parse_ip(text) || is_bracketed_ip(text)) return NotADomain{"an IP address is not a domain", ""};
  if (!is_utf8(text)) return NotADomain{"it is not UTF-8", ""};
  if (const std::size_t blank = text.find_first_of(" \t\r\n"); blank != std::string_view::npos) {
    return NotADomain{"there is a blank in it", ""};
  }
  if (const std::optional<Disguise> disguise = recognise_disguise(text)) {
    return NotADomain{disguise->reason, suggestion(disguise->domain)};
  }
  return parse_bare_domain(text);
}

std::optional<std::string> to_a_labels(std::string_view name) {
  std::string converted;
  for (const std::string_view label : split(name, '.')) {
    if (label.data() != name.data()) converted += '.';
    if (is_ascii(label)) {
      converted += label;
      continue;
    }
    const auto a_label = to_ascii(label);
    if (std::holds_alternative<NotADomain>(a_label)) return std::nullopt;
    converted += std::get<std::string>(a_label);
  }
  return converted;
}

std::string to_unicode(std::string_view domain) {
  if (domain.find(ace_prefix) == std::string_view::npos) return std::string(domain);
  char* converted = nullptr;
  const std::string text(domain);
  const int status = idn2_to_unicode_8z8z(text.c_str(), &converted, 0);
  const IdnText owner(converted, idn2_free);
  if (status != IDN2_OK) return text;
  const auto back = to_ascii(owner.get());
  const auto* same = std::get_if<std::string>(&back);
  return same != nullptr && *same == text ? owner.get() : text;
}

std::string with_u_labels(std::string_view sentence) {
  if (sentence.find(ace_prefix) == std::string_view::npos) return std::string(sentence);
  const auto is_of_a_name = [](char c) { return is_alnum(c) || c == '-' || c == '.' || c == '_'; };
  std::string out;
  std::set<std::string_view> seen;
  while (!sentence.empty()) {
    const auto end = std::find_if_not(sentence.begin(), sentence.end(), is_of_a_name);
    std::string_view name = sentence.substr(0, static_cast<std::size_t>(end - sentence.begin()));
    if (name.empty()) name = sentence.substr(0, 1);  // what stands between names
    out += name;
    sentence.remove_prefix(name.size());
    while (name.ends_with('.')) name.remove_suffix(1);
    if (name.size() > max_domain || name.find(ace_prefix) == std::string_view::npos || !seen.insert(name).second)
      continue;
    if (const std::string shown = to_unicode(name); shown != name) out += fmt::format(" ({})", shown);
  }
  return out;
}

}  // namespace mailauth::text
