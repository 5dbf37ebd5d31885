#pragma once
// The text of an SPF term as a person typed it, whatever the parser made of it.

#include <optional>
#include <string>
#include <string_view>

#include "records/spf.h"

namespace mailauth::diagnosis {

// "-ipv4:192.0.2.0/24" is "-", "ipv4", ":", "192.0.2.0/24". What is missing is empty, but points to its place.
struct TermText {
  std::string_view sign;       // all leading characters of + - ~ ?
  std::string_view name;       // up to the first ':', '=' or '/'
  std::string_view separator;  // ':' or '='
  std::string_view rest;       // with a prefix length
};
TermText take_apart(std::string_view term);
std::string with_value(const TermText& parts, std::string_view value);  // in place of the rest

// Would these terms, with blanks between them, make a valid record?
bool are_valid_terms(std::string_view terms);

// "ip4:192.0.2.0/24" for "192.0.2.0/24", "ip6:..." for an IPv6 network; nothing for other text.
std::optional<std::string> network_term(std::string_view network);
bool is_network(std::string_view text);
// "mail.example.com": labels with dots between, the last one not a number. No macros.
bool is_host_name(std::string_view text);

bool is_name_of_term(std::string_view name);  // of a mechanism or modifier
// The mechanism or modifier that a mistyped name means: "include" for "inlcude".
std::optional<std::string_view> nearest_name(std::string_view name);

}  // namespace mailauth::diagnosis
