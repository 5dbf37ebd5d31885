#pragma once
// SPF for one message: check_host() of RFC 7208 section 4, over evidence.
//
// It asks only what evaluation reaches, term by term: as long as an answer is pending, so is the result.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/evidence.h"
#include "text/ip.h"

namespace mailauth::facts {

inline constexpr std::size_t max_spf_names = 10;  // of one PTR answer that are validated, RFC 7208 4.6.4

enum class SpfResult : uint8_t { pass, fail, softfail, neutral, none, temperror, permerror };
std::string_view to_string(SpfResult result);

// What a receiver knows about a message before its content.
struct SpfClient {
  text::Ip ip;
  std::string domain;  // whose record is evaluated
  std::string sender;  // local-part@domain
  std::string helo;
  std::string receiver = "unknown";  // %{r}: who checks
  uint64_t time = 0;                 // %{t}: seconds since 1970
};
// `mail_from` is an address, or empty for a bounce: then postmaster at the HELO name is the sender (RFC 7208 2.4).
// U-labels become A-labels (RFC 8616), an IPv4-mapped address an IPv4 address.
SpfClient spf_client(const text::Ip& ip, std::string_view mail_from, std::string_view helo);

// One thing that the evaluation did, in order: it fetched a record, or it evaluated a term of one. What an include or
// a redirect leads to follows its term, one deeper.
struct SpfStep {
  std::string domain;  // where the record is
  unsigned depth = 0;
  std::string record;  // its text, when it was fetched here; empty when there is none
  std::string term;    // "~include:_spf.example.net", as published; empty when the record was fetched
  std::string target;  // the name that the term leads to, with macros expanded; empty when it has none
  std::vector<const dns::Answer*> answers;  // what was asked here
  unsigned lookups = 0, voids = 0;          // so far, this step included
  bool matched = false;                     // the term
  std::optional<SpfResult> result;          // of the whole record; at a term: when it is the one that decides
  std::string reason;                       // why, when answers alone do not tell: "more than 10 MX"; may be empty
};

struct SpfCheck {
  SpfResult result = SpfResult::none;
  bool pending = false;                    // some answer has to come first
  std::optional<std::string> explanation;  // the text that exp= of the failing record leads to, expanded
  std::string mechanism;                   // the term that decided, "default" when none matched (RFC 7208 9.1);
                                           // empty when there is no record to evaluate
  unsigned lookups = 0, voids = 0;         // RFC 7208 4.6.4
  std::deque<SpfStep> trace;               // a deque: steps stay where they are while others follow
  std::vector<const dns::Answer*> explanation_answers;  // asked for the explanation; these count for no limit
};

SpfCheck check_host(const SpfClient& client, dns::Evidence& evidence);

}  // namespace mailauth::facts
