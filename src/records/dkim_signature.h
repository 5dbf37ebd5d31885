#pragma once
// The tags of a DKIM-Signature field (RFC 6376 3.5), and of the two fields of ARC that are made like it (RFC
// 8617 4.1.2, 4.1.3). Parsing is total: what is wrong is a Fault, and the rest is read all the same.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/tag_list.h"
#include "text/source.h"

namespace mailauth::records::dkim_signature {

enum class FieldKind : uint8_t { dkim, arc_message_signature, arc_seal };
enum class Algorithm : uint8_t { unknown, rsa_sha1, rsa_sha256, ed25519_sha256 };
enum class Canonicalization : uint8_t { simple, relaxed };
enum class ChainValidation : uint8_t { unknown, none, pass, fail };  // cv= of a seal

std::string_view to_string(FieldKind kind);       // "DKIM-Signature"
std::string_view to_string(Algorithm algorithm);  // "rsa-sha256"

inline constexpr std::size_t max_signed_names = 1000;  // of h=: what follows is a fault
inline constexpr unsigned max_instance = 50;           // RFC 8617 4.2.1

// Why a verifier cannot use it (RFC 6376 6.1.1: PERMFAIL).
struct Fault {
  text::Span span;
  std::string message;  // "a= is missing"
  std::string advice;   // for the caret: "write rsa-sha256 here"
};

// An optional is empty when the tag is missing.
struct Record {
  FieldKind kind = FieldKind::dkim;
  text::Source source;  // the value of the field, unfolded
  TagList list;
  std::vector<Fault> faults;  // in the order of the text; those of missing tags last

  std::optional<text::Span> a, b, bh, c, d, h, i, l, q, s, t, v, x;  // values
  Algorithm algorithm = Algorithm::unknown;
  Canonicalization header = Canonicalization::simple, body = Canonicalization::simple;
  std::vector<uint8_t> signature;         // b=
  std::vector<uint8_t> body_hash;         // bh=
  std::vector<text::Span> signed_names;   // h=, without blanks around them; an empty one stands for no field
  std::optional<uint64_t> body_length;    // l=: octets of the canonical body
  std::optional<uint64_t> time, expires;  // t=, x=: seconds since 1970
  std::string domain;                     // d= as written
  std::string selector;                   // s=
  std::string identity_domain;            // of i=, as written; d= when there is none
  unsigned instance = 0;                  // i= of ARC; 0: none that can be used
  ChainValidation chain = ChainValidation::unknown;

  std::string_view text(text::Span span) const { return source.at(span); }
  bool signs(std::string_view field_name) const;  // does h= name it?
};

Record parse(FieldKind kind, text::Source value);

}  // namespace mailauth::records::dkim_signature
