#include "rules/spf_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mailauth/text/ascii.h"
#include "mailauth/text/ip.h"
#include "rules/quote.h"
#include "rules/spf_term_text.h"

namespace mailauth::rules {

namespace {

using records::spf::Flaw;
using records::spf::Kind;
using records::spf::Record;
using records::spf::Term;
using records::spf::to_string;
using text::Span;

// The text of a term, its parts as typed, and where they lie in the record.
struct Subject {
  const Record& record;
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
  std::string with_value(std::string_view value) const {
    return fmt::format("{}{}{}{}", parts.sign, parts.name, parts.separator, value);
  }
};

// What each case fills in.
struct Verdict {
  Span mark;
  std::string problem;
  std::string advice;
  std::optional<std::string> replacement;
};

Verdict wrong_separator(const Subject& it) {
  return {it.span_of(it.parts.separator), fmt::format("{} is written with '=', not with ':'", to_string(it.term.kind)),
          "write '=' here", fmt::format("{}={}", it.parts.name, it.parts.rest)};
}

Verdict missing_value(const Subject& it) {
  const bool wants_address = it.term.kind == Kind::ip4 || it.term.kind == Kind::ip6;
  const std::string_view what = wants_address ? "IP address" : "domain";
  return {{it.term.span.end, it.term.span.end},
          fmt::format("{} names no {}", quote(it.text), what),
          fmt::format("write the {} here, or remove this term", what),
          std::nullopt};
}

Verdict unexpected_value(const Subject& it) {
  const Span excess{it.span_of(it.parts.name).end, it.term.span.end};
  return {excess, fmt::format("nothing may follow {}, not even {}", it.parts.name, quote(it.record.text(excess))),
          "remove this", fmt::format("{}{}", it.parts.sign, it.parts.name)};
}

Verdict web_address(const Subject& it) {
  const std::string_view value = it.parts.rest;
  const std::string_view beyond = value.substr(value.find("://") + 3);
  const std::string host(beyond.substr(0, beyond.find_first_of("/:")));
  return {it.span_of(value), fmt::format("{} is a web address, and {} takes a host name", quote(value), it.parts.name),
          "write only the host name", it.with_value(host)};
}

Verdict not_a_domain(const Subject& it) {
  const Span mark = it.span_of(it.parts.rest);
  const std::string_view value = it.parts.rest;
  std::string unquoted = text::replace_all(value, "\"", "");
  if (unquoted != value) return {mark, "quotes stand inside of the term", "remove the quotes", it.with_value(unquoted)};
  if (value.find('.') == std::string_view::npos)
    return {mark, fmt::format("{} is not a full domain name", quote(value)),
            "write the whole name, such as _spf.example.net", std::nullopt};
  return {mark, fmt::format("{} is not a domain name", quote(value)), "write a domain name here", std::nullopt};
}

Verdict bad_macro(const Subject& it) {
  const Span mark = it.term.flawed.empty() ? it.span_of(it.parts.rest) : it.term.flawed;
  std::string in_braces = text::replace_all(it.parts.rest, "%(", "%{");
  if (in_braces != it.parts.rest)
    return {mark, "macros are written with braces, not with parentheses", "write %{...} here",
            it.with_value(text::replace_all(in_braces, ")", "}"))};
  return {mark, fmt::format("{} is no macro that SPF knows", quote(it.record.text(mark))),
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

Verdict bad_address(const Subject& it) {
  const std::string_view address = it.address();
  const bool is_ip4 = it.term.kind == Kind::ip4;
  const Span name = it.span_of(it.parts.name);
  if (is_ip4 ? text::parse_ipv6(address).has_value() : text::parse_ipv4(address).has_value()) {
    const std::string_view right = is_ip4 ? "ip6" : "ip4";
    return {name, fmt::format("{} is not an address for {}", quote(address), it.parts.name),
            fmt::format("write '{}' here", right), it.renamed(right)};
  }
  if (is_host_name(address))
    return {name, fmt::format("{} takes an IP address, and {} is a host name", it.parts.name, quote(address)),
            "write 'a' here", it.renamed("a")};
  Verdict verdict{it.span_of(address), fmt::format("{} is not an {} address", quote(address), is_ip4 ? "IPv4" : "IPv6"),
                  is_ip4 ? "write four numbers from 0 to 255, with dots between" : "write an IPv6 address",
                  std::nullopt};
  if (const auto plain = is_ip4 ? plain_ipv4(address) : std::nullopt)
    verdict.replacement = it.with_value(*plain + std::string(it.parts.rest.substr(address.size())));
  if (!is_ip4 && address.starts_with('[') && address.ends_with(']'))
    verdict.replacement = it.with_value(text::replace_all(text::replace_all(it.parts.rest, "[", ""), "]", ""));
  return verdict;
}

Verdict bad_prefix(const Subject& it) {
  const std::size_t slash = std::min(it.text.find('/'), it.text.size());
  const std::string_view prefix = it.text.substr(slash);
  const Span mark = it.span_of(prefix);
  const std::string without(it.text.substr(0, slash));
  const auto length = text::parse_number(prefix.substr(std::min<std::size_t>(1, prefix.size())), 128);
  switch (it.term.kind) {
    case Kind::a:
    case Kind::mx:
      if (length && *length > 32)
        return {mark, "the length of an IPv6 prefix follows two slashes", fmt::format("write //{} here", *length),
                fmt::format("{}//{}", without, *length)};
      return {mark, fmt::format("{} is not a prefix length", quote(prefix)),
              "write /0 to /32 for IPv4, //0 to //128 for IPv6",
              length ? std::optional(fmt::format("{}/{}", without, *length)) : std::nullopt};
    case Kind::ip4:
    case Kind::ip6:
      return {mark, fmt::format("{} is not a prefix length of {}", quote(prefix), it.parts.name),
              it.term.kind == Kind::ip4 ? "write /0 to /32" : "write /0 to /128",
              length ? std::optional(fmt::format("{}/{}", without, *length)) : std::nullopt};
    case Kind::all:
    case Kind::include:
    case Kind::ptr:
    case Kind::exists:
    case Kind::redirect:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown:
      return {mark, fmt::format("{} takes no prefix length", it.parts.name), fmt::format("remove {}", quote(prefix)),
              without};
  }
  return {};
}

Verdict unknown_text(const Subject& it) {
  return {it.term.span, fmt::format("{} is nothing that SPF knows", quote(it.text)), "correct or remove this",
          std::nullopt};
}

// A modifier may be there once (RFC 7208 6).
Verdict said_twice(const Subject& it) {
  const Term* first = it.record.first(it.term.kind);
  const bool same = first != nullptr && text::equals_ignoring_case(it.record.text(first->span), it.text);
  return {it.term.span, fmt::format("{}= is there more than once", to_string(it.term.kind)),
          same ? "remove this" : "keep only one of them", same ? std::optional<std::string>("") : std::nullopt};
}

Verdict verdict_on(const Subject& it) {
  if (it.parts.rest.find("://") != std::string_view::npos) return web_address(it);
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

Diagnosis diagnose_syntax(const Record& record, std::size_t term) {
  Verdict verdict = verdict_on(Subject{record, record.terms[term]});
  return {.rule_id = "spf-syntax-error",
          .term = term,
          .mark = verdict.mark,
          .problem = std::move(verdict.problem),
          .advice = std::move(verdict.advice),
          .replacement = std::move(verdict.replacement)};
}

}  // namespace mailauth::rules
