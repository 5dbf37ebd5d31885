#include "net/wire/reader.h"

#include <algorithm>

namespace mailauth::net {
namespace {

unsigned octet(char c) { return static_cast<unsigned char>(c); }

constexpr unsigned pointer_bits = 0xc0;  // RFC 1035 4.1.4; the two other forms of the first octet are reserved

// How many octets a label or a pointer has, of which the first is given.
std::size_t length_from(unsigned first) { return first >= pointer_bits ? 2 : 1 + first; }

// Adds a label with its length in front, or nothing but the mark that it does not fit.
void append(WireName& name, std::string_view label) {
  const bool is_root = label.size() == 1;
  const std::size_t room = max_wire_name - name.size - (is_root ? 0 : 1);  // one octet is the root's
  name.too_long = name.too_long || label.size() > room;
  if (name.too_long) return;
  std::copy(label.begin(), label.end(), name.octets.data() + name.size);
  name.size += label.size();
}

}  // namespace

std::optional<dns::Name> to_name(const WireName& name) {
  return name.too_long ? std::nullopt : dns::Name::from_wire(name.view());
}

// That of a label or a pointer, all of which is there; where it is not, the message is broken, and the name ends.
unsigned WireReader::first_octet(std::size_t at) {
  const unsigned first = at < message_.size() ? octet(message_[at]) : 0;
  const bool is_reserved = first > dns::max_label_length && first < pointer_bits;
  broken_ = broken_ || is_reserved || at + length_from(first) > message_.size();
  return broken_ ? 0 : first;
}

void WireReader::name(WireName& name) {
  name.size = 0;
  name.too_long = false;
  std::size_t from = at_, start = at_;  // `start`: of the labels since the last pointer
  for (unsigned pointers = 0; !broken_;) {
    const unsigned first = first_octet(from);
    if (broken_) return;
    const std::string_view octets = message_.substr(from, length_from(first));
    from += octets.size();
    if (pointers == 0) at_ = from;
    if (first < pointer_bits) {
      append(name, octets);
      // The rest is not followed, but has to be left behind when it stands here.
      if (first == 0 || (name.too_long && pointers > 0)) return;
    } else {
      if (name.too_long) return;
      from = (first & ~pointer_bits) << 8 | octet(octets[1]);
      broken_ = from >= start || ++pointers > max_pointers;
      start = from;
    }
  }
}

void WireReader::skip_name() {
  for (unsigned first = 1; first != 0 && first < pointer_bits && !broken_;) {
    first = first_octet(at_);
    if (!broken_) at_ += length_from(first);
  }
}

}  // namespace mailauth::net
