#pragma once
// `mailauth summary`: what only many domains together show. How often what occurs, who depends on whom, and keys that
// are not one's own.
//
// Memory does not grow with the number of domains beyond these bounds, about 600 MB when all are reached: max_names
// names of hosts (twice), of unregistered domains and of rules, max_keys keys, max_moduli moduli of them for shared
// primes.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "results/outcome.h"
#include "results/result_file.h"
#include "results/worst.h"

namespace mailauth::results {

inline constexpr std::size_t max_names = 200'000;
inline constexpr std::size_t max_keys = 250'000;
inline constexpr std::size_t max_moduli = 50'000;

struct Count {
  std::string name;
  std::size_t domains = 0;
  std::optional<rules::Severity> severity;  // of rules: the highest that one of them has
};

// How many domains have which value.
struct Distribution {
  std::string id;             // "policy": stable, for programs
  std::string title;          // "DMARC policy"
  std::vector<Count> counts;  // by number; of rules by severity before
  bool approximate = false;   // more than max_names names: of rare ones the counts are too low
};

struct Dependency {
  std::string name;
  std::size_t domains = 0;
  bool unregistered = false;  // anybody can register it, or a domain above it
};

struct Dependencies {
  std::vector<Dependency> hosts;  // the unregistered ones first, then by domains
  // Of further ones, each with one domain: how many they are, and the first by name.
  std::size_t once = 0;
  std::vector<std::string> first_once;
};

struct KeyUse {
  std::string domain, selector;
};

// One key under several organizational domains.
struct SharedKey {
  std::string sha256;
  Word<records::dkim::Algorithm> algorithm;
  unsigned bits = 0;
  std::size_t domains = 0;
  std::string service;       // id: it is that service's, for all its customers. Empty: not known to be one's
  std::vector<KeyUse> uses;  // one an organization, the first ones
};

// RSA keys that anybody can factor because they share a prime (dkim-rsa-shared-prime).
struct SharedPrime {
  std::vector<KeyUse> uses;  // one a key
};

struct Statistics {
  std::vector<FileReport> files;
  std::size_t domains = 0;
  std::size_t incomplete = 0;  // answers are missing
  std::size_t absent = 0;      // do not exist
  OutcomeCounts outcomes;      // of all of them
  Worst worst;
  std::vector<Distribution> distributions;
  Dependencies includes, mx_hosts;
  std::vector<SharedKey> shared_keys;  // those of no known service first, then by domains
  std::vector<SharedPrime> shared_primes;
  std::size_t keys_left_out = 0;  // beyond max_keys or max_moduli, not compared with all others
};

// Throws std::runtime_error when a file cannot be read. Of lists the first `top` elements are given.
Statistics statistics(const std::vector<std::string>& paths, std::size_t top);

std::string to_text(const Statistics& statistics, const report::TextStyle& style);
std::string to_json(const Statistics& statistics);
std::string to_markdown(const Statistics& statistics);
std::string to_csv(const Statistics& statistics);      // section,name,domains,note
std::string to_metrics(const Statistics& statistics);  // for the textfile collector of Prometheus

}  // namespace mailauth::results
