#include "records/spf/domain_spec.h"

#include <algorithm>
#include <vector>

#include "records/spans.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

using text::Span;
using PartKind = MacroPart::Kind;

namespace {

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

}  // namespace mailauth::records::spf
