#include "inputs/document.h"

#include <fmt/format.h>

#include "dns/limits.h"
#include "inputs/formats/other_files.h"
#include "inputs/formats/readers.h"
#include "inputs/reading/lines.h"
#include "text/ascii.h"

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

// What people hand over instead of a file of records; empty: nothing that is known.
std::string_view what_is_no_file_of_records(std::string_view bytes) {
  if (text::trim(bytes).empty()) return "nothing is in this file";
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return "this file is UTF-16, as PowerShell writes it: write it as UTF-8";
  if (bytes.starts_with("PK\x03\x04"))
    return "this is no text; if it is a plan, \"terraform show -json PLAN\" prints what can be read";
  return {};
}

std::string no_file_of_records(std::string_view bytes) {
  const std::string what = what_it_looks_like(bytes);
  if (what.empty()) return "this is no file of records that mailauth knows; --input-format says what it is";
  return "this is no file of records: " + what;
}

}  // namespace

std::string_view to_string(Gap::Why why) {
  switch (why) {
    case Gap::Why::not_read: return "not_read";
    case Gap::Why::not_known: return "not_known";
  }
  return "";
}

std::variant<Document, Error> read(std::string_view bytes, const std::string& path, const ReadOptions& options) {
  if (bytes.size() > dns::max_file_size) return Error{{path}, "this file is larger than 256 MiB"};
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (const auto what = what_is_no_file_of_records(bytes); !what.empty()) return Error{{path}, std::string(what)};
  const std::optional<Format> format = options.format ? options.format : recognise(bytes, path);
  if (!format) return Error{{path}, no_file_of_records(bytes)};
  try {
    Document document = read_as(*format, {bytes, path, options});
    if (document.records.size() > dns::max_file_records)
      return Error{{path}, fmt::format("this file has more than {} records", dns::max_file_records)};
    return document;
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace mailauth::inputs
