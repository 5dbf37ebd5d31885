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

// The records of one or more files. A zone with an SOA speaks for everything at and below its
// origin, except what it delegates with NS below the origin; what is not in it does not exist. Below a DNAME each name
// is an alias (RFC 6672 2.3). A file without an SOA speaks only for the owners that it lists, and below its DNAMEs.
class Zone {
 public:
  // `origin` is where relative names hang until the file says $ORIGIN; `file` is used in errors,
  // and $INCLUDE is looked up beside it. Record types that mailauth does not know are skipped,
  // but their owners exist. Records outside of the zones whose SOA the file has are left out, as name servers do.
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
  // What the file says and the zone does not, for people and safe to print: a few of each kind.
  const std::vector<std::string>& notes() const { return notes_; }
  void add_note(std::string note) { notes_.push_back(std::move(note)); }
  // Takes out what lies in none of the zones whose SOA is here; where there is no SOA nothing does. Gives the owners.
  std::vector<Name> leave_out_foreign();
  // For tests and samples: this zone speaks for every name there is.
  void speak_for_everything() { everything_ = true; }

  const std::set<Name>& origins() const { return origins_; }  // of the zones whose SOA is here

  // The records of a name by their type.
  using ByType = std::map<Type, std::vector<Record>>;
  using Owners = std::map<Name, ByType, SubtreeOrder>;
  const Owners& records() const { return records_; }
  const std::vector<Record>& records(const Question& question) const;  // those of this very name

 private:
  using Set = std::optional<std::vector<Record>>;
  bool exists(const Name& name) const;               // it or a name below it is an owner
  const ByType* records_at(const Name& name) const;  // its own or a wildcard's; null: no such name
  const Record* soa_above(const Name& name) const;
  Answer say_nothing(const Question& question, bool exists) const;
  const Set* set_for(const Question& question) const;
  bool lists(const Name& name) const;  // speaks for it, if no DNAME above it does
  std::optional<Name> redirected_by(const Name& name) const;
  Answer redirect(const Question& question, const Name& by) const;
  Owners records_;
  std::map<Question, Set> sets_;
  std::set<Name> origins_;       // of zones with an SOA
  std::set<Name> redirections_;  // owners of a DNAME, what it says known or not
  std::vector<std::string> notes_;
  bool everything_ = false;
};

}  // namespace mailauth::dns
