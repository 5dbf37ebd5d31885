#include "records/spf/terms.h"

#include <array>

#include "records/spans.h"
#include "records/spf/domain_spec.h"
#include "records/spf/prefix.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

using text::Span;

namespace {

void blame(Term& term, Flaw flaw, Span span) {
  if (term.flaw != Flaw::none) return;
  term.flaw = flaw;
  term.flawed = span;
}

// A term of which nothing is known yet: what it lacks is an empty span at the place where it would be.
Term bare_term(Span span, Span sign, Span name) {
  Term term;
  term.span = span;
  term.sign = sign;
  term.name = name;
  term.separator = {name.end, name.end};
  term.value = term.prefix = term.prefix6 = term.flawed = {span.end, span.end};
  return term;
}

void check_domain_spec(std::string_view text, Term& term) {
  if (const auto fault = fault_in_domain_spec(text, term.value)) blame(term, fault->flaw, fault->span);
}

Kind kind_named(std::string_view name) {
  constexpr std::array kinds{Kind::all, Kind::include, Kind::a,      Kind::mx,       Kind::ptr,
                             Kind::ip4, Kind::ip6,     Kind::exists, Kind::redirect, Kind::exp};
  for (const Kind kind : kinds) {
    if (text::equals_ignoring_case(name, to_string(kind))) return kind;
  }
  return Kind::unknown;
}

Qualifier qualifier_of(char sign) {
  switch (sign) {
    case '-': return Qualifier::fail;
    case '~': return Qualifier::softfail;
    case '?': return Qualifier::neutral;
    default: return Qualifier::pass;
  }
}

// Where the name of a modifier ends, at its '='; span.begin when this is no modifier.
// name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
uint32_t end_of_modifier_name(std::string_view text, Span span) {
  constexpr std::string_view punctuation = "-_.";
  uint32_t at = span.begin;
  if (!text::is_alpha(text[at])) return span.begin;
  while (at < span.end && (text::is_alnum(text[at]) || punctuation.find(text[at]) != std::string_view::npos)) ++at;
  return at < span.end && text[at] == '=' ? at : span.begin;
}

// Whatever its name, name=value is a modifier: include=example.net is one that nobody knows. RFC 7208 6.
Term parse_modifier(std::string_view text, Span span, uint32_t equals) {
  Term term = bare_term(span, {span.begin, span.begin}, {span.begin, equals});
  term.separator = {equals, equals + 1};
  term.value = {equals + 1, span.end};
  const Kind named = kind_named(bytes_of(text, term.name));
  if (named != Kind::redirect && named != Kind::exp) {
    term.kind = Kind::other_modifier;
    if (const auto fault = fault_in_macro_string(text, term.value)) blame(term, fault->flaw, fault->span);
    return term;
  }
  term.kind = named;
  const PrefixSplit split = split_prefix(text, term.value, PrefixBytes::digits_only);
  term.value = split.value;
  term.prefix = split.number(text);
  if (term.value.empty()) blame(term, Flaw::missing_value, {span.begin, term.separator.end});
  check_domain_spec(text, term);
  if (!split.prefix.empty()) blame(term, Flaw::prefix, split.prefix);
  return term;
}

// include, exists and ptr: a domain-spec without prefix length.
void parse_domain(std::string_view text, Term& term, Span rest) {
  const PrefixSplit split = split_prefix(text, rest, PrefixBytes::digits_only);
  term.value = split.value;
  term.prefix = split.number(text);
  const bool needed = term.kind != Kind::ptr || !term.separator.empty();
  if (needed && term.value.empty()) blame(term, Flaw::missing_value, {term.name.begin, rest.begin});
  check_domain_spec(text, term);
  if (!split.prefix.empty()) blame(term, Flaw::prefix, split.prefix);
}

// a and mx: [ ":" domain-spec ] [ dual-cidr-length ]
void parse_host(std::string_view text, Term& term, Span rest) {
  const PrefixSplit split = split_prefix(text, rest, PrefixBytes::any);
  term.value = split.value;
  if (!term.separator.empty() && term.value.empty()) blame(term, Flaw::missing_value, {term.name.begin, rest.begin});
  check_domain_spec(text, term);
  const DualPrefix prefixes = parse_dual_prefix(text, split.prefix);
  term.prefix = prefixes.v4;
  term.prefix6 = prefixes.v6;
  if (!prefixes.flawed.empty()) blame(term, Flaw::prefix, prefixes.flawed);
  if (term.flaw != Flaw::none) return;
  term.prefix_length = prefixes.v4_length;
  term.prefix6_length = prefixes.v6_length;
}

// ip4 and ip6: ":" address [ "/" length ]
void parse_address(std::string_view text, Term& term, Span rest) {
  const uint32_t slash = first_slash(text, rest);
  term.value = {rest.begin, slash};
  const bool has_prefix = slash < rest.end;
  if (has_prefix) term.prefix = {slash + 1, rest.end};
  if (term.value.empty()) return blame(term, Flaw::missing_value, {term.name.begin, rest.begin});
  const bool v4 = term.kind == Kind::ip4;
  const std::string_view written = bytes_of(text, term.value);
  const std::optional<text::Ip> address = v4 ? text::parse_ipv4(written) : text::parse_ipv6(written);
  if (!address) return blame(term, Flaw::address, term.value);
  const uint8_t widest = v4 ? 32 : 128;
  const std::optional<uint8_t> length = has_prefix ? parse_prefix(bytes_of(text, term.prefix), widest) : std::nullopt;
  if (has_prefix && !length) return blame(term, Flaw::prefix, {slash, rest.end});
  term.prefix_length = length;
  term.network = text::Network{*address, length.value_or(widest)};
}

void parse_all(std::string_view text, Term& term, Span rest) {
  const uint32_t slash = first_slash(text, rest);
  term.value = {rest.begin, slash};
  if (slash < rest.end) term.prefix = {slash + 1, rest.end};
  if (term.name.end < term.span.end) blame(term, Flaw::unexpected_value, {term.name.end, term.span.end});
}

// redirect:example.com, or only "redirect".
void parse_misnamed_modifier(Term& term, Span rest) {
  term.value = rest;
  if (term.separator.empty()) return blame(term, Flaw::missing_value, term.span);
  blame(term, Flaw::separator, term.separator);
}

void parse_unknown(Term& term, Span rest) {
  term.kind = Kind::unknown;
  term.value = rest;
  blame(term, Flaw::unknown_mechanism, term.name.empty() ? term.span : term.name);
}

Term parse_directive(std::string_view text, Span span) {
  constexpr std::string_view signs = "+-~?", ends = ":/=";
  const bool has_sign = signs.find(text[span.begin]) != std::string_view::npos;
  const Span sign{span.begin, span.begin + (has_sign ? 1U : 0U)};
  Span name{sign.end, sign.end};
  while (name.end < span.end && ends.find(text[name.end]) == std::string_view::npos) ++name.end;
  Term term = bare_term(span, sign, name);
  term.qualifier = qualifier_of(text[span.begin]);
  const char next = term.name.end < span.end ? text[term.name.end] : '\0';
  if (next == ':' || next == '=') term.separator = {term.name.end, term.name.end + 1};
  const Span rest{term.separator.empty() ? term.name.end : term.separator.end, span.end};

  term.kind = next == '=' ? Kind::unknown : kind_named(bytes_of(text, term.name));
  if (!term.sign.empty() && !is_mechanism(term.kind)) term.kind = Kind::unknown;  // only a mechanism has a qualifier
  switch (term.kind) {
    case Kind::all: parse_all(text, term, rest); break;
    case Kind::include:
    case Kind::ptr:
    case Kind::exists: parse_domain(text, term, rest); break;
    case Kind::a:
    case Kind::mx: parse_host(text, term, rest); break;
    case Kind::ip4:
    case Kind::ip6: parse_address(text, term, rest); break;
    case Kind::redirect:
    case Kind::exp: parse_misnamed_modifier(term, rest); break;
    case Kind::other_modifier:
    case Kind::unknown: parse_unknown(term, rest); break;
  }
  return term;
}

}  // namespace

Term parse_term(std::string_view text, Span span) {
  const uint32_t equals = end_of_modifier_name(text, span);
  return equals > span.begin ? parse_modifier(text, span, equals) : parse_directive(text, span);
}

}  // namespace mailauth::records::spf
