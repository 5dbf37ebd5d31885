#pragma once
// A domain name: lower case, without the final dot, "example.com". The root is the empty name.

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::dns {

inline constexpr std::size_t max_label_length = 63;  // octets, RFC 1035 2.3.4
inline constexpr std::size_t max_name_length = 253;  // octets of text without the final dot
inline constexpr std::size_t max_labels = 127;

// In a zone file: does it end with a dot that is not escaped?
bool is_absolute(std::string_view text);

// Bytes that are not letters, digits, "-", "_", "*" or "/" are kept in the escaped form of RFC 1035 5.1
// ("\." and "\DDD"), so that text() can be printed, compared and parsed again.
class Name {
 public:
  Name() = default;  // the root

  // Nothing when a label is empty or a label or the whole is too long.
  static std::optional<Name> parse(std::string_view text);
  // The same for text of a record, in which a backslash is an octet like any other.
  static std::optional<Name> parse_unescaped(std::string_view text);
  // From labels with their lengths in front (RFC 1035 3.1), without compression, up to the end or the root's zero
  // octet. Nothing when a label breaks off or a label or the whole is too long.
  static std::optional<Name> from_wire(std::string_view octets);

  const std::string& text() const { return text_; }
  bool is_root() const { return text_.empty(); }
  std::size_t label_count() const;
  std::vector<std::string_view> labels() const;  // leftmost first, in escaped form

  Name parent() const;                                       // of the root: the root
  Name last_labels(std::size_t count) const;                 // the name made of the rightmost labels
  std::optional<Name> child(std::string_view labels) const;  // "a.b" in front of this; nothing when too long
  bool is_within(const Name& ancestor) const;                // equal to it or below it
  // "a.b" of a.b.example.com within example.com; empty when it is that name itself.
  std::string relative_to(const Name& ancestor) const;

  friend auto operator<=>(const Name&, const Name&) = default;
  friend bool operator==(const Name&, const Name&) = default;

 private:
  std::string text_;
};

// An order in which a name stands directly in front of all names below it, wherever these begin.
struct SubtreeOrder {
  bool operator()(const Name& a, const Name& b) const;
};

// The text() of the parent of the name with this one; it is a part of it.
std::string_view parent_text(std::string_view name);

}  // namespace mailauth::dns
