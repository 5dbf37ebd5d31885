#pragma once
// Goes through a master file (RFC 1035 5) record by record: directives, owners, TTLs and types; `zone_data.h` reads
// what comes after the type. What is wrong is thrown as a ZoneError. `$GENERATE` of BIND and `[AGE:n]` of Windows DNS
// are understood, too.
//
//     $ORIGIN example.com.
//     @       1h IN TXT "v=spf1 mx -all"
//     _dmarc     IN TXT ( "v=DMARC1; p=reject;"
//                         "rua=mailto:d@example.com" )

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dns/zone.h"
#include "dns/zone_data.h"

namespace mailauth::dns {

struct MasterFile {
  std::string_view text;
  std::string file;            // "-": the standard input, which has no folder to include from
  std::optional<Name> origin;  // without one a relative name before any $ORIGIN is an error
  std::optional<Name> apex{};  // the owner of the SOA, whatever it looks like; nothing: as it is written
};

// One record as the file has it. It lives only during the call that gets it.
struct MasterRecord {
  const Scope& scope;
  const Entry& entry;
  Name owner;
  Token type_word;
  std::optional<Type> type;      // nothing: one of those that mailauth skips
  std::optional<uint32_t> ttl;   // nothing: neither the record nor the file says it
  std::span<const Token> words;  // after the type
  // The $GENERATE that made it; null: it stands in the file. Then all its words have the place of the directive, and no
  // byte of them is in the file.
  const Entry* directive = nullptr;
};
// Where its data stands. It has words.
text::Place place_of_data(const MasterRecord& record);
// What to say of a record that only Windows DNS has: "line 7: WINS is passed over: ...". Nothing: it is none.
std::optional<std::string> note_on_wins(const MasterRecord& record);

// More than dns/limits.h allows is an error as well.
void walk_master_file(const MasterFile& file, const std::function<void(const MasterRecord&)>& take);

std::string read_master_file(const std::string& path);
// What relative names hang below until the file says $ORIGIN: the owner of its SOA, or `given`, or what the file's name
// says.
std::optional<Name> origin_of(std::string_view text, const std::string& path, const std::optional<Name>& given = {});

}  // namespace mailauth::dns
