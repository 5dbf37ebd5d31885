#include "dns/wire_data.h"

#include <algorithm>

namespace mailauth::dns {
namespace {

// Takes bytes from the front; once there are too few, everything else is missing too.
struct Bytes {
  std::string_view rest;
  bool broken = false;

  std::string_view take(std::size_t count) {
    if (count > rest.size()) {
      broken = true;
      count = rest.size();
    }
    const std::string_view taken = rest.substr(0, count);
    rest.remove_prefix(count);
    return taken;
  }
  uint32_t take_number(std::size_t width) {
    uint32_t value = 0;
    for (const char byte : take(width)) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }
  std::string_view take_string() { return take(take_number(1)); }
};

// Up to the root's zero octet.
Name take_name(Bytes& bytes) {
  const std::string_view whole = bytes.rest;
  std::size_t size = 0;
  while (!bytes.broken) {
    const uint32_t length = bytes.take_number(1);
    if (length == 0) break;
    if (length > max_label_length) bytes.broken = true;  // or a pointer of compression
    bytes.take(length);
    size += 1 + length;
  }
  std::optional<Name> name = bytes.broken ? std::nullopt : Name::from_wire(whole.substr(0, size));
  if (!name) bytes.broken = true;
  return name.value_or(Name());
}

text::Ip take_address(Bytes& bytes, text::Ip::Family family) {
  text::Ip ip{family, {}};
  const std::string_view octets = bytes.take(family == text::Ip::Family::v4 ? 4 : 16);
  std::copy(octets.begin(), octets.end(), ip.bytes.begin());
  return ip;
}

Txt take_txt(Bytes& bytes) {
  Txt txt;
  do {
    txt.strings.emplace_back(bytes.take_string());
  } while (!bytes.rest.empty() && !bytes.broken);
  return txt;
}

Soa take_soa(Bytes& bytes) {
  Soa soa;
  soa.primary = take_name(bytes);
  soa.mailbox = take_name(bytes);
  for (uint32_t* field : {&soa.serial, &soa.refresh, &soa.retry, &soa.expire, &soa.minimum}) {
    *field = bytes.take_number(4);
  }
  return soa;
}

Mx take_mx(Bytes& bytes) {
  Mx mx;
  mx.preference = static_cast<uint16_t>(bytes.take_number(2));
  mx.exchange = take_name(bytes);
  return mx;
}

Data take_data(Bytes& bytes, Type type) {
  switch (type) {
    case Type::a: return take_address(bytes, text::Ip::Family::v4);
    case Type::aaaa: return take_address(bytes, text::Ip::Family::v6);
    case Type::ns:
    case Type::cname:
    case Type::dname:
    case Type::ptr: return take_name(bytes);
    case Type::mx: return take_mx(bytes);
    case Type::soa: return take_soa(bytes);
    case Type::spf:
    case Type::txt: return take_txt(bytes);
  }
  bytes.broken = true;
  return Txt{};
}

}  // namespace

std::optional<Data> decode_data(Type type, std::string_view rdata) {
  Bytes bytes{rdata};
  Data data = take_data(bytes, type);
  if (bytes.broken || !bytes.rest.empty()) return std::nullopt;
  return data;
}

}  // namespace mailauth::dns
