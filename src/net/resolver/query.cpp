#include "net/resolver/query.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "net/wire/parse.h"
#include "text/ascii.h"

namespace mailauth::net {
namespace {

// RD, and AD: we understand AD in the answer (RFC 6840 5.7). One question, one additional record.
constexpr std::string_view header("\0\0\x01\x20\0\1\0\0\0\0\0\1", header_size);
constexpr std::string_view opt("\0\0\x29\x04\xd0\0\0\0\0\0\0", 11);  // EDNS 0, 1,232 octets, no options
constexpr std::size_t flags_at = 2, questions_at = 4, additional_at = 10;
constexpr unsigned qr_and_opcode = 0xf8, is_query_response = 0x80;  // RFC 1035 4.1.1
constexpr unsigned rcode_bits = 0x0f;

void append(Query& query, std::string_view octets) {
  std::memcpy(query.octets.data() + query.size, octets.data(), octets.size());
  query.size = static_cast<uint16_t>(query.size + octets.size());
}

void append_u16(Query& query, uint16_t value) {
  query.octets[query.size++] = static_cast<char>(value >> 8);
  query.octets[query.size++] = static_cast<char>(value);
}

// The octet at the front of a name's text, whose escapes are "\." and "\DDD" (see Name).
char take_octet(std::string_view& text) {
  std::size_t length = 1;
  char octet = text.front();
  if (octet == '\\' && text[1] == '.') {
    length = 2;
    octet = '.';
  } else if (octet == '\\') {
    length = 4;
    unsigned value = 0;
    std::from_chars(text.data() + 1, text.data() + length, value);
    octet = static_cast<char>(value);
  }
  text.remove_prefix(length);
  return octet;
}

// A letter in upper or lower case, by chance: 16 letters to a fetch.
class MixedCase {
 public:
  explicit MixedCase(RandomBits& random) : random_(random) {}

  char operator()(char c) {
    if (c < 'a' || c > 'z') return c;
    if (left_ == 0) {
      bits_ = random_.next();
      left_ = 16;
    }
    const bool upper = (bits_ >> --left_ & 1) != 0;
    return upper ? static_cast<char>(c - ('a' - 'A')) : c;
  }

 private:
  RandomBits& random_;
  unsigned bits_ = 0, left_ = 0;
};

void append_name(Query& query, std::string_view text, RandomBits& random) {
  MixedCase mixed_case(random);
  char* to = query.octets.data() + query.size;
  char* label = to++;
  while (!text.empty()) {
    if (text.front() == '.') {
      *label = static_cast<char>(to - label - 1);
      label = to++;
      text.remove_prefix(1);
    } else {
      *to = mixed_case(take_octet(text));
      query.has_capitals = query.has_capitals || (*to >= 'A' && *to <= 'Z');
      ++to;
    }
  }
  *label = static_cast<char>(to - label - 1);
  if (*label != 0) *to++ = 0;
  query.size = static_cast<uint16_t>(to - query.octets.data());
}

}  // namespace

void encode(const dns::Question& question, RandomBits& random, Query& query) {
  query.size = 0;
  query.has_capitals = false;
  append(query, header);
  append_name(query, question.name.text(), random);
  append_u16(query, static_cast<uint16_t>(question.type));
  append_u16(query, class_in);
  append(query, opt);
  query.has_edns = true;
}

void drop_edns(Query& query) {
  query.size = static_cast<uint16_t>(query.size - opt.size());
  query.octets[additional_at + 1] = 0;
  query.has_edns = false;
}

void set_id(Query& query, uint16_t id) {
  query.octets[0] = static_cast<char>(id >> 8);
  query.octets[1] = static_cast<char>(id);
}

uint16_t id_of(std::string_view message) {
  return static_cast<uint16_t>(static_cast<unsigned char>(message[0]) << 8 | static_cast<unsigned char>(message[1]));
}

Match match(const Query& query, std::string_view message) {
  if (message.size() < header_size) return Match::none;
  const auto octet = [message](std::size_t at) { return static_cast<unsigned char>(message[at]); };
  if ((octet(flags_at) & qr_and_opcode) != is_query_response) return Match::none;
  const bool is_error = (octet(flags_at + 1) & rcode_bits) != 0;
  if (message.size() == header_size && is_error) return Match::bare_error;
  const std::size_t size = query.size - header_size - (query.has_edns ? opt.size() : 0);
  const bool has_one_question = message.substr(questions_at, 2) == header.substr(questions_at, 2);
  if (!has_one_question || message.size() < header_size + size) return Match::none;
  const std::string_view asked = query.view().substr(header_size, size);
  const std::string_view answered = message.substr(header_size, size);
  if (asked == answered) return Match::exact;
  return text::equals_ignoring_case(asked, answered) ? Match::in_another_case : Match::none;
}

}  // namespace mailauth::net
