// Zone files: RFC 1035 5, and those that Cloudflare exports.

#include <fmt/format.h>

#include <set>

#include "inputs/formats/readers.h"
#include "inputs/zone/names.h"
#include "inputs/zone/record.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

constexpr uint32_t automatic = 1;        // TTL in an export of Cloudflare,
constexpr uint32_t automatic_ttl = 300;  // and what it publishes then

// A file belongs to the zones whose SOA it has, whatever $ORIGIN says. Without one it is a part of some zone, and
// nothing in it is outside.
void take_zones(Document& document) {
  if (document.zones.empty()) return;
  const std::set<dns::Name> zones(document.zones.begin(), document.zones.end());
  for (Record& record : document.records) {
    const dns::Name* zone = zone_above(record.owner, zones);
    record.zone = zone != nullptr ? *zone : document.zones.front();
  }
}

Document read_master(const dns::MasterFile& file, Format format) {
  Document document{.path = file.file, .format = format};
  std::optional<std::string> wins;
  try {
    walk_master_file(file, [&](const dns::MasterRecord& record) {
      for (Record& each : records_of(record, format)) add(std::move(each), document);
      if (!wins) wins = note_on_wins(record);
    });
  } catch (const dns::ZoneError& error) {
    throw Error{error.position, error.message};
  }
  if (document.records.empty()) throw Error{{file.file}, "this file holds no records"};
  if (wins) document.notes.push_back(*std::move(wins));
  take_zones(document);
  return document;
}

// ";; Domain:     example.com."
std::optional<dns::Name> domain_of_export(std::string_view bytes) {
  constexpr std::string_view label = "Domain:";
  for (const std::string_view line : text::split(bytes.substr(0, bytes.find("\n\n")), '\n')) {
    const std::size_t at = line.find(label);
    if (line.starts_with(";;") && at != std::string_view::npos)
      return dns::Name::parse(text::trim(line.substr(at + label.size())));
  }
  return std::nullopt;
}

// A comment and tags may stand behind the record: "; a note cf_tags=cf-proxied:true"
bool says_proxied(const Record& record) {
  if (record.words.empty()) return false;
  return std::string_view(record.written_data.text).substr(record.words.back().end).find("cf-proxied:true") !=
         std::string_view::npos;
}

}  // namespace

Document read_zone(const Input& input) {
  std::optional<dns::Name> origin;
  try {
    origin = dns::origin_of(input.bytes, input.path, input.options.origin);
  } catch (const dns::ZoneError& error) {
    throw Error{error.position, error.message};
  }
  return read_master({input.bytes, input.path, origin}, Format::zone);
}

// All names are absolute, only the owner of the SOA lacks its final dot.
Document read_cloudflare(const Input& input) {
  std::optional<dns::Name> domain = domain_of_export(input.bytes);
  if (!domain) domain = input.options.origin;
  Document document = read_master({input.bytes, input.path, domain, domain}, Format::cloudflare);
  for (Record& record : document.records) {
    if (record.ttl == automatic) record.ttl = automatic_ttl;
    record.proxied = says_proxied(record);
  }
  return document;
}

}  // namespace mailauth::inputs
