#include "support/dns_wire.h"

#include <charconv>

namespace mailauth::test {
namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t answer_count = 6, authority_count = 8, additional_count = 10;  // offsets in the header

unsigned read_u16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned>(static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]));
}

// "\." and "\DDD" of Name::text() as octets.
std::string unescape(std::string_view label) {
  std::string octets;
  for (std::size_t at = 0; at < label.size(); ++at) {
    if (label[at] != '\\') {
      octets += label[at];
    } else if (label[at + 1] == '.') {
      octets += label[++at];
    } else {
      unsigned value = 0;
      std::from_chars(label.data() + at + 1, label.data() + at + 4, value);
      octets += static_cast<char>(value);
      at += 3;
    }
  }
  return octets;
}

struct Encode {
  std::string operator()(const dns::Txt& txt) const { return wire_strings(txt); }
  std::string operator()(const dns::Mx& mx) const { return u16(mx.preference) + wire_name(mx.exchange); }
  std::string operator()(const dns::Soa& soa) const {
    return wire_name(soa.primary) + wire_name(soa.mailbox) + u32(soa.serial) + u32(soa.refresh) + u32(soa.retry) +
           u32(soa.expire) + u32(soa.minimum);
  }
  std::string operator()(const dns::Name& name) const { return wire_name(name); }
  std::string operator()(const text::Ip& ip) const {
    return {ip.bytes.begin(), ip.bytes.begin() + (ip.family == text::Ip::Family::v4 ? 4 : 16)};
  }
};

std::string wire_record(const dns::Name& owner, dns::Type type, const std::string& data, uint32_t ttl) {
  return wire_name(owner) + u16(static_cast<unsigned>(type)) + u16(1) + u32(ttl) +
         u16(static_cast<unsigned>(data.size())) + data;
}

}  // namespace

std::optional<Query> parse_query(std::string_view message) {
  Query query;
  std::size_t at = header_size;
  while (at < message.size() && message[at] != 0) at += 1 + static_cast<unsigned char>(message[at]);
  if (at + 5 > message.size()) return std::nullopt;
  const std::optional<dns::Name> name = dns::Name::from_wire(message.substr(header_size, at + 1 - header_size));
  if (!name) return std::nullopt;
  query.id = static_cast<uint16_t>(read_u16(message, 0));
  query.name = *name;
  query.type = static_cast<uint16_t>(read_u16(message, at + 1));
  query.question = message.substr(header_size, at + 5 - header_size);
  query.edns = read_u16(message, additional_count) > 0;
  return query;
}

std::string u16(unsigned value) { return {static_cast<char>(value >> 8), static_cast<char>(value)}; }
std::string u32(uint32_t value) { return u16(value >> 16) + u16(value & 0xffff); }

std::string wire_name(const dns::Name& name) {
  std::string octets;
  for (const std::string_view label : name.labels()) {
    const std::string plain = unescape(label);
    octets += static_cast<char>(plain.size());
    octets += plain;
  }
  return octets + '\0';
}

std::string wire_strings(const dns::Txt& txt) {
  std::string octets;
  for (const std::string& string : txt.strings) octets += static_cast<char>(string.size()) + string;
  return octets;
}

std::string wire_data(const dns::Data& data) { return std::visit(Encode{}, data); }

Message::Message(const Query& query, uint16_t flags, unsigned rcode)
    : bytes_(u16(query.id) + u16(flags | rcode) + u16(1) + u16(0) + u16(0) + u16(0) + query.question) {}

Message& Message::answer(const dns::Name& owner, dns::Type type, const std::string& data, uint32_t ttl) {
  return raw(wire_record(owner, type, data, ttl));
}

Message& Message::authority(const dns::Name& owner, dns::Type type, const std::string& data, uint32_t ttl) {
  bytes_ += wire_record(owner, type, data, ttl);
  count(authority_count);
  return *this;
}

Message& Message::raw(std::string_view octets) {
  bytes_ += octets;
  count(answer_count);
  return *this;
}

void Message::count(std::size_t at) { bytes_.replace(at, 2, u16(read_u16(bytes_, at) + 1)); }

}  // namespace mailauth::test
