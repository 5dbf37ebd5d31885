#include "records/spf_domain_spec.h"

#include <algorithm>
#include <vector>

#include "mailauth/text/ascii.h"
#include "records/spans.h"

namespace mailauth::records::spf {

using text::Span;
using PartKind = MacroPart::Kind;

namespace {

constexpr std::size_t max_name_length = 253;

// RFC 7208 7.2: c, r and t are allowed only in the text that exp= leads to.
bool is_for_explanations(const MacroPart& part) {
  constexpr std::string_view letters = "crt";
  return part.kind == PartKind::macro && letters.find(text::to_lower(part.letter)) != std::string_view::npos;
}

std::optional<Fault> fault_in_macros(std::string_view text, const std::vector<MacroPart>& parts,
                                     Flaw flaw_of_strange_bytes) {
  for (const MacroPart& part : parts) {
    if (is_for_explanations(part)) return Fault{Flaw::macro, part.span};
    if (part.kind != PartKind::malformed) continue;
    return Fault{text[part.span.begin] == '%' ? Flaw::macro : flaw_of_strange_bytes, part.span};
  }
  return std::nullopt;
}

// toplabel = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )
bool is_top_label(std::string_view label) {
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  const auto allowed = [](char c) { return text::is_alnum(c) || c == '-'; };
  return std::all_of(label.begin(), label.end(), allowed) && !std::all_of(label.begin(), label.end(), text::is_digit);
}

// "." toplabel [ "." ]
bool ends_in_top_label(std::string_view literal) {
  if (literal.ends_with('.')) literal.remove_suffix(1);
  const std::size_t dot = literal.rfind('.');
  return dot != std::string_view::npos && is_top_label(literal.substr(dot + 1));
}

// RFC 7208 7.3: split at the delimiters, reverse, keep the right-hand parts, join with dots.
std::string transformed(std::string_view value, const MacroPart& part) {
  const std::string_view delimiters = part.delimiters.empty() ? std::string_view(".") : part.delimiters;
  std::vector<std::string> labels(1);
  for (const char c : value) {
    if (delimiters.find(c) == std::string_view::npos) {
      labels.back() += c;
    } else {
      labels.emplace_back();
    }
  }
  if (part.reverse) std::reverse(labels.begin(), labels.end());
  const std::size_t keep = part.digits == 0 ? labels.size() : std::min<std::size_t>(part.digits, labels.size());
  labels.erase(labels.begin(), labels.end() - static_cast<std::ptrdiff_t>(keep));
  return text::join(labels, ".");
}

std::optional<std::string> expand(std::string_view text, const MacroPart& part, std::string_view domain) {
  switch (part.kind) {
    case PartKind::literal: return std::string(bytes_of(text, part.span));
    case PartKind::percent: return "%";
    case PartKind::space: return " ";
    case PartKind::url_space: return "%20";
    case PartKind::macro: break;
    case PartKind::malformed: return std::nullopt;
  }
  // The bytes of a host name need no URL escaping, so that %{D} means the same as %{d}.
  if (text::to_lower(part.letter) != 'd') return std::nullopt;
  return transformed(domain, part);
}

}  // namespace

std::optional<Fault> fault_in_domain_spec(std::string_view text, Span span) {
  const std::vector<MacroPart> parts = parse_macro_string(text, span);
  if (const auto fault = fault_in_macros(text, parts, Flaw::domain)) return fault;
  const bool ends_in_literal = !parts.empty() && parts.back().kind == PartKind::literal;
  if (ends_in_literal && !ends_in_top_label(bytes_of(text, parts.back().span))) return Fault{Flaw::domain, span};
  return std::nullopt;
}

std::optional<Fault> fault_in_macro_string(std::string_view text, Span span) {
  return fault_in_macros(text, parse_macro_string(text, span), Flaw::macro);
}

std::optional<std::string> expand_without_message(std::string_view text, Span span, std::string_view domain) {
  std::string name;
  for (const MacroPart& part : parse_macro_string(text, span)) {
    const std::optional<std::string> piece = expand(text, part, domain);
    if (!piece) return std::nullopt;
    name += *piece;
  }
  if (name.ends_with('.')) name.pop_back();
  while (name.size() > max_name_length) {  // RFC 7208 7.3: labels go from the left
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) return std::nullopt;
    name.erase(0, dot + 1);
  }
  return name;
}

}  // namespace mailauth::records::spf
