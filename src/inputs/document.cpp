#include "mailauth/inputs/document.h"

#include <fmt/format.h>

#include "inputs/readers.h"

namespace mailauth::inputs {

namespace {

Document read_as(Format format, const Input& input) {
  switch (format) {
    case Format::zone: return read_zone(input);
    case Format::cloudflare: return read_cloudflare(input);
    case Format::plain: return read_plain(input);
    case Format::route53: return read_route53(input);
    case Format::route53_changes: return read_route53_changes(input);
    case Format::octodns: return read_octodns(input);
    case Format::dnscontrol: return read_dnscontrol(input);
    case Format::terraform: return read_terraform(input);
    case Format::cloudformation: return read_cloudformation(input);
  }
  return {};
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::variant<Document, Error> read(std::string_view bytes, const std::string& path, const ReadOptions& options) {
  const Error unknown{{path}, "this is no file of records that mailauth knows; --input-format says what it is"};
  if (bytes.size() > max_file_size) return Error{{path}, "this file is larger than 256 MiB"};
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  const std::optional<Format> format = options.format ? options.format : recognise(bytes, path);
  if (!format) return unknown;
  try {
    Document document = read_as(*format, {bytes, path, options});
    if (document.records.size() > max_file_records)
      return Error{{path}, fmt::format("this file has more than {} records", max_file_records)};
    return document;
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace mailauth::inputs
