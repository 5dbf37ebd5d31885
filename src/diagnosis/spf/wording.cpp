#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/spf/looks.h"
#include "diagnosis/spf_term_text.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis::looks {

std::optional<Diagnosis> equals_sign(const Record& record, std::size_t at) {
  static constexpr std::array<std::string_view, 10> mechanisms{"all", "include", "a",      "mx",   "ptr",
                                                               "ip4", "ip6",     "exists", "ipv4", "ipv6"};
  const TermText parts = take_apart(text_of(record, at));
  const auto is_name = [&](std::string_view name) { return text::equals_ignoring_case(name, parts.name); };
  if (parts.separator != "=" || std::none_of(mechanisms.begin(), mechanisms.end(), is_name)) return std::nullopt;
  const auto separator = record.terms[at].span.begin + static_cast<uint32_t>(parts.sign.size() + parts.name.size());
  // With a qualifier it is no modifier, but a syntax error.
  const bool ignored = record.terms[at].kind == Kind::other_modifier;
  std::string replacement = network_term(parts.rest).value_or(fmt::format("{}:{}", parts.name, parts.rest));
  return Diagnosis{.problem = ignored ? Problem::mechanism_as_modifier : Problem::syntax_error,
                   .term = at,
                   .mark = {separator, separator + 1},
                   .message = fmt::format("{}{}: '=' stands where ':' belongs", ignored ? "receivers ignore " : "",
                                          text::quote(text_of(record, at))),
                   .advice = "write ':' here",
                   .replacement = std::string(parts.sign) + std::move(replacement)};
}

// "--all", "!all"
std::optional<Diagnosis> wrong_qualifier(const Record& record, std::size_t at) {
  const std::string_view term = text_of(record, at);
  const std::size_t length = std::min(term.find_first_not_of("+-~?!"), term.size());
  if (!is_flawed(record, at) || length == 0 || !are_valid_terms(term.substr(length))) return std::nullopt;
  const std::string_view sign = term.substr(0, length);
  const bool uniform = sign.find_first_not_of(sign.front()) == std::string_view::npos;
  const std::string meant = sign.front() == '!' ? "-" : std::string(sign.substr(0, 1));
  const uint32_t begin = record.terms[at].span.begin;
  return Diagnosis{.problem = Problem::qualifier_malformed,
                   .term = at,
                   .mark = {begin, begin + static_cast<uint32_t>(length)},
                   .message = fmt::format("{} is not a qualifier: these are + - ~ ?", text::quote(sign)),
                   .advice = uniform ? fmt::format("write '{}' here", meant) : "write one of them here",
                   .replacement = uniform ? std::optional(meant + std::string(term.substr(length))) : std::nullopt};
}

namespace {

// A whole term where the value of another one belongs; nothing for other text.
std::optional<TermText> inner_term(const TermText& outer) {
  const TermText inner = take_apart(outer.rest);
  const auto known = nearest_name(inner.name);
  const bool is_term = !inner.separator.empty() && inner.sign.empty() && !inner.rest.empty() &&
                       (text::equals_ignoring_case(inner.name, "a") || known == text::to_lower(inner.name));
  return is_term ? std::optional(inner) : std::nullopt;
}

}  // namespace

// "include:include:x.example", "include:ip4:192.0.2.1": the inner one is whole.
std::optional<Diagnosis> mechanism_twice(const Record& record, std::size_t at) {
  const TermText parts = take_apart(text_of(record, at));
  if (parts.rest.find_first_of(":=") == std::string_view::npos) return std::nullopt;
  const auto outer =
      text::equals_ignoring_case(parts.name, "a") ? std::optional<std::string_view>("a") : nearest_name(parts.name);
  const auto inner = outer && outer != "all" && !parts.separator.empty() ? inner_term(parts) : std::nullopt;
  if (!inner || !are_valid_terms(parts.rest)) return std::nullopt;
  const uint32_t begin = record.terms[at].span.begin + static_cast<uint32_t>(parts.sign.size());
  const uint32_t end = record.terms[at].span.end - static_cast<uint32_t>(parts.rest.size());
  const bool same = text::equals_ignoring_case(parts.name, inner->name);
  // redirect=include:x.example may have been meant as either.
  const bool is_known = same || (outer != "redirect" && outer != "exp");
  return Diagnosis{.problem = Problem::syntax_error,
                   .term = at,
                   .mark = {begin, end},
                   .message = fmt::format("{} holds a whole term, {}, where {} belongs",
                                          text::quote(text_of(record, at)), text::quote(parts.rest),
                                          text::starts_with_ignoring_case(parts.name, "ip") ? "an address" : "a name"),
                   .advice = is_known ? "remove this" : "remove this, or what follows",
                   .replacement = is_known ? std::optional(std::string(parts.sign).append(parts.rest)) : std::nullopt};
}

