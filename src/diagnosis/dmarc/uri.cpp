#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/dmarc.h"
#include "text/ascii.h"
#include "text/edit_distance.h"

namespace mailauth::diagnosis {

namespace dmarc = records::dmarc;

namespace {

// The parser of the record decides what is an address; here is none of its grammar.
bool is_report_address(const std::string& address) {
  const dmarc::Record record = dmarc::parse({{}, "v=DMARC1; p=none; rua=mailto:" + address, {}, {}});
  return record.rua.size() == 1 && record.rua.front().well_formed && record.list.tags.size() == 3;
}

// "maito:", "mailto//", "mailto=", "mail:" and "://" in front of an address.
std::string_view without_scheme(std::string_view item) {
  const auto end_of_word = std::find_if_not(item.begin(), item.end(), text::is_alpha);
  const std::string_view word = item.substr(0, static_cast<std::size_t>(end_of_word - item.begin()));
  std::string_view rest = item.substr(word.size());
  if (!word.empty() && (rest.empty() || std::string_view(":/=;").find(rest.front()) == std::string_view::npos))
    return item;  // it begins with the address
  if (!word.empty() && text::edit_distance(word, "mailto") > 2) return item;
  rest.remove_prefix(std::min(rest.find_first_not_of(":/=;"), rest.size()));
  return rest;
}

std::optional<std::string> meant_uri(std::string_view item) {
  std::string address(without_scheme(item));
  // The limit on the size of reports, "!10m", is obsolete (RFC 9989 C.4).
  const auto limit = address.rfind('!');
  if (limit != std::string::npos && limit + 1 < address.size() && text::is_digit(address[limit + 1]))
    address.erase(limit);
  while (!address.empty() && std::string_view(".:;,").find(address.back()) != std::string_view::npos)
    address.pop_back();
  // RFC 9989 4.8: "!" is written encoded.
  address = text::replace_all(address, "!", "%21");
  if (!is_report_address(address)) return std::nullopt;
  return "mailto:" + address;
}

std::string without(std::string_view text, std::string_view unwanted) {
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
               [&](char c) { return unwanted.find(c) == std::string_view::npos; });
  return kept;
}

bool has_at(std::string_view text) { return text.find('@') != std::string_view::npos; }

// "mailto:a@example.com mailto:b@example.com" is two addresses, "mailto: a@example.com" is one.
std::vector<std::string> pieces_of(std::string_view item) {
  std::vector<std::string> pieces;
  for (const std::string_view word : text::split(item, ' ')) {
    if (word.empty()) continue;
    const bool goes_on = !pieces.empty() && !(has_at(pieces.back()) && has_at(word));
    if (goes_on)
      pieces.back() += word;
    else
      pieces.emplace_back(word);
  }
  return pieces;
}

}  // namespace

std::vector<std::string> meant_uris(std::string_view item) {
  std::string plain = without(without_quotes(item), "<>\\");
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c == '\t' || c == '|'; }, ' ');
  std::vector<std::string> uris;
  for (const std::string& piece : pieces_of(plain)) {
    auto uri = meant_uri(piece);
    if (!uri) return {};
    uris.push_back(std::move(*uri));
  }
  return uris;
}

bool has_other_scheme(const dmarc::Record& record, const dmarc::Uri& uri) {
  const std::string_view scheme = record.text(uri.scheme);
  const std::string_view rest = record.text({uri.scheme.end, uri.span.end});
  return !scheme.empty() && rest.starts_with("://") && text::edit_distance(scheme, "mailto") > 2;
}

}  // namespace mailauth::diagnosis
