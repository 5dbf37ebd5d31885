#pragma once
// An SPF record (RFC 7208 3 and 12):
//
//     v=spf1 ip4:192.0.2.0/24 include:_spf.example.net a:mail.%{d}//64 ~all exp=why.example.com
//
// The parser is total: a term that breaks the grammar is a Term with a Flaw. Whether receivers
// answer permerror for it is said by is_valid().

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/spf_macro.h"
#include "text/ip.h"
#include "text/source.h"
#include "text/worked_out.h"

namespace mailauth::records::spf {

enum class Qualifier : uint8_t { pass, fail, softfail, neutral };  // + - ~ ?
enum class Kind : uint8_t { all, include, a, mx, ptr, ip4, ip6, exists, redirect, exp, other_modifier, unknown };

std::string_view to_string(Kind kind);            // the name in the grammar; "modifier" and "unknown" for the last two
std::string_view to_string(Qualifier qualifier);  // "pass", "fail", ...
bool is_mechanism(Kind kind);
bool needs_lookup(Kind kind);  // include, a, mx, ptr, exists, redirect: RFC 7208 4.6.4

// In which way a term departs from RFC 7208 section 12. The first one found.
enum class Flaw : uint8_t {
  none,
  unknown_mechanism,  // ipv4:192.0.2.1, 192.0.2.1, - (a bare qualifier), "quoted
  separator,          // redirect:x, exp:x ('=' belongs there)
  missing_value,      // include: ip4: exists redirect=
  unexpected_value,   // all:x, and all/24
  domain,             // the domain-spec does not end in a top label or macro: a:192.0.2.1, include:localhost
  macro,              // %{x}, %(d), a lone %
  address,            // ip4:192.0.2, ip4:mail.example.com, ip6:192.0.2.1
  prefix,             // /33, /024, a/64 (an IPv6 length needs //), include:x/24
};

// What a term lacks is an empty span at the place where it would be. Of an unknown term the value is all that follows.
struct Term {
  Kind kind = Kind::unknown;
  Flaw flaw = Flaw::none;
  Qualifier qualifier = Qualifier::pass;
  text::Span span;       // the whole term
  text::Span sign;       // the qualifier's character; empty when there is none
  text::Span name;       // "ip4"
  text::Span separator;  // ':' or '='; empty when there is none
  text::Span value;      // between the separator and a prefix length: a domain-spec or an address
  text::Span prefix;     // "24" of /24; for an ip6 "64"; with the bytes of a malformed one
  text::Span prefix6;    // "64" of //64 in a dual-cidr-length
  text::Span flawed;     // the bytes the flaw is about, a prefix length with its slashes; empty without a flaw
  std::optional<text::Network> network;  // of a well-formed ip4 or ip6
  std::optional<uint8_t> prefix_length;  // of a well-formed a, mx, ip4, ip6
  std::optional<uint8_t> prefix6_length;
};

inline constexpr std::size_t max_terms = 512;  // what follows is one last unknown term

struct Record {
  text::Source source;
  text::Span version;  // "v=spf1", or from the beginning what was meant as it: "v=spf1;", a quote and "v=spf1"
  std::vector<Term> terms;
  text::WorkedOut worked_out = {};

  std::string_view text(text::Span span) const { return source.at(span); }
  const Term* first(Kind kind) const;  // nullptr when there is none
};

// Would a receiver select this TXT as SPF? "v=spf1", in any case, and then a space or the end (RFC 7208 4.5).
bool is_spf(std::string_view text);
// Was it meant to be SPF, whether it is or not? "v:spf1", "v=spf1;", "spf1 ...", "v=sfp1", a leading blank or quote ...
bool resembles_spf(std::string_view text);

// Of any text: what is not a version and terms is kept as terms. Meant for text that is_spf() or resembles_spf().
Record parse(text::Source source);
// No syntax error anywhere (RFC 7208 4.6), and redirect and exp at most once (section 6).
bool is_valid(const Record& record);

// The name that a term's domain-spec means at `domain` when it has no macro but %{d}-like ones that are
// known without a message (d, and %% %_ %-); nothing when it depends on the message. A term without a
// value (a, mx, ptr) means `domain` itself.
std::optional<std::string> target(const Record& record, const Term& term, std::string_view domain);
// The same with a message at hand, which gives macros their values.
std::optional<std::string> target(const Record& record, const Term& term, std::string_view domain,
                                  const MacroValue& value);

std::string dump(const Record& record);  // for tests: "+ip4{192.0.2.0/24} include{_spf.example.net} ~all"

}  // namespace mailauth::records::spf
