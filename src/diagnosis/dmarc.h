#pragma once
// What a faulty DMARC record was meant to say. The rules print it, repair applies it:
//
//     v=DMARC1; p=rejected; rua=dmarc@example.com
//                 ^^^^^^^^ meant_policy: reject
//                               ^ meant_uris: mailto:dmarc@example.com

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/characters.h"
#include "records/dmarc.h"

namespace mailauth::diagnosis {

using text::Span;

// The tag's value without the tags that became part of it for want of a ';': "reject" of "p=reject rua=...".
Span own_value(const records::dmarc::Record& record, const records::Tag& tag);
// The tag that a span lies in; null when in none.
const records::Tag* tag_around(const records::dmarc::Record& record, Span span);
// The policy that a word was meant to be: the word itself, a misspelt one ("quarentine"), a synonym ("block").
std::optional<records::dmarc::Policy> meant_policy(std::string_view word);
// The tag that an unknown name was meant to be: "rua" of "rau".
std::optional<std::string_view> meant_tag(std::string_view name);
// The report addresses that one item of a rua= or ruf= list was meant to be; empty when nobody can know.
std::vector<std::string> meant_uris(std::string_view item);
// An https: or other URI: legal, even if no receiver sends reports there.
bool has_other_scheme(const records::dmarc::Record& record, const records::dmarc::Uri& uri);

// "p = reject"
bool has_blanks_around_equals(const records::Tag& tag);

// Could older receivers read this value of ri= or rf=? RFC 7489 6.3.
bool is_valid_historic_value(std::string_view name, std::string_view value);

// v=DMARC1 behind other tags; null when it is first, or not there.
const records::Tag* late_version(const records::dmarc::Record& record);

// Is this tag an address of the rua= or ruf= list before it, cut off by a ';'?
// rua=mailto:a@x.example;mailto:b@y.example
bool continues_report_list(const records::dmarc::Record& record, std::size_t index);

// The bytes where one more tag can be written at the end, and what to write: "; np=reject"
Span end_of(const records::dmarc::Record& record);

std::string as_last_tag(const records::dmarc::Record& record, std::string_view tag);

// What is wrong with an item that is no address, beside its foreign bytes; exactly one rule reports it.
enum class UriFlaw : uint8_t {
  none,
  scheme_missing,  // a@example.com
  separator,       // mailto:a@example.com mailto:b@example.com
  reserved,        // mailto:a!b@example.com
  malformed,
};

UriFlaw flaw_of(const records::dmarc::Record& record, const records::dmarc::Uri& uri);

}  // namespace mailauth::diagnosis
