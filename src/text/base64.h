#pragma once
// Base64 of RFC 4648 section 4, with the folding white space that RFC 6376 3.2 allows inside.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::text {

struct Base64 {
  std::vector<uint8_t> bytes;     // what could be decoded, up to the first fault
  std::optional<uint32_t> fault;  // offset of the first byte that does not belong, or the end when padding is wrong
  bool has_blanks = false;
};

Base64 decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);
std::string encode_base64(const std::vector<uint8_t>& bytes);

}  // namespace mailauth::text
