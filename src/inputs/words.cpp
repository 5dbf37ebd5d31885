#include "inputs/words.h"

#include <fmt/format.h>

#include "dns/zone.h"
#include "dns/zone_lexer.h"
#include "inputs/reading/txt_value.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

bool is_quoted(std::string_view word) { return word.size() >= 2 && word.front() == '"' && word.back() == '"'; }

std::string_view without_quotes(std::string_view word) {
  return is_quoted(word) ? word.substr(1, word.size() - 2) : word;
}

// RFC 1035 5.1. The reader has seen to it that the escapes are right, unless it could not read the record anyway: then
// a wrong one stays as it is.
std::string said_in_zone_file(std::string_view word) {
  try {
    return dns::unescape({without_quotes(word), is_quoted(word)}, "");
  } catch (const dns::ZoneError&) {
    return std::string(without_quotes(word));
  }
}

// The aws provider of Terraform adds the first quote of the first string, and the last one of the last.
std::string said_to_route53(std::string_view word) {
  if (word.starts_with('"')) word.remove_prefix(1);
  if (word.ends_with('"')) word.remove_suffix(1);
  const TxtReading reading = read_txt(fmt::format("\"{}\"", word), TxtForm::route53);
  return text::join(reading.txt.strings, "");
}

// Text of a zone file as Route 53 wants it, whose numbers are octal, inside of a JSON string.
std::string in_json(std::string_view zone_text) {
  std::string json;
  for (std::size_t at = 0; at < zone_text.size(); ++at) {
    const bool escape = zone_text[at] == '\\';
    const auto byte = escape ? text::parse_number(zone_text.substr(at + 1, 3), 255) : std::nullopt;
    if (byte) {
      json += fmt::format("\\\\{:03o}", *byte);
      at += 3;
      continue;
    }
    for (const char c : zone_text.substr(at, escape ? 2 : 1)) json.append(c == '"' || c == '\\' ? "\\" : "") += c;
    at += escape ? 1 : 0;
  }
  return json;
}

}  // namespace

std::string said(const Record& record, text::Span span) {
  const std::string_view word = record.written_data.at(span);
  switch (record.format) {
    case Format::zone:
    case Format::cloudflare: return said_in_zone_file(word);
    case Format::plain: return is_quoted(word) ? said_in_zone_file(word) : std::string(word);
    case Format::route53:
    case Format::route53_changes:
    case Format::terraform:
    case Format::cloudformation: return said_to_route53(word);
    case Format::octodns:
    case Format::dnscontrol: break;
  }
  return std::string(word);
}

std::optional<std::string> write_as(Format format, const dns::Data& data) {
  switch (format) {
    case Format::zone:
    case Format::cloudflare:
    case Format::plain: return dns::to_zone_text(data);
    case Format::route53:
    case Format::route53_changes: return in_json(dns::to_zone_text(data));
    case Format::terraform:
    case Format::octodns:
    case Format::dnscontrol:
    case Format::cloudformation: break;
  }
  return std::nullopt;
}

}  // namespace mailauth::inputs
