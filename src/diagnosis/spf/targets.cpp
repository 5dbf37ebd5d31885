#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "diagnosis/characters.h"
#include "diagnosis/spf/looks.h"
#include "diagnosis/spf_term_text.h"
#include "dns/name.h"
#include "text/ascii.h"
#include "text/idna.h"
#include "text/quote.h"

namespace mailauth::diagnosis::looks {

namespace {

// What stands where a domain belongs, as typed. Macros may make a name of anything, hence not with a '%'.
std::optional<TermText> with_target(const Record& record, std::size_t at) {
  const Term& term = record.terms[at];
  const bool takes_domain = needs_lookup(term.kind) || term.kind == Kind::exp;
  if (!takes_domain) return std::nullopt;
  const TermText parts = take_apart(text_of(record, at));
  if (parts.rest.empty() || parts.rest.find('%') != std::string_view::npos) return std::nullopt;
  return parts;
}

Span span_of_rest(const Record& record, std::size_t at, const TermText& parts) {
  const uint32_t end = record.terms[at].span.end;
  return {end - static_cast<uint32_t>(parts.rest.size()), end};
}

// "https://x.example/", "user@x.example", "x.example/path"; a prefix length is no path.
bool is_address_of_web_or_mail(std::string_view value) {
  if (value.find("://") != std::string_view::npos || value.find('@') != std::string_view::npos) return true;
  const std::size_t slash = value.find('/');
  return slash != std::string_view::npos && is_host_name(value.substr(0, slash)) &&
         value.find_first_not_of("/0123456789", slash) != std::string_view::npos;
}

std::string_view host_of(std::string_view value) {
  if (const std::size_t scheme = value.find("://"); scheme != std::string_view::npos) value.remove_prefix(scheme + 3);
  if (const std::size_t sign = value.find('@'); sign != std::string_view::npos) value.remove_prefix(sign + 1);
  return value.substr(0, value.find_first_of("/:"));
}

}  // namespace

// A name with letters that are not ASCII, and no typographic character that only slipped in. RFC 8616 4.
std::optional<Diagnosis> unicode_name(const Record& record, std::size_t at) {
  const auto parts = with_target(record, at);
  if (!parts) return std::nullopt;
  const auto is_slip = [](const ForeignCharacter& character) { return character.meant.has_value(); };
  if (!has_foreign_characters(parts->rest) || foreign_characters(parts->rest, is_slip).number > 0) return std::nullopt;
  const std::string_view name = parts->rest.substr(0, parts->rest.find('/'));
  const auto domain = text::parse_domain(name);
  const auto* ascii = std::get_if<std::string>(&domain);
  if (ascii == nullptr) return std::nullopt;
  const uint32_t begin = span_of_rest(record, at, *parts).begin;
  return Diagnosis{.problem = Problem::target_ulabel,
                   .term = at,
                   .mark = {begin, begin + static_cast<uint32_t>(name.size())},
                   .message = fmt::format("the DNS knows the name {} only as {}", text::quote(name), *ascii),
                   .advice = fmt::format("write {} here", *ascii),
                   .replacement = with_value(*parts, *ascii + std::string(parts->rest.substr(name.size())))};
}

// Most of it is well formed, as nearly every character may be part of a domain-spec.
std::optional<Diagnosis> web_or_mail_address(const Record& record, std::size_t at) {
  const auto parts = with_target(record, at);
  if (!parts || !is_address_of_web_or_mail(parts->rest)) return std::nullopt;
  const std::string_view host = host_of(parts->rest);
  return Diagnosis{.problem = Problem::url_or_email_target,
                   .term = at,
                   .mark = span_of_rest(record, at, *parts),
                   .message = fmt::format("{} is not a host name, which is what {} takes", text::quote(parts->rest),
                                          text::escape_bytes(parts->name)),
                   .advice = "write only the host name",
                   .replacement = is_host_name(host) ? std::optional(with_value(*parts, host)) : std::nullopt};
}

// Well formed, but no name of the DNS. What receivers make of it is not defined (RFC 7208 4.8).
std::optional<Diagnosis> impossible_label(const Record& record, std::size_t at) {
  const auto parts = with_target(record, at);
  if (!parts || is_flawed(record, at) || record.terms[at].value.empty()) return std::nullopt;
  const Term& term = record.terms[at];
  std::string_view name = record.text(term.value);
  if (name.ends_with('.')) name.remove_suffix(1);
  const auto labels = text::split(name, '.');
  const auto wrong = std::find_if(labels.begin(), labels.end(), [](std::string_view label) {
    return label.empty() || label.size() > dns::max_label_length;
  });
  if (wrong == labels.end()) return std::nullopt;
  const auto begin = term.value.begin + static_cast<uint32_t>(wrong->data() - name.data());
  Diagnosis diagnosis{.problem = Problem::empty_or_long_label,
                      .term = at,
                      .mark = {begin, begin + static_cast<uint32_t>(wrong->size())},
                      .message = fmt::format("a part of the name {} has {} characters, and the DNS allows at most {}",
                                             text::quote(name), wrong->size(), dns::max_label_length),
                      .advice = "correct the name"};
  if (!wrong->empty()) return diagnosis;
  std::string collapsed;
  for (const std::string_view label : labels)
    if (!label.empty()) collapsed.append(collapsed.empty() ? "" : ".").append(label);
  diagnosis.mark = {begin, begin + 1};
  diagnosis.message = fmt::format("a part of the name {} is empty", text::quote(name));
  diagnosis.advice = "remove this dot";
  diagnosis.replacement = with_value(*parts, collapsed + std::string(record.text({term.value.end, term.span.end})));
  return diagnosis;
}

// Well formed, but with a character that no host name has: "include:a.example|b". Nothing stands there in the DNS.
std::optional<Diagnosis> no_host_name(const Record& record, std::size_t at) {
  const auto parts = with_target(record, at);
  if (!parts || is_flawed(record, at)) return std::nullopt;
  const std::string_view name = parts->rest.substr(0, parts->rest.find('/'));
  const auto wrong = std::ranges::find_if_not(
      name, [](char c) { return text::is_alnum(c) || std::string_view("-_.").find(c) != std::string_view::npos; });
  if (wrong == name.end()) return std::nullopt;
  const uint32_t begin = span_of_rest(record, at, *parts).begin + static_cast<uint32_t>(wrong - name.begin());
  return Diagnosis{.problem = Problem::syntax_error,
                   .term = at,
                   .mark = {begin, begin + 1},
                   .message = fmt::format("{} is not a host name: it has {} in it", text::quote(name),
                                          text::quote(std::string_view(&*wrong, 1))),
                   .advice = "write one name here"};
}

}  // namespace mailauth::diagnosis::looks
