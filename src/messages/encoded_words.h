#pragma once
// Words of other characters than ASCII in a header field (RFC 2047): =?utf-8?q?J=C3=B6rg?=

#include <cstddef>
#include <string>
#include <string_view>

namespace mailauth::messages {

// Of the encoded-word at the beginning of a text; 0: there is none.
std::size_t encoded_word_length(std::string_view text);

// An unfolded text with its encoded-words in UTF-8, for people. Those in other character sets than UTF-8, ISO-8859-1
// and US-ASCII stay as they are. What comes out is any octets: escape it.
std::string decode_encoded_words(std::string_view text);

// One octet of "=C3" (RFC 2045 6.7, RFC 2047 4.2), in either case; -1: these are no two hexadecimal digits.
int octet_of_hex(std::string_view two_digits);

}  // namespace mailauth::messages
