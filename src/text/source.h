#pragma once
// Text that findings can point into: the published bytes of one record, and spans of them.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::text {

// The bytes [begin, end) of a Source. Empty spans are allowed: they point between two bytes,
// at the place where something is missing.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool empty() const { return begin == end; }
  uint32_t length() const { return end - begin; }
  bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  friend bool operator==(Span, Span) = default;
};

// A place in a file that a person edits. Line and column count from 1; the column counts bytes.
struct Position {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

// From `offset` of a text on, its bytes stand one after another in a file, beginning here: up to the next anchor.
// An escape in the file, which is longer than what it says, ends such a run.
struct Anchor {
  uint32_t offset = 0;
  uint32_t line = 0;
  uint32_t column = 0;

  friend bool operator==(const Anchor&, const Anchor&) = default;
};

// Where a record was read, when it was read from a file and not from the DNS.
struct Place {
  Position begin;           // of its data; in a zone file the first word after the type
  std::string within = {};  // what people call the place: "aws_route53_record.spf", "/Resources/Spf"; may be empty
  std::vector<Anchor> anchors = {};  // where the bytes of its text stand, by offset; empty: only `begin` is known
  bool in_plan = false;  // in a file that is made anew each time: people look for `within`, and not for the line

  friend bool operator==(const Place&, const Place&) = default;
};

// One record as it was published: its name and type for people, and its bytes. The strings of a
// TXT record are joined without anything between them (RFC 7208 3.3, RFC 6376 3.6.2.2); `joints`
// keeps the offsets at which one string ended and the next began.
struct Source {
  std::string where;  // "_dmarc.example.com TXT"
  std::string text;
  std::vector<uint32_t> joints;
  std::shared_ptr<const Place> place;  // null unless it was read from a file

  // The bytes of a span, cut to what is there.
  std::string_view at(Span span) const;
  Span whole() const { return {0, static_cast<uint32_t>(text.size())}; }
  friend bool operator==(const Source& a, const Source& b);  // and in the same place
};

// Where a byte of the text stands in the file; an offset up to the text's size. The source has a place.
Position position_of(const Source& source, uint32_t offset);

}  // namespace mailauth::text
