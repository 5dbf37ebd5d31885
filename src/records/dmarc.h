#pragma once
// A DMARC policy record (RFC 9989 4.7 and 4.8; RFC 7489 6.3 for the older receivers):
//
//     v=DMARC1; p=reject; sp=quarantine; rua=mailto:dmarc@example.com; adkim=s

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/tag_list.h"
#include "text/source.h"

namespace mailauth::records::dmarc {

enum class Policy : uint8_t { none, quarantine, reject };  // in order of strength
enum class Alignment : uint8_t { relaxed, strict };
enum class PublicSuffix : uint8_t { yes, no, unknown };  // psd=

std::string_view to_string(Policy policy);
std::string_view to_string(Alignment alignment);
std::optional<Policy> parse_policy(std::string_view value);  // ignores case, as the ABNF does

// One item of a rua= or ruf= list.
struct Uri {
  text::Span span;           // without the white space around it
  text::Span scheme;         // "mailto"; empty when there is no ':'
  text::Span address;        // "dmarc@example.com"; empty when the scheme is not mailto
  text::Span domain;         // of the address: what follows its last '@', as far as it looks like a host name
  text::Span size;           // "10m" after '!', obsolete
  bool well_formed = false;  // a mailto URI that a report can be sent to (RFC 6068 2, RFC 5321 4.1.2)
};

using records::SwallowedTag;

// An optional is empty when the tag is missing or its value is no word of the grammar; the Tag still
// has the bytes. Where a tag occurs twice the last one counts, as receivers do (measured).
struct Record {
  text::Source source;
  TagList list;
  std::vector<SwallowedTag> swallowed;
  std::optional<Policy> p, sp, np;
  std::optional<Alignment> adkim, aspf;
  std::optional<unsigned> pct;
  std::optional<bool> testing;  // t=
  std::optional<PublicSuffix> psd;
  std::vector<Uri> rua, ruf;

  std::string_view text(text::Span span) const { return source.at(span); }
  const Tag* find(std::string_view name) const;  // the last one with '='; names ignore case
};

Record parse(text::Source source);

// Every tag name of RFC 9989 4.7, and the historic ones of RFC 7489 (pct, rf, ri).
bool is_known_tag(std::string_view name);
bool is_historic_tag(std::string_view name);

// Does a receiver keep this TXT as a DMARC record? Its first tag is exactly v=DMARC1 (RFC 9989 4.10 step 2).
bool is_dmarc(const Record& record);
bool is_dmarc(const text::Source& source);  // the same of parse(source)
// Was it meant to be one, whether it is or not? The version is mistyped or not first, or the tags look like DMARC's.
bool resembles_dmarc(const Record& record);

// What receivers apply to mail from the domain itself: p; none when p is missing or p, sp or np is no
// policy but there is a usable rua (RFC 9989 4.10.1); nothing when the record has no effect at all.
std::optional<Policy> effective_policy(const Record& record);
// The same for its existing subdomains (sp, else p) and for names that do not exist (np, else sp, else p).
std::optional<Policy> effective_subdomain_policy(const Record& record);
std::optional<Policy> effective_nonexistent_policy(const Record& record);
// t=y asks RFC 9989 receivers to apply one level less.
Policy one_level_lower(Policy policy);

std::string dump(const Record& record);  // for tests: one line that shows the whole model

}  // namespace mailauth::records::dmarc
