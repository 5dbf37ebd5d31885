#pragma once
// The facts about a domain in a small world, written as a zone the way the samples of the rules are.

#include <string>
#include <string_view>

#include "facts/facts.h"
#include "facts/sample.h"

namespace mailauth::test {

// Facts point into the evidence, so both stay together.
struct World {
  facts::Sample sample;
  facts::Facts facts;
};

// Throws std::invalid_argument for a zone or a name that cannot be read.
World world(std::string_view zone, std::string_view domain = "example.com");
dns::Name name(std::string_view text);

}  // namespace mailauth::test
