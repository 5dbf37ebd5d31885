#include "net/wire_reader.h"

#include <algorithm>

namespace mailauth::net {
namespace {

unsigned octet(char c) { return static_cast<unsigned char>(c); }

// Adds a label with its length, or nothing but the mark that it does not fit.
void append(WireName& name, std::string_view label) {
  const std::size_t room = max_wire_name - name.size - (label.empty() ? 0 : 1);  // one octet is the root's
  name.too_long = name.too_long || label.size() + 1 > room;
  if (name.too_long) return;
  name.octets[name.size] = static_cast<char>(label.size());
  std::copy(label.begin(), label.end(), name.octets.data() + name.size + 1);
  name.size += 1 + label.size();
}

}  // namespace

std::optional<dns::Name> to_name(const WireName& name) {
  return name.too_long ? std::nullopt : dns::Name::from_wire(name.view());
}

std::optional<std::string_view> WireReader::label(std::size_t& from, std::size_t& pointer) {
  constexpr unsigned pointer_bits = 0xc0;  // RFC 1035 4.1.4; the two other forms of the first octet are reserved
  const unsigned length = from < message_.size() ? octet(message_[from]) : pointer_bits;
  const bool is_pointer = (length & pointer_bits) == pointer_bits;
  const std::size_t end = from + (is_pointer ? 2 : 1 + length);
  if (end > message_.size() || (!is_pointer && length > dns::max_label_length)) {
    broken_ = true;
    return std::string_view{};
  }
  if (is_pointer) pointer = (length & ~pointer_bits) << 8 | octet(message_[from + 1]);
  const std::string_view text = message_.substr(from + 1, is_pointer ? 0 : length);
  from = end;
  return is_pointer ? std::nullopt : std::optional(text);
}

void WireReader::name(WireName& name) {
  name.size = 0;
  name.too_long = false;
  std::size_t start = at_, pointer = 0;
  std::size_t from = at_;
  for (unsigned pointers = 0; !broken_;) {
    const std::optional<std::string_view> text = label(from, pointer);
    if (pointers == 0) at_ = from;
    if (text) {
      append(name, *text);
      // The rest is not followed, but has to be left behind when it stands here.
      if (text->empty() || (name.too_long && pointers > 0)) return;
    } else {
      if (name.too_long) return;
      broken_ = broken_ || pointer >= start || ++pointers > max_pointers;
      start = from = pointer;
    }
  }
}

void WireReader::skip_name() {
  std::size_t pointer = 0;
  while (!broken_) {
    const std::optional<std::string_view> text = label(at_, pointer);
    if (!text || text->empty()) return;
  }
}

}  // namespace mailauth::net
