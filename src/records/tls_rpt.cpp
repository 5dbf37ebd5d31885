#include "records/tls_rpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "records/dmarc/uri.h"
#include "records/host_name.h"
#include "records/spans.h"
#include "text/ascii.h"

namespace mailauth::records::tls_rpt {

namespace {

using text::Span;

constexpr std::string_view web = "https";

// "//reports.example.net" up to a port, a path or a query.
Span host_of_url(std::string_view text, Span behind_scheme) {
  const std::string_view rest = bytes_of(text, behind_scheme);
  const uint32_t begin = behind_scheme.begin + 2;
  if (!rest.starts_with("//")) return {behind_scheme.begin, behind_scheme.begin};
  const std::size_t length = std::min(rest.find_first_of(":/?#", 2), rest.size()) - 2;
  return {begin, begin + static_cast<uint32_t>(length)};
}

// RFC 3986 2: what a URI may consist of, without "!", which is written as %21 here.
bool is_uri_text(std::string_view text) {
  constexpr std::string_view punctuation = "-._~:/?#[]@$&'()*+=%";
  return std::ranges::all_of(
      text, [&](char c) { return text::is_alnum(c) || punctuation.find(c) != std::string_view::npos; });
}

// The grammar of a mailto: address is that of DMARC.
Uri uri_of(std::string_view text, const dmarc::Uri& item) {
  Uri uri{.span = item.span, .scheme = item.scheme, .host = item.domain};
  const std::string_view whole = bytes_of(text, item.span);
  if (text::equals_ignoring_case(bytes_of(text, item.scheme), web)) {
    uri.host = host_of_url(text, {std::min(item.scheme.end + 1, item.span.end), item.span.end});
    uri.well_formed = is_host_name(bytes_of(text, uri.host)) && is_uri_text(whole);
  } else {
    uri.well_formed = item.well_formed && is_uri_text(whole);
  }
  return uri;
}

}  // namespace

const Tag* Record::find(std::string_view name) const { return find_tag(source, list, name, NameCase::sensitive); }

Record parse(text::Source source) {
  Record record;
  record.source = std::move(source);
  record.list = parse_tag_list(record.source.text);
  if (const Tag* rua = record.find("rua"))
    for (const dmarc::Uri& item : dmarc::parse_uris(record.source.text, rua->value, {}))
      record.rua.push_back(uri_of(record.source.text, item));
  return record;
}

bool is_tls_rpt(std::string_view text) { return text.starts_with(version); }

bool resembles_tls_rpt(std::string_view text) { return text::contains_ignoring_case(text, "tlsrpt"); }

bool is_usable(const Record& record) {
  return is_tls_rpt(record.source.text) && std::ranges::any_of(record.rua, &Uri::well_formed);
}

std::string dump(const Record& record) {
  std::string shown = is_tls_rpt(record.source.text)          ? "tls-rpt"
                      : resembles_tls_rpt(record.source.text) ? "lookalike"
                                                              : "other";
  for (const Uri& uri : record.rua)
    shown += fmt::format(" rua={}<{}|{}>", uri.well_formed ? "" : "bad", record.text(uri.span), record.text(uri.host));
  return text::escape_bytes(shown);
}

}  // namespace mailauth::records::tls_rpt
