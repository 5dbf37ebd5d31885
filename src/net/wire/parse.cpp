#include "net/wire/parse.h"

#include "dns/wire_data.h"
#include "net/wire/extended_error.h"
#include "net/wire/reader.h"

namespace mailauth::net {
namespace {

constexpr uint16_t type_opt = 41;
constexpr std::size_t soa_numbers = 20;  // octets: five numbers, the minimum last

struct Header {
  uint16_t flags = 0, questions = 0, answers = 0, authority = 0, additional = 0;
};

// What stands before the data of every record, RFC 1035 4.1.3.
struct RecordHeader {
  uint16_t type = 0, record_class = 0;
  uint32_t ttl = 0;
  uint16_t length = 0;

  bool is(dns::Type wanted) const { return type == static_cast<uint16_t>(wanted) && record_class == class_in; }
};

Header read_header(WireReader& reader) {
  Header header;
  reader.u16();  // the id
  for (uint16_t* field : {&header.flags, &header.questions, &header.answers, &header.authority, &header.additional}) {
    *field = reader.u16();
  }
  return header;
}

RecordHeader read_record_header(WireReader& reader) {
  RecordHeader header;
  header.type = reader.u16();
  header.record_class = reader.u16();
  header.ttl = reader.u32();
  header.length = reader.u16();
  return header;
}

void add_name(WireReader& reader, std::string& data, bool& too_long) {
  WireName name;
  reader.name(name);
  too_long = too_long || name.too_long;
  data += name.view();
}

// The data without compression, which only names have; nothing when one of them is too long.
std::optional<std::string> read_names(WireReader& reader, dns::Type type) {
  std::string data;
  bool too_long = false;
  if (type == dns::Type::mx) data += reader.take(2);
  add_name(reader, data, too_long);
  if (type == dns::Type::soa) {
    add_name(reader, data, too_long);
    data += reader.take(soa_numbers);
  }
  if (too_long) return std::nullopt;
  return data;
}

std::optional<dns::Data> read_data(WireReader& reader, dns::Type type, std::size_t length) {
  switch (type) {
    case dns::Type::spf: return dns::decode_data(type, reader.take(length));
    case dns::Type::a:
    case dns::Type::aaaa:
    case dns::Type::txt: {
      std::optional<dns::Data> data = dns::decode_data(type, reader.take(length));
      // A TXT without any string is none (RFC 1035 3.3.14), but spoils no other record.
      if (!data && length > 0) reader.break_off();
      return data;
    }
    case dns::Type::ns:
    case dns::Type::cname:
    case dns::Type::dname:
    case dns::Type::ptr:
    case dns::Type::mx:
    case dns::Type::soa: {
      const std::size_t end = reader.at() + length;
      const std::optional<std::string> data = read_names(reader, type);
      if (reader.at() != end) reader.break_off();
      if (!data || reader.broken()) return std::nullopt;
      return dns::decode_data(type, *data);
    }
  }
  return std::nullopt;
}

void read_answer_record(WireReader& reader, dns::Type wanted, Message& message) {
  WireName owner;
  reader.name(owner);
  const RecordHeader header = read_record_header(reader);
  if (header.is(dns::Type::dname))
    if (std::optional<dns::Name> name = to_name(owner)) message.dname_owners.push_back(*std::move(name));
  const bool is_alias = header.is(dns::Type::cname);
  if (!is_alias && header.type != static_cast<uint16_t>(wanted)) {
    reader.take(header.length);
    message.has_others = true;
    return;
  }
  const dns::Type type = is_alias ? dns::Type::cname : wanted;
  std::optional<dns::Data> data = read_data(reader, type, header.length);
  if (reader.broken()) return;
  std::optional<dns::Name> name = to_name(owner);
  if (!name || !data || header.record_class != class_in) {
    message.unreadable = true;
  } else {
    message.answers.push_back({*std::move(name), type, sane_ttl(header.ttl), *std::move(data)});
  }
}

uint32_t read_minimum(WireReader& reader, std::size_t length) {
  const std::size_t end = reader.at() + length;
  reader.skip_name();
  reader.skip_name();
  reader.take(soa_numbers - sizeof(uint32_t));
  const uint32_t minimum = reader.u32();
  if (reader.at() != end) reader.break_off();
  return minimum;
}

void read_authority_record(WireReader& reader, Message& message) {
  WireName owner;
  reader.name(owner);
  const RecordHeader header = read_record_header(reader);
  Authority record{{}, dns::Type::ns, sane_ttl(header.ttl), 0};
  if (header.is(dns::Type::soa)) {
    record.type = dns::Type::soa;
    record.minimum = read_minimum(reader, header.length);
  } else {
    reader.take(header.length);
  }
  if (record.type == dns::Type::ns && !header.is(dns::Type::ns)) return;
  std::optional<dns::Name> name = to_name(owner);
  if (!name || reader.broken()) return;
  record.owner = *std::move(name);
  message.authority.push_back(std::move(record));
}

// The first Extended DNS Error of the options of EDNS (RFC 6891 6.1.2).
std::optional<std::string> read_error_reason(std::string_view options) {
  WireReader reader(options, 0);
  while (reader.at() < options.size() && !reader.broken()) {
    const uint16_t code = reader.u16();
    const std::string_view option = reader.take(reader.u16());
    if (code == extended_error_option && !reader.broken()) return describe_extended_error(option);
  }
  return std::nullopt;
}

void read_additional_record(WireReader& reader, Message& message) {
  reader.skip_name();
  const RecordHeader header = read_record_header(reader);
  const std::string_view data = reader.take(header.length);
  if (header.type != type_opt || reader.broken()) return;
  message.rcode |= header.ttl >> 24 << 4;  // RFC 6891 6.1.3
  if (message.rcode != 0) message.error_reason = read_error_reason(data);
}

void set_flags(Message& message, unsigned flags) {
  message.response = (flags & 0x8000) != 0;
  message.truncated = (flags & 0x0200) != 0;
  message.authoritative = (flags & 0x0400) != 0;
  message.recursion_available = (flags & 0x0080) != 0;
  message.authenticated = (flags & 0x0020) != 0;  // RFC 4035 3.2.3
  message.rcode = flags & 0x000f;
}

}  // namespace

std::optional<Message> read_message(std::string_view octets, dns::Type type) {
  WireReader reader(octets, 0);
  const Header header = read_header(reader);
  Message message;
  set_flags(message, header.flags);
  if (header.questions > 1) return std::nullopt;  // none: an error code alone
  if (header.questions == 1) {
    reader.skip_name();
    reader.take(4);  // type and class
  }
  // Each record takes octets or breaks the reader, so that these loops end with the message.
  for (unsigned i = 0; i < header.answers && !reader.broken(); ++i) read_answer_record(reader, type, message);
  for (unsigned i = 0; i < header.authority && !reader.broken(); ++i) read_authority_record(reader, message);
  for (unsigned i = 0; i < header.additional && !reader.broken(); ++i) read_additional_record(reader, message);
  if (reader.broken()) return std::nullopt;
  message.has_rest = reader.at() < octets.size();
  return message;
}

}  // namespace mailauth::net
