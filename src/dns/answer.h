#pragma once
// A question to the DNS, and what came of it. All four states are kept apart: there is a record,
// there is none (the DNS said so), the DNS did not say, and nobody has asked yet.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "dns/name.h"
#include "text/hash.h"
#include "text/ip.h"
#include "text/source.h"
#include "text/worked_out.h"

namespace mailauth::dns {

// spf: abolished by RFC 7208 3.1; its data is a Txt.
enum class Type : uint16_t {
  a = 1,
  ns = 2,
  cname = 5,
  soa = 6,
  ptr = 12,
  mx = 15,
  txt = 16,
  aaaa = 28,
  dname = 39,
  spf = 99
};

std::string_view to_string(Type type);                      // "TXT"
std::optional<Type> parse_type(std::string_view mnemonic);  // ignores case

struct Question {
  Name name;
  Type type = Type::txt;

  friend auto operator<=>(const Question&, const Question&) = default;
  friend bool operator==(const Question&, const Question&) = default;
};
std::string to_string(const Question& question);  // "_dmarc.example.com TXT"

// For unordered containers of questions, which can then be asked without a Name.
struct QuestionView {
  std::string_view name;
  Type type = Type::txt;

  // Implicit: a question is looked up as it is. NOLINTNEXTLINE(google-explicit-constructor)
  QuestionView(const Question& question) : name(question.name.text()), type(question.type) {}
  QuestionView(const Name& asked, Type asked_type) : name(asked.text()), type(asked_type) {}
  friend bool operator==(const QuestionView&, const QuestionView&) = default;
};
struct QuestionHash {
  using is_transparent = void;
  std::size_t operator()(const QuestionView& question) const {
    return text::quick_hash(question.name) + static_cast<std::size_t>(question.type);
  }
};
struct SameQuestion {
  using is_transparent = void;
  bool operator()(const QuestionView& a, const QuestionView& b) const { return a == b; }
};
template <class Value>
using QuestionMap = std::unordered_map<Question, Value, QuestionHash, SameQuestion>;

enum class Outcome : uint8_t {
  pending,         // asked, no answer yet
  found,           // records of the type asked for
  no_data,         // the name exists, or may exist, without that type (RFC 2308 2.2)
  no_domain,       // NXDOMAIN: neither the name nor anything below it exists (RFC 8020)
  server_failure,  // SERVFAIL, and every other error code of a server
  refused,
  timeout,    // no answer in time, or no server could be reached
  malformed,  // something came, but it was no answer
  not_asked,  // --offline and no zone speaks for the name, or the bound on questions was reached
};
std::string_view to_string(Outcome outcome);  // "server_failure": stable, for JSON
std::optional<Outcome> parse_outcome(std::string_view text);
std::string_view describe(Outcome outcome);  // "SERVFAIL", "no answer in time": for people

struct Txt {
  std::vector<std::string> strings;  // raw bytes, each up to 255
  friend auto operator<=>(const Txt&, const Txt&) = default;
};
struct Mx {
  uint16_t preference = 0;
  Name exchange;  // the root: null MX (RFC 7505)
  friend auto operator<=>(const Mx&, const Mx&) = default;
};
struct Soa {
  Name primary, mailbox;
  uint32_t serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0;
  friend auto operator<=>(const Soa&, const Soa&) = default;
};
// Name: the target of CNAME, DNAME, NS and PTR. Ip: A and AAAA.
using Data = std::variant<Txt, Mx, Soa, Name, text::Ip>;

struct Record {
  Name owner;
  Type type = Type::txt;
  uint32_t ttl = 0;  // seconds
  Data data;
  std::shared_ptr<const text::Place> place = {};  // null unless it was read from a file
};

// A TXT record as the text that receivers see; `where` becomes "owner TXT". Undefined for other types.
text::Source to_source(const Record& record);
std::string text_of(const Data& data);  // the same of its data; empty unless it is a Txt
// The record's data in zone-file form, quoted and escaped: `"v=spf1 -all"`, `10 mail.example.com.`
std::string to_zone_text(const Data& data);
// The same for one TXT text, cut into strings of at most 255 bytes.
std::string to_zone_txt(std::string_view text);

inline constexpr std::size_t max_string_length = 255;  // of a TXT, RFC 1035 3.3
Txt cut_into_strings(std::string_view text);           // of at most 255 bytes; at least one

inline constexpr std::size_t max_cname_hops = 16;
inline constexpr std::size_t max_records = 1000;  // of one answer; the rest is cut off

struct Answer {
  Question question;
  Outcome outcome = Outcome::pending;
  bool authenticated = false;     // the AD bit: the resolver validated it with DNSSEC
  std::vector<Name> cnames;       // targets of the CNAME chain, in order; its last one owns the records
  bool redirected = false;        // all of `cnames` were made of DNAMEs (RFC 6672 3.1): nobody has published them
  std::vector<Record> records;    // of the type asked for, in a stable order; empty unless found
  uint32_t ttl = 0;               // seconds: the least TTL of the answer, or the negative TTL of RFC 2308 5
  uint32_t size = 0;              // octets of the answer as received; 0 from a zone file
  std::optional<Name> authority;  // owner of the SOA in a negative answer: the zone that said no
  bool from_zone_file = false;
  std::string detail;  // more about a failure, for people; may be empty
  text::WorkedOut worked_out;

  bool pending() const { return outcome == Outcome::pending; }
  bool found() const { return outcome == Outcome::found; }
  // The DNS said that there is none.
  bool absent() const { return outcome == Outcome::no_data || outcome == Outcome::no_domain; }
  // The DNS did not say. Not the opposite of found()!
  bool failed() const { return !pending() && !found() && !absent(); }
  // Where the records really are: the end of the CNAME chain, or the name asked for.
  const Name& owner() const { return cnames.empty() ? question.name : cnames.back(); }
};

using SharedAnswer = std::shared_ptr<const Answer>;  // that several audits may look at, on one thread

// Records of one answer in a stable order (by their data), equal ones once, at most max_records: servers
// rotate them, and a report must not depend on that. Evidence::put and Zone::lookup do it.
void normalise(std::vector<Record>& records);

// Both are kept with the answer. `where` names the question; equal ones once (RFC 2181 5).
const std::vector<text::Source>& txt_sources(const Answer& answer);
const std::vector<Mx>& mx_records(const Answer& answer);  // by preference, then name

}  // namespace mailauth::dns
