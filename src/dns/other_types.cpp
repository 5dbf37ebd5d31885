#include "dns/other_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/edit_distance.h"

namespace mailauth::dns {
namespace {

constexpr std::array known_types = {Type::a,  Type::ns,  Type::cname, Type::soa,   Type::ptr,
                                    Type::mx, Type::txt, Type::aaaa,  Type::dname, Type::spf};

// IANA's registry of resource record types, and what providers write into exports that they make.
constexpr std::string_view other_types[] = {
    "AFSDB",  "ALIAS",      "AMTRELAY", "ANAME",   "APL",    "ATMA",     "AVC",    "CAA",   "CDNSKEY",    "CDS",
    "CERT",   "CSYNC",      "DHCID",    "DLV",     "DNSKEY", "DOA",      "DS",     "DSYNC", "EID",        "EUI48",
    "EUI64",  "GPOS",       "HINFO",    "HIP",     "HTTPS",  "IPSECKEY", "ISDN",   "KEY",   "KX",         "L32",
    "L64",    "LOC",        "LP",       "LUA",     "MB",     "MD",       "MF",     "MG",    "MINFO",      "MR",
    "NAPTR",  "NID",        "NIMLOC",   "NINFO",   "NSAP",   "NSAP-PTR", "NSEC",   "NSEC3", "NSEC3PARAM", "NULL",
    "NXT",    "OPENPGPKEY", "PX",       "RESINFO", "RKEY",   "RP",       "RRSIG",  "RT",    "SIG",        "SINK",
    "SMIMEA", "SPF",        "SRV",      "SSHFP",   "SVCB",   "TA",       "TALINK", "TLSA",  "URI",        "WALLET",
    "WINS",   "WINS-R",     "WINSR",    "WKS",     "X25",    "ZONEMD",
};

// The number of "TYPE16" or "CLASS1": RFC 3597 5.
std::optional<unsigned> generic_number(std::string_view prefix, std::string_view word) {
  if (!text::starts_with_ignoring_case(word, prefix)) return std::nullopt;
  return text::parse_number(word.substr(prefix.size()), 65535);
}

bool is_other_class(std::string_view word) {
  constexpr std::string_view classes[] = {"CH", "CS", "HS", "ANY"};
  return generic_number("CLASS", word).value_or(1) != 1 ||
         std::any_of(std::begin(classes), std::end(classes),
                     [word](std::string_view other) { return text::equals_ignoring_case(word, other); });
}

}  // namespace

std::optional<Type> type_of(std::string_view word) {
  const std::optional<unsigned> number = generic_number("TYPE", word);
  if (!number) return parse_type(word);
  for (const Type type : known_types) {
    if (static_cast<unsigned>(type) == *number) return type;
  }
  return std::nullopt;
}

bool is_other_type(std::string_view word) {
  if (generic_number("TYPE", word)) return true;
  return std::any_of(std::begin(other_types), std::end(other_types),
                     [word](std::string_view type) { return text::equals_ignoring_case(type, word); });
}

bool is_internet_class(std::string_view word) {
  return text::equals_ignoring_case(word, "IN") || generic_number("CLASS", word) == 1u;
}

bool is_wins(std::string_view word) {
  constexpr std::string_view names[] = {"WINS", "WINS-R", "WINSR"};
  return std::any_of(std::begin(names), std::end(names),
                     [word](std::string_view name) { return text::equals_ignoring_case(word, name); });
}

bool is_address_alias(std::string_view word) {
  return text::equals_ignoring_case(word, "ALIAS") || text::equals_ignoring_case(word, "ANAME");
}

std::string unknown_type(std::string_view word) {
  const std::string shown = text::escape_bytes(word.substr(0, 40));
  if (is_other_class(word)) return fmt::format("{} is no class for this program: only IN is", shown);
  std::vector<std::string_view> candidates;
  for (const Type type : known_types) candidates.push_back(to_string(type));
  const auto meant = word.size() > 2 ? text::nearest(word, candidates, 1) : std::nullopt;
  if (meant) return fmt::format("\"{}\" is no record type; {} is", shown, *meant);
  return fmt::format("\"{}\" is no record type, and one belongs here", shown);
}

}  // namespace mailauth::dns