std::optional<Diagnosis> ip_in_domain_mechanism(const Record& record, std::size_t at) {
  const Term& term = record.terms[at];
  const TermText parts = take_apart(text_of(record, at));
  const bool takes_domain = term.kind == Kind::redirect || (is_mechanism(term.kind) && needs_lookup(term.kind));
  auto network = is_flawed(record, at) && takes_domain ? network_term(parts.rest) : std::nullopt;
  if (!network) return std::nullopt;
  const auto name = term.span.begin + static_cast<uint32_t>(parts.sign.size());
  const std::string right = network->substr(0, 3);
  const bool redirect = term.kind == Kind::redirect;
  return Diagnosis{.problem = Problem::ip_in_domain_mechanism,
                   .term = at,
                   .mark = {name, name + static_cast<uint32_t>(parts.name.size())},
                   .message = fmt::format("{}{} takes a domain, and {} is an IP address", parts.name, parts.separator,
                                          text::quote(parts.rest)),
                   .advice = redirect ? fmt::format("list the address with {}: and end the record with ~all", right)
                                      : fmt::format("write '{}' here", right),
                   .replacement = redirect ? std::nullopt : std::optional(std::string(parts.sign) + *network)};
}

namespace {

// "include:a.example, b.example": the list goes on.
std::optional<std::string> as_in_list_before(const Record& record, std::size_t at) {
  const std::string_view before = at == 0 ? "" : text_of(record, at - 1);
  const bool is_list = before.ends_with(',') || before.ends_with(';') || before.ends_with('|');
  const TermText parts = take_apart(before);
  if (!is_list || !parts.sign.empty() || parts.separator != ":") return std::nullopt;
  std::string same = with_value(parts, text_of(record, at));
  return are_valid_terms(same) ? std::optional(std::move(same)) : std::nullopt;
}

}  // namespace

std::optional<Diagnosis> bare_value(const Record& record, std::size_t at) {
  const std::string_view term = text_of(record, at);
  const std::size_t after_sign = take_apart(term).sign.size();
  const std::string_view value = term.substr(after_sign);
  auto network = network_term(value);
  const bool host = is_host_name(value);
  if (record.terms[at].kind != Kind::unknown || (!network && !host)) return std::nullopt;
  // Names that begin with "_" or "spf" are made to be included; of others nobody knows.
  const bool for_include = value.starts_with('_') || value.starts_with("spf");
  if (!network && host && after_sign == 0) network = as_in_list_before(record, at);
  if (!network && for_include) network = fmt::format("include:{}", value);
  return Diagnosis{
      .problem = Problem::bare_value,
      .term = at,
      .mark = empty_at(record.terms[at].span.begin + static_cast<uint32_t>(after_sign)),
      .message = fmt::format("{} stands alone, without a mechanism such as {}", text::quote(value),
                             host ? "include: or a:" : network->substr(0, 4)),
      .advice = network ? fmt::format("write '{}' in front", network->substr(0, network->find(':') + 1))
                        : "write 'include:' in front when it is a service, 'a:' when it is a mail server",
      .replacement = network ? std::optional(std::string(term.substr(0, after_sign)) + *network) : std::nullopt};
}

std::optional<Diagnosis> unknown_mechanism(const Record& record, std::size_t at) {
  const Term& term = record.terms[at];
  const TermText parts = take_apart(text_of(record, at));
  if (term.kind != Kind::unknown || parts.name.empty()) return std::nullopt;
  const auto begin = term.span.begin + static_cast<uint32_t>(parts.sign.size());
  Diagnosis diagnosis{.problem = Problem::unknown_mechanism,
                      .term = at,
                      .mark = {begin, begin + static_cast<uint32_t>(parts.name.size())},
                      .message = fmt::format("SPF has no mechanism called {}", text::quote(parts.name)),
                      .advice = "correct or remove this term"};
  // An address says by itself which of the two it needs: "ip:", "ipv4:".
  const auto network = network_term(parts.rest);
  const auto name = network ? std::optional(std::string_view(*network).substr(0, 3)) : nearest_name(parts.name);
  if (!name) return diagnosis;
  const bool modifier = *name == "redirect" || *name == "exp";
  const std::string_view separator = modifier ? "=" : parts.separator;
  diagnosis.advice = fmt::format("write '{}' here", *name);
  diagnosis.replacement = fmt::format("{}{}{}{}", parts.sign, *name, separator, parts.rest);
  return diagnosis;
}

// "redirct=x.example" is a modifier that nobody knows, and so is "inlcude=x.example".
std::optional<Diagnosis> misspelt_modifier(const Record& record, std::size_t at) {
  const Term& term = record.terms[at];
  const TermText parts = take_apart(text_of(record, at));
  const auto name = term.kind == Kind::other_modifier ? nearest_name(parts.name) : std::nullopt;
  const bool modifier = name == "redirect" || name == "exp";
  if (!modifier && name != "include" && name != "exists") return std::nullopt;
  std::string meant = fmt::format("{}{}{}", *name, modifier ? "=" : ":", parts.rest);
  if (!are_valid_terms(meant)) return std::nullopt;
  const uint32_t end = modifier ? term.name.end : term.separator.end;
  return Diagnosis{.problem = modifier ? Problem::unknown_modifier : Problem::mechanism_as_modifier,
                   .term = at,
                   .mark = {term.name.begin, end},
                   .message = fmt::format("receivers ignore {}: they do not know {}=", text::quote(text_of(record, at)),
                                          text::escape_bytes(parts.name)),
                   .advice = fmt::format("write '{}{}' here", *name, modifier ? "" : ":"),
                   .replacement = std::move(meant)};
}

}  // namespace mailauth::diagnosis::looks
