#pragma once
// Adding a mail service, or a server, to an SPF record.

#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::rules {

// Has every record of the tree been seen, whatever is in it? Only then can something be missing.
bool is_fully_known(const facts::SpfNode& spf);

// Terms for the senders that are known from other records than SPF, or expected: "mx", "include:_spf.google.com".
std::vector<std::string> known_sender_terms(const facts::Facts& facts);

// Where an include belongs: before `all` and redirect, which end the evaluation.
Span place_for_include(const records::spf::Record& record);
// The record with a term before the one that stands at `place`, or at the end.
std::string with_term(const records::spf::Record& record, Span place, const std::string& term);
// Offers the record with the include in its place.
void offer_include(const records::spf::Record& record, std::string_view include, Finding& finding);
void offer_includes(const records::spf::Record& record, const std::vector<std::string>& includes, Finding& finding);
// The same with any term.
void offer_term(const records::spf::Record& record, Span place, const std::string& term, Finding& finding);

}  // namespace mailauth::rules
