#include "mailauth/inputs/words.h"

#include "dns/zone_lexer.h"
#include "mailauth/dns/zone.h"

namespace mailauth::inputs {

namespace {

bool is_quoted(std::string_view word) { return word.size() >= 2 && word.front() == '"' && word.back() == '"'; }

std::string_view without_quotes(std::string_view word) {
  return is_quoted(word) ? word.substr(1, word.size() - 2) : word;
}

// RFC 1035 5.1. The reader has seen to it that the escapes are right.
std::string said_in_zone_file(std::string_view word) {
  return dns::unescape({without_quotes(word), is_quoted(word)}, "");
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
    case Format::octodns:
    case Format::dnscontrol:
    case Format::cloudformation: break;
  }
  return std::string(without_quotes(word));
}

std::optional<std::string> write_as(Format format, const dns::Data& data) {
  switch (format) {
    case Format::zone:
    case Format::cloudflare:
    case Format::plain: return dns::to_zone_text(data);
    case Format::route53:
    case Format::route53_changes:
    case Format::terraform:
    case Format::octodns:
    case Format::dnscontrol:
    case Format::cloudformation: break;
  }
  return std::nullopt;
}

}  // namespace mailauth::inputs
