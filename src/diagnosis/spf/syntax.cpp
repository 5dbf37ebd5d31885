#include "diagnosis/spf/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/spf/ipv4_range.h"
#include "diagnosis/spf_term_text.h"
#include "records/spf_macro.h"
#include "text/ascii.h"
#include "text/ip.h"
#include "text/quote.h"

namespace mailauth::diagnosis {

namespace {

using records::spf::Flaw;
using records::spf::Kind;
using records::spf::Term;
using records::spf::to_string;
using text::Span;

// The text of a term, its parts as typed, and where they lie in the record.
struct Subject {
  const records::spf::Record& record;
  const Term& term;
  std::string_view text = record.text(term.span);
  TermText parts = take_apart(text);

  Span span_of(std::string_view part) const {
    const auto begin = term.span.begin + static_cast<uint32_t>(part.data() - text.data());
    return {begin, begin + static_cast<uint32_t>(part.size())};
  }
  std::string_view address() const { return parts.rest.substr(0, parts.rest.find('/')); }
  // The term with another name, or with another value.
  std::string renamed(std::string_view name) const { return fmt::format("{}{}:{}", parts.sign, name, parts.rest); }
};

// What each case fills in.
struct Fault {
  Problem problem = Problem::syntax_error;
  Span mark;
  std::string message;
  std::string advice;
  std::optional<std::string> replacement;
};

Fault wrong_separator(const Subject& it) {
  return {Problem::modifier_as_mechanism, it.span_of(it.parts.separator),
          fmt::format("{} is written with '=', not with ':'", to_string(it.term.kind)), "write '=' here",
          fmt::format("{}={}", it.parts.name, it.parts.rest)};
}

Fault missing_value(const Subject& it) {
  const bool wants_address = it.term.kind == Kind::ip4 || it.term.kind == Kind::ip6;
  const std::string_view what = wants_address ? "IP address" : "domain";
  return {Problem::syntax_error,
          {it.term.span.end, it.term.span.end},
          fmt::format("{} names no {}", text::quote(it.text), what),
          fmt::format("write the {} here, or remove this term", what),
          std::nullopt};
}

Fault unexpected_value(const Subject& it) {
  const Span excess{it.span_of(it.parts.name).end, it.term.span.end};
  return {it.text.substr(it.text.size() - excess.length()).starts_with('/') ? Problem::cidr_not_allowed
                                                                            : Problem::syntax_error,
          excess, fmt::format("nothing may follow {}, not even {}", it.parts.name, text::quote(it.record.text(excess))),
          "remove this", fmt::format("{}{}", it.parts.sign, it.parts.name)};
}

Fault not_a_domain(const Subject& it) {
  const Span mark = it.span_of(it.parts.rest);
  const std::string_view value = it.parts.rest;
  if (value.find('.') == std::string_view::npos)
    return {Problem::single_label_target, mark, fmt::format("{} is not a full domain name", text::quote(value)),
            "write the whole name, such as _spf.example.net", std::nullopt};
  return {Problem::syntax_error, mark, fmt::format("{} is not a domain name", text::quote(value)),
          "write a domain name here", std::nullopt};
}

Fault bad_macro(const Subject& it) {
  const Span mark = it.term.flawed.empty() ? it.span_of(it.parts.rest) : it.term.flawed;
  const auto parts = records::spf::parse_macro_string(it.record.source.text, mark);
  if (parts.size() == 1 && parts.front().kind == records::spf::MacroPart::Kind::macro)
    return {Problem::macro_exp_only, mark,
            fmt::format("{} has a meaning only in the text that exp= leads to", text::quote(it.record.text(mark))),
            "write another macro here, such as %{i}", std::nullopt};
  std::string in_braces = text::replace_all(it.parts.rest, "%(", "%{");
  if (in_braces != it.parts.rest)
    return {Problem::macro_syntax, mark, "macros are written with braces, not with parentheses", "write %{...} here",
            with_value(it.parts, text::replace_all(in_braces, ")", "}"))};
  return {Problem::macro_syntax, mark, fmt::format("{} is no macro that SPF knows", text::quote(it.record.text(mark))),
          "write a macro such as %{i}, or %% for a percent sign", std::nullopt};
}

// "192.000.002.010" without the zeros, "192.0.2.*" as the network that it means.
std::optional<std::string> plain_ipv4(std::string_view address) {
  auto octets = text::split(address, '.');
  if (octets.size() != 4) return std::nullopt;
  const bool any_host = octets.back() == "*";
  if (any_host) octets.back() = "0";
  std::string plain;
  for (const std::string_view octet : octets) {
    const auto number = text::parse_number(octet, 255);
    if (!number || octet.size() > 3) return std::nullopt;
    plain += fmt::format("{}{}", plain.empty() ? "" : ".", *number);
  }
  return plain + (any_host ? "/24" : "");
}

Fault wrong_family(const Subject& it) {
  const std::string_view right = it.term.kind == Kind::ip4 ? "ip6" : "ip4";
  return {Problem::ip_family_mismatch, it.span_of(it.parts.name),
          fmt::format("{} is not an address for {}", text::quote(it.address()), it.parts.name),
          fmt::format("write '{}' here", right), it.renamed(right)};
}

// "[2001:db8::1]", and ":2001:db8::1" of "ip6::2001:db8::1".
std::optional<std::string> plain_ipv6(std::string_view address) {
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  if (!text::parse_ipv6(address) && address.starts_with(':')) address.remove_prefix(1);
  return text::parse_ipv6(address) ? std::optional(std::string(address)) : std::nullopt;
}

Fault bad_address(const Subject& it) {
  const std::string_view address = it.address();
  const bool is_ip4 = it.term.kind == Kind::ip4;
  if (is_ip4 ? text::parse_ipv6(address).has_value() : text::parse_ipv4(address).has_value()) return wrong_family(it);
  const auto range = is_ip4 ? ipv4_range(it.parts.rest) : std::nullopt;
  if (!range && is_host_name(address))
    return {Problem::domain_in_ip_mechanism, it.span_of(it.parts.name),
            fmt::format("{} takes an IP address, and {} is a host name", it.parts.name, text::quote(address)),
            "write 'a' here", it.renamed("a")};
  Fault fault{is_ip4 ? Problem::ip4_malformed : Problem::ip6_malformed, it.span_of(address),
              fmt::format("{} is not an {} address", text::quote(address), is_ip4 ? "IPv4" : "IPv6"),
              is_ip4 ? "write four numbers from 0 to 255, with dots between" : "write an IPv6 address", std::nullopt};
  const std::string prefix(it.parts.rest.substr(address.size()));
  if (const auto plain = is_ip4 ? plain_ipv4(address) : plain_ipv6(address))
    fault.replacement = with_value(it.parts, *plain + prefix);
  if (range) {
    fault.replacement = "";
    for (const text::Network& network : *range)
      fault.replacement->append(fault.replacement->empty() ? "" : " ")
          .append(fmt::format("{}ip4:{}", it.parts.sign, to_string(network)));
    fault.advice = "write the range as networks";
  }
  return fault;
}

// What stands at the first slash of the term and behind it.
struct PrefixText {
  std::string_view text;
  std::string without;             // the term without it
  std::optional<unsigned> length;  // a number that some prefix could have
};

Fault bad_host_prefix(Span mark, const PrefixText& prefix) {
  if (prefix.length && *prefix.length > 32)
    return {Problem::dual_cidr_slash, mark, "the length of an IPv6 prefix follows two slashes",
            fmt::format("write //{} here", *prefix.length), fmt::format("{}//{}", prefix.without, *prefix.length)};
  return {Problem::cidr_invalid, mark, fmt::format("{} is not a prefix length", text::quote(prefix.text)),
          "write /0 to /32 for IPv4, //0 to //128 for IPv6",
          prefix.length ? std::optional(fmt::format("{}/{}", prefix.without, *prefix.length)) : std::nullopt};
}

Fault bad_prefix(const Subject& it) {
  const std::size_t slash = std::min(it.text.find('/'), it.text.size());
  PrefixText prefix{it.text.substr(slash), std::string(it.text.substr(0, slash)), std::nullopt};
  prefix.length = text::parse_number(prefix.text.substr(std::min<std::size_t>(1, prefix.text.size())), 128);
  const Span mark = it.span_of(prefix.text);
  switch (it.term.kind) {
    case Kind::a:
    case Kind::mx: return bad_host_prefix(mark, prefix);
    case Kind::ip4:
    case Kind::ip6:
      return {Problem::cidr_invalid, mark,
              fmt::format("{} is not a prefix length of {}", text::quote(prefix.text), it.parts.name),
              it.term.kind == Kind::ip4 ? "write /0 to /32" : "write /0 to /128",
              prefix.length ? std::optional(fmt::format("{}/{}", prefix.without, *prefix.length)) : std::nullopt};
    case Kind::all:
    case Kind::include:
    case Kind::ptr:
    case Kind::exists:
    case Kind::redirect:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown:
      return {Problem::cidr_not_allowed, mark, fmt::format("{} takes no prefix length", it.parts.name),
              fmt::format("remove {}", text::quote(prefix.text)), prefix.without};
  }
  return {};
}

Fault unknown_text(const Subject& it) {
  return {Problem::syntax_error, it.term.span, fmt::format("{} is nothing that SPF knows", text::quote(it.text)),
          "correct or remove this", std::nullopt};
}

// A modifier may be there once (RFC 7208 6).
Fault said_twice(const Subject& it) {
  const Term* first = it.record.first(it.term.kind);
  const bool same = first != nullptr && text::equals_ignoring_case(it.record.text(first->span), it.text);
  return {Problem::modifier_duplicate, it.term.span,
          fmt::format("{}= is there more than once", to_string(it.term.kind)),
          same ? "remove this" : "keep only one of them", same ? std::optional<std::string>("") : std::nullopt};
}

Fault fault_of(const Subject& it) {
  switch (it.term.flaw) {
    case Flaw::none: return said_twice(it);
    case Flaw::unknown_mechanism: return unknown_text(it);
    case Flaw::separator: return wrong_separator(it);
    case Flaw::missing_value: return missing_value(it);
    case Flaw::unexpected_value: return unexpected_value(it);
    case Flaw::domain: return not_a_domain(it);
    case Flaw::macro: return bad_macro(it);
    case Flaw::address: return bad_address(it);
    case Flaw::prefix: return bad_prefix(it);
  }
  return {};
}

}  // namespace

Diagnosis diagnose_syntax(const records::spf::Record& record, std::size_t term) {
  Fault fault = fault_of(Subject{record, record.terms[term]});
  return {.problem = fault.problem,
          .term = term,
          .mark = fault.mark,
          .message = std::move(fault.message),
          .advice = std::move(fault.advice),
          .replacement = std::move(fault.replacement)};
}

}  // namespace mailauth::diagnosis
