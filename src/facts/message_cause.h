#pragma once
// Why a signature fails: what was done to the message after it was signed. Each change that is named here is proven:
// the message without it has the digest that was signed. What cannot be proven is a change that is not known.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "facts/message.h"

namespace mailauth::facts {

// The search is bounded by its work, so that it comes to the same result on every machine; all of it takes less than a
// second.
inline constexpr std::size_t max_candidates = 20'000;           // headers that are tried on an RSA signature
inline constexpr std::size_t max_verified = 2'000;              // and on one of Ed25519, that gives no digest back
inline constexpr std::size_t max_header_octets = 64UL << 20U;   // hashed for headers
inline constexpr std::size_t max_body_octets = 160UL << 20U;    // and for bodies
inline constexpr std::size_t max_body_digests = 150'000;        // of beginnings of the body, and parts of it
inline constexpr std::size_t max_top_body_octets = 1UL << 20U;  // of bodies in which more than the end is looked at

enum class Change : uint8_t {
  // of the header
  field_added,          // a field that h= names, or another one of that name
  field_removed,        // `was` is what it said
  fields_reordered,     // several of one name
  text_added,           // "[users] ", "Re: ", "***SPAM***" before or behind the text: FieldChange::added
  from_rewritten,       // "Alice via users <users@lists.example.net>"
  replaced,             // its old value stands in another field
  refolded,             // only blanks and line ends are others
  name_respelled,       // "Message-Id" for "Message-ID"
  encoded_again,        // encoded-words were decoded, or made anew (RFC 2047)
  requoted,             // quotes around a display name, angle brackets, blanks after commas
  content_type,         // another boundary, other quotes around a parameter
  transfer_encoding,    // Content-Transfer-Encoding
  message_id_replaced,  //
  date_rewritten,       // the same time, written in another way
  // of the body
  text_appended,   // behind the end
  text_on_top,     // before the beginning
  text_inserted,   // in between
  part_added,      // one of MIME
  wrapped,         // the message became a part of one with several
  body_encoded,    // 8bit became quoted-printable or base64
  lines_doubled,   // CRLF CRLF or CR CR LF for CRLF
  from_quoted,     // ">From "
  dots_stuffed,    // ".." for "." (RFC 5321 4.5.2), or one lost
  blanks_changed,  // at the ends of lines, tabs
  lines_split,     // long ones
  // of either: it was hashed with the canonicalization that c= does not name, or with an end that the RFC does not have
  other_canonicalization,
};
std::string_view to_string(Change change);  // "text_added"

struct FieldChange {
  Change what = Change::replaced;
  const messages::Field* field = nullptr;  // null: it is gone
  std::string name;                        // as written; of all fields at once: empty
  std::string
      was;  // the value when it was signed, unfolded, without blanks at its ends; of a field that was added empty
  std::string added;  // text_added: what was added
  text::Span span;    // in Message::octets, for a caret: what was added, else the value; empty when it is gone
};

struct BodyChange {
  Change what = Change::text_appended;
  text::Span span;              // in Message::octets: what was added; else, of the whole body
  std::size_t lines_kept = 0;   // text_appended: of the canonical body, those that are as signed
  std::size_t lines_added = 0;  // of the text that was added
};

struct Cause {
  // An RSA signature gives back what was signed when it was made with this key, and else garbage.
  enum class Key : uint8_t {
    unknown,  // Ed25519, which tells nothing unless a change is found
    right,
    other,  // it was made with another key, or b= was damaged
  };
  Key key = Key::unknown;
  bool body_changed = false;
  bool header_changed = false;           // false when another key made it: nothing is known of the header then
  std::vector<FieldChange> header = {};  // one or two, or that of all fields; empty: what was changed is unknown
  std::vector<BodyChange> body = {};     // in the order in which they are undone; empty: unknown
  // c= has simple, and the changes that were found would not have mattered for relaxed.
  bool relaxed_would_pass = false;
  // What was done to find it.
  std::size_t candidates = 0, verified = 0, header_octets = 0, body_octets = 0, body_digests = 0;
};

enum class Search : uint8_t {
  whole,
  none,  // only whether it is the body, the header or the key
};
// Of a signature whose result is `fail`; of others it says nothing.
Cause find_cause(const MessageFacts& facts, const Signature& signature, Search search = Search::whole);

// The same of each signature, in their order; of those that do not fail it is empty. Half of the work that one search
// may cost is enough for the first ones: of the others behind them no change is searched for. Searched for once, and
// kept with the facts.
const std::vector<Cause>& causes_of(const MessageFacts& facts);

}  // namespace mailauth::facts
