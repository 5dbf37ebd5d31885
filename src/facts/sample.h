#pragma once
// A small world written as a zone file: the samples of the rules, golden cases, the demo. See rules/rule.h
// for the ";!" comments.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dns/evidence.h"
#include "facts/request.h"

namespace mailauth::facts {

struct Sample {
  Request request;
  dns::Evidence evidence;  // speaks for every name there is
};

// `domain` is audited, and relative names hang below it. Or one line that says what is wrong.
std::variant<Sample, std::string> parse_sample(std::string_view zone, const dns::Name& domain);

// What its ";!" comments say, without the mark: "--selector s1", "_dmarc.example.com TXT timeout".
std::vector<std::string_view> directives_of(std::string_view zone);
// The rest of it. A file that is no zone file has no comments of this kind.
std::string without_directives(std::string_view zone);

}  // namespace mailauth::facts
