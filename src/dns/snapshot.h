#pragma once
// Evidence as a JSON document, for --record and --replay: reproducible reports and bug reports.
// Bytes of TXT strings that are not UTF-8 are kept in base64.

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dns/evidence.h"

namespace mailauth::dns {

struct Snapshot {
  // The audits that were recorded, in order: the domain, and the options that decided what was asked.
  struct Audit {
    std::string domain;
    std::vector<std::string> selectors;
    std::string mail_from;  // empty: not given; "<>": bounces
    std::vector<std::string> return_paths;
    std::string ip;  // the same
    std::vector<std::string> ses_tokens;
    std::string ses_region;  // the same
    std::string message;     // SHA-256 of a message that was judged, and of which nothing else is kept; empty: none was
    Evidence evidence;
  };
  std::vector<Audit> audits;
};

std::string to_json(const Snapshot& snapshot);  // ends with a line feed; stable order
// Or one line that says what is wrong with it. Unknown versions are refused.
std::variant<Snapshot, std::string> parse_snapshot(std::string_view json);

}  // namespace mailauth::dns
