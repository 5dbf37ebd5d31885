#pragma once
// What a sweep keeps of one domain: one line of NDJSON. docs/sweeps.md describes the format; a line without "type" is
// a domain's, {"type":"summary", ...} is the last one.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "results/further.h"
#include "results/word.h"
#include "rules/rule.h"

namespace mailauth::results {

// How much of a domain is written.
enum class Detail : uint8_t {
  verdict,   // what is in force, without lists and findings
  findings,  // that, what it depends on, and one short object a finding
  full,      // that, and all that `check --format json` says under "report"
};

// A DKIM key that is in use.
struct Key {
  std::string selector;
  Word<records::dkim::Algorithm> algorithm;
  unsigned bits = 0;
  std::string modulus;  // of RSA: hexadecimal, lower case, without leading zeros; empty for others
  std::string sha256;   // of the SubjectPublicKeyInfo, hexadecimal: the same key has the same one
};

struct FoundRule {
  std::string rule;  // id; the rule may be unknown to this version
  rules::Severity severity = rules::Severity::info;
  bool indeterminate = false;  // the DNS did not say
  std::string where;           // "_dmarc.example.com TXT"
  std::string message;
  unsigned more = 0;  // further ones like it
};

struct Result {
  std::string domain;
  std::string time;      // when it was finished: "2026-11-23T02:10:11Z"
  std::string version;   // of the program that judged it: "0.1.0"; empty: one that did not say
  std::string records;   // a hash of the records that were judged (sweep/records_hash.h); empty: the same
  bool exists = true;    // false: NXDOMAIN
  bool complete = true;  // every answer that a verdict rests on has come
  Word<rules::Forgery> forgery;
  Word<rules::OwnMail> own_mail;

  Word<SpfState> spf;
  Word<records::spf::Qualifier> spf_all;  // of the default; empty when there is none
  unsigned lookups = 0;                   // of SPF
  Word<DmarcState> dmarc;
  Word<records::dmarc::Policy> policy;  // for the domain, as receivers of RFC 9989 apply it; empty: none
  Word<records::dmarc::Policy> subdomain_policy;
  bool inherited = false;  // the policy is a parent's
  bool reports = false;    // rua is there
  Word<DkimState> dkim;
  Word<MxState> mx;
  std::array<Word<RecordState>, further_kinds.size()> further;  // empty: nobody asked, or that version did not

  bool listed = true;  // false: read from a line of Detail::verdict, which says nothing of what follows
  std::vector<Key> keys;
  std::vector<std::string> mx_hosts;
  std::vector<std::string> includes;      // every include and redirect of the tree, each once
  std::vector<std::string> unregistered;  // domains that the records depend on and anybody can register
  std::vector<std::string> wildcards;     // types that a wildcard below the domain answers: "TXT", "MX"
  std::vector<std::string> services;      // ids
  std::vector<FoundRule> findings;
  unsigned errors = 0, warnings = 0;  // also with Detail::verdict

  unsigned queries = 0;     // put to the network or the cache
  unsigned cached = 0;      // of these, answered from memory
  unsigned elapsed_ms = 0;  // from the first question to the last answer
};

// The time and what it cost: nights are compared without it.
void forget_cost(Result& result);
// The version and the hash of the records: what they lead to is kept.
void forget_origin(Result& result);

// The line of a domain, with its line feed. `report` is the object of `check --format json`; it is written with
// Detail::full only. Every byte that is not printable ASCII is escaped.
std::string to_line(const Result& result, Detail detail, std::string_view report = {});

struct Summary {
  std::size_t domains = 0;  // lines in this file
  std::size_t complete = 0;
  std::size_t duplicates = 0, junk = 0;  // of the list
  std::size_t queries = 0, cached = 0;
  double elapsed_s = 0;
  bool interrupted = false;
};
std::string to_line(const Summary& summary);

inline constexpr std::size_t max_line_length = 16u << 20;  // bytes; who reads files keeps to it
inline constexpr unsigned max_line_depth = 64;             // of objects and arrays

// A line of a result file, whatever wrote it: members that are unknown or of another type are passed over, missing ones
// keep their defaults; a text that is no such line gives one that says why.
std::variant<Result, Summary, std::string> parse_line(std::string_view line);
// The same for a line that is to be believed, such as that its domain is done: it has what to_line() puts into each
// one.
std::variant<Result, Summary, std::string> parse_own_line(std::string_view line);

}  // namespace mailauth::results
