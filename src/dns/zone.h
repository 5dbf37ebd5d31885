#pragma once
// Master files (RFC 1035 5, RFC 2308 4 for $TTL) as evidence: text with names and records,
// each with the line and column where it stands.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dns/answer.h"

namespace mailauth::dns {

struct ZoneError {
  text::Position position;
  std::string message;
};
std::string to_string(const ZoneError& error);  // "file:3:7: unbalanced parentheses"

inline constexpr std::size_t max_include_depth = 8;
inline constexpr std::size_t max_zone_file_size = 256u << 20;  // bytes

// The records of one or more files. A zone with an SOA speaks for everything at and below its
// origin, except what it delegates with NS below the origin; what is not in it does not exist.
// A file without an SOA speaks only for the owners that it lists.
class Zone {
 public:
  // `origin` is where relative names hang until the file says $ORIGIN; `file` is used in errors,
  // and $INCLUDE is looked up beside it. Record types that mailauth does not know are skipped,
  // but their owners exist.
  static std::variant<Zone, ZoneError> parse(std::string_view text, const std::string& file = "-",
                                             const Name& origin = {});
  static std::variant<Zone, ZoneError> read(const std::string& path);  // the origin comes from the file

  // Is what this zone says about the name final? To the question: about the name, or about this one type of it.
  bool speaks_for(const Name& name) const;
  bool speaks_for(const Question& question) const;
  // The zone's own answer, with wildcards (RFC 4592) and empty non-terminals, but without following a
  // CNAME: then the outcome is found, `records` is empty and `cnames` holds the one target.
  // Only for names that it speaks for.
  Answer lookup(const Question& question) const;

  void add(Record record);
  void add_owner(const Name& owner);  // it exists, with records of types that mailauth does not know
  void merge(const Zone& other);
  // Says what one set of records will be, and nothing about the rest of its name: for changes to a zone that is not
  // here. Goes before what is said elsewhere. No records: there will be none. Nothing: it is not known yet,
  // Outcome::not_asked.
  void set(const Question& question, std::optional<std::vector<Record>> records);
  // Does a set say that there will be something at the name? Then its other types are at most without data.
  bool will_exist(const Name& name) const;
  // For tests and samples: this zone speaks for every name there is.
  void speak_for_everything() { everything_ = true; }

  const std::map<Name, std::vector<Record>>& records() const { return records_; }

 private:
  using Set = std::optional<std::vector<Record>>;
  const std::vector<Record>* records_at(const Name& name) const;  // its own or a wildcard's; null: no such name
  bool owns(const Name& name, Type type) const;
  const Record* soa_above(const Name& name) const;
  std::map<Name, std::vector<Record>> records_;
  Answer say(const Question& question, const std::vector<Record>* records) const;
  const Set* set_for(const Question& question) const;
  std::map<Question, Set> sets_;
  std::set<Name> names_;    // owners and empty non-terminals
  std::set<Name> origins_;  // of zones with an SOA
  bool everything_ = false;
};

}  // namespace mailauth::dns
