#pragma once
// From, To, Reply-To: the mailboxes of an address list (RFC 5322 3.4, with the obsolete forms of 4.4), as a receiver
// reads it who wants to deliver:
//
//     "Example, Inc." <news@example.com>, bob@example.net (Bob), Team: a@example.org;
//
// Reading is total: what is outside of the grammar is a fault, and the addresses around it are found all the same.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::messages {

inline constexpr std::size_t max_mailboxes = 1000;  // what follows is not read
inline constexpr std::size_t max_address_faults = 100;

// Spans of the value. Each part may have comments and blanks in it (4.4); what is not there is empty, at its place.
struct Mailbox {
  text::Span whole;
  text::Span display_name;  // as typed, with quotes; without one, what is in a comment behind the address
  text::Span local_part;
  text::Span domain;  // or a domain-literal, with its brackets
};

struct AddressFault {
  enum class What : uint8_t {
    unclosed_comment,  // (
    unclosed_quote,    // "
    unclosed_literal,  // [
    unclosed_bracket,  // <
    unquoted_special,  // in a display name: a@example.com <b@example.com>
    missing_brackets,  // Alice alice@example.com
    missing_comma,     // a@example.com b@example.com
    two_at_signs,      // a@b@example.com: the domain is behind the last one
    no_domain,         // Alice
    no_local_part,     // <@example.com>
    unexpected,        // what stands behind an address
    stray_semicolon,   // a@example.com; b@example.com
    too_many,          // more than max_mailboxes
  };
  text::Span span;
  What what;
};

struct AddressList {
  std::vector<Mailbox> mailboxes;
  std::vector<text::Span> groups;  // their names
  std::vector<AddressFault> faults;
};

// Of an unfolded value.
AddressList parse_addresses(std::string_view value);

// "example.com" of the domain "example . com (a comment)"; as typed otherwise.
std::string domain_of(std::string_view value, const Mailbox& mailbox);

// The display name for people, in UTF-8: without its quotes, encoded-words decoded. What comes out is any octets:
// escape it.
std::string decoded_display_name(std::string_view value, const Mailbox& mailbox);

}  // namespace mailauth::messages
