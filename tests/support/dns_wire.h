#pragma once
// DNS messages octet by octet, for servers that do what no library would let them do.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dns/answer.h"

namespace mailauth::test {

// What a server reads of a question.
struct Query {
  uint16_t id = 0;
  dns::Name name;
  uint16_t type = 0;
  std::string question;  // the octets of the question section
  bool edns = false;     // an OPT stands behind it
  bool over_tcp = false;
};
std::optional<Query> parse_query(std::string_view message);

// Header flags, RFC 1035 4.1.1 and RFC 4035 3.2.3.
inline constexpr uint16_t qr = 0x8000, aa = 0x0400, tc = 0x0200, rd = 0x0100, ra = 0x0080, ad = 0x0020;

std::string u16(unsigned value);
std::string u32(uint32_t value);
std::string wire_name(const dns::Name& name);  // not compressed
std::string wire_data(const dns::Data& data);
std::string wire_strings(const dns::Txt& txt);

// A message grows record by record; the counts in the header follow.
class Message {
 public:
  explicit Message(const Query& query, uint16_t flags = qr | rd | ra, unsigned rcode = 0);

  Message& answer(const dns::Name& owner, dns::Type type, const std::string& data, uint32_t ttl = 300);
  Message& authority(const dns::Name& owner, dns::Type type, const std::string& data, uint32_t ttl = 300);
  Message& raw(std::string_view octets);  // behind everything, counted as one answer
  const std::string& bytes() const { return bytes_; }

 private:
  void count(std::size_t at);
  std::string bytes_;
};

}  // namespace mailauth::test
