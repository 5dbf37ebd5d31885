#pragma once
// The parts of a message with attachments (RFC 2045, 2046), as far as is needed to find one in it: spans of the text,
// and what is in them decoded.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::messages {

inline constexpr std::size_t max_mime_parts = 1000;  // of a message
inline constexpr std::size_t max_mime_depth = 10;    // multiparts in one another

enum class TransferEncoding : uint8_t { none, base64, quoted_printable };  // RFC 2045 6; one that is not known is none

// A part that is no multipart.
struct MimePart {
  std::string type;       // "message/rfc822", lower case; "text/plain" when nothing is said
  std::string file_name;  // "report.eml": of Content-Disposition, else of Content-Type; as typed
  TransferEncoding encoding = TransferEncoding::none;
  std::size_t begin = 0, end = 0;  // of its body in the text
};

// In their order; a message that is no multipart is one part. What a boundary does not end, the text ends.
std::vector<MimePart> mime_parts(std::string_view message);

// Octets that are no base64 or quoted-printable end it or stay as they are: there is always a result, at most as long.
std::string decoded(std::string_view body, TransferEncoding encoding);

}  // namespace mailauth::messages
