#include "records/dmarc/uri.h"

#include <algorithm>
#include <optional>
#include <string>

#include "records/host_name.h"
#include "records/spans.h"
#include "text/ascii.h"

namespace mailauth::records::dmarc {

using text::Span;

namespace {

constexpr std::size_t max_local_part = 64;  // RFC 5321 4.5.3.1.1

// RFC 3986 3.1: ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) before the first ':'
Span scheme_of(std::string_view text, Span uri) {
  constexpr std::string_view punctuation = "+-.";
  uint32_t at = uri.begin;
  if (uri.empty() || !text::is_alpha(text[at])) return {uri.begin, uri.begin};
  while (at < uri.end && (text::is_alnum(text[at]) || punctuation.find(text[at]) != std::string_view::npos)) ++at;
  const bool is_scheme = at < uri.end && text[at] == ':';
  return {uri.begin, is_scheme ? at : uri.begin};
}

// RFC 7489 6.2, obsolete: "!" 1*DIGIT [ "k" / "m" / "g" / "t" ]. The span is behind the '!'.
Span size_of(std::string_view text, Span uri) {
  constexpr std::string_view units = "kmgt";
  const std::size_t mark = bytes_of(text, uri).rfind('!');
  const Span none{uri.end, uri.end};
  if (mark == std::string_view::npos) return none;
  const Span size{uri.begin + static_cast<uint32_t>(mark) + 1, uri.end};
  std::string_view digits = bytes_of(text, size);
  const bool has_unit = !digits.empty() && units.find(text::to_lower(digits.back())) != std::string_view::npos;
  if (has_unit) digits.remove_suffix(1);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), text::is_digit) ? size : none;
}

std::optional<unsigned> hex_value(char c) {
  if (text::is_digit(c)) return static_cast<unsigned>(c - '0');
  const char lower = text::to_lower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a') + 10;
  return std::nullopt;
}

// Percent-decoding of RFC 3986 2.1; nothing for a lone '%'.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    const std::optional<unsigned> high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return decoded;
}

// Dot-string = Atom *("." Atom), RFC 5321 4.1.2
bool is_dot_string(std::string_view local_part) {
  constexpr std::string_view atext = "!#$%&'*+-/=?^_`{|}~";
  const std::vector<std::string_view> atoms = text::split(local_part, '.');
  return std::all_of(atoms.begin(), atoms.end(), [&](std::string_view atom) {
    return !atom.empty() && std::all_of(atom.begin(), atom.end(), [&](char c) {
      return text::is_alnum(c) || atext.find(c) != std::string_view::npos;
    });
  });
}

// Bytes that an address may have without percent-encoding (RFC 6068 2; RFC 9989 4.8 excludes "!").
bool is_unencoded(char c) {
  constexpr std::string_view punctuation = "$&'*+-/=_~.%";
  return text::is_alnum(c) || punctuation.find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view written) {
  if (!std::all_of(written.begin(), written.end(), is_unencoded)) return false;
  const std::optional<std::string> local_part = percent_decoded(written);
  return local_part && !local_part->empty() && local_part->size() <= max_local_part && is_dot_string(*local_part);
}

bool is_mail_address(std::string_view address) {
  const std::size_t at = address.find('@');
  return at != std::string_view::npos && is_local_part(address.substr(0, at)) && is_host_name(address.substr(at + 1));
}

// What follows the last '@', as far as it looks like a host name.
Span domain_in(std::string_view text, Span address) {
  const std::size_t at = bytes_of(text, address).rfind('@');
  if (at == std::string_view::npos) return {address.end, address.end};
  Span domain{address.begin + static_cast<uint32_t>(at) + 1, address.begin + static_cast<uint32_t>(at) + 1};
  const auto in_name = [](char c) { return text::is_alnum(c) || c == '-' || c == '_' || c == '.'; };
  while (domain.end < address.end && in_name(text[domain.end])) ++domain.end;
  while (!domain.empty() && !text::is_alnum(text[domain.end - 1])) --domain.end;
  return domain;
}

// Where the first swallowed tag in `item` begins, with its separator; else the end.
uint32_t end_before_swallowed(Span item, const std::vector<SwallowedTag>& swallowed) {
  for (const SwallowedTag& inner : swallowed) {
    if (item.contains(inner.tag.name)) return std::max(item.begin, inner.separator.begin);
  }
  return item.end;
}

Uri parse_uri(std::string_view text, Span item, const std::vector<SwallowedTag>& swallowed) {
  Uri uri;
  uri.span = item;
  uri.scheme = scheme_of(text, item);
  uri.size = size_of(text, item);
  const uint32_t end = uri.size.empty() ? item.end : uri.size.begin - 1;
  uri.address = uri.domain = {end, end};
  if (!text::equals_ignoring_case(bytes_of(text, uri.scheme), "mailto")) return uri;
  uri.address = {uri.scheme.end + 1, std::max(uri.scheme.end + 1, end)};
  const std::size_t query = bytes_of(text, uri.address).find('?');
  if (query != std::string_view::npos) uri.address.end = uri.address.begin + static_cast<uint32_t>(query);
  const uint32_t domain_end = std::min(uri.address.end, end_before_swallowed(item, swallowed));
  uri.domain = domain_in(text, {uri.address.begin, std::max(uri.address.begin, domain_end)});
  uri.well_formed = is_mail_address(bytes_of(text, uri.address));
  return uri;
}

Uri too_many(Span rest) {
  Uri uri;
  uri.span = rest;
  uri.scheme = {rest.begin, rest.begin};
  uri.address = uri.domain = uri.size = {rest.end, rest.end};
  return uri;
}

bool begins_with_swallowed(Span item, const std::vector<SwallowedTag>& swallowed) {
  return std::any_of(swallowed.begin(), swallowed.end(),
                     [&](const SwallowedTag& inner) { return inner.tag.span.begin == item.begin; });
}

}  // namespace

std::vector<Uri> parse_uris(std::string_view text, Span value, const std::vector<SwallowedTag>& swallowed) {
  std::vector<Uri> uris;
  bool more = !value.empty();
  while (more && uris.size() + 1 < max_uris) {
    const Span item = trimmed(text, take_item(text, value, ',', more));
    if (item.empty() || !begins_with_swallowed(item, swallowed)) uris.push_back(parse_uri(text, item, swallowed));
  }
  if (more) uris.push_back(too_many(trimmed(text, value)));
  return uris;
}

}  // namespace mailauth::records::dmarc
