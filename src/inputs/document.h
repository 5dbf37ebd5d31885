#pragma once
// One file of records, read.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inputs/record.h"

namespace mailauth::inputs {

// A set of records whose owner is only known when it is published: nothing says which name it will not be at.
struct Nameless {
  std::string type;           // "CNAME"; upper case
  dns::Name zone;             // the root: not known either
  std::string first_label{};  // "_dmarc" of "_dmarc.${Domain}."; empty: not known
};

// A part of the file that may be a TXT, CNAME, MX, A, AAAA or NS record of a domain, and that nobody has judged.
struct Gap {
  enum class Why : uint8_t {
    not_read,   // mailauth does not read it; nothing excuses that
    not_known,  // it is known when it is published, and not before: --allow-unknown excuses it
  };
  Why why = Why::not_read;
  std::string what;         // for people, safe to print: "digitalocean_record.spf: resources of this type are not read"
  text::Position position;  // line 0: in the file as a whole
};

std::string_view to_string(Gap::Why why);  // "not_read": stable, for JSON

struct Document {
  std::string path;
  Format format = Format::zone;
  Records records;  // in the order of the file, which is the order in which changes are applied
  // Zones that the file holds whole: what it does not list there does not exist. A zone that is not listed here speaks
  // only for the sets of records that are in the file.
  std::vector<dns::Name> zones;
  std::vector<Nameless> nameless;
  std::vector<dns::Question> open;  // what these sets of records have stands in what was not read; a gap says so
  std::vector<Gap> gaps;
  std::vector<std::string> notes;  // for people: "the list is cut off (NextToken): export it again with ..."
};

struct Error {
  text::Position position;  // line 0: the file as a whole
  std::string message;
};
std::string to_string(const Error& error);  // "plan.json:3:7: ..."

struct ReadOptions {
  std::optional<Format> format;     // nothing: found out by the content
  std::optional<dns::Name> origin;  // of a zone file that does not say what its relative names hang below
  std::map<std::string, dns::Name>
      zone_names;  // --zone-name Z0123456789ABC=example.com: of zones that the file knows by id
};

// What the file is, judged by its content; the path decides only where the content fits two formats.
std::optional<Format> recognise(std::string_view bytes, const std::string& path);

// The file's bytes were read by the caller; only $INCLUDE of a zone file reads others, beside it.
std::variant<Document, Error> read(std::string_view bytes, const std::string& path, const ReadOptions& options);

}  // namespace mailauth::inputs
