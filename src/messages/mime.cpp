#include "messages/mime.h"

#include <algorithm>
#include <optional>

#include "messages/encoded_words.h"
#include "messages/message.h"
#include "messages/structured/tokens.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::messages {

namespace {

std::size_t end_of_line(std::string_view text, std::size_t begin) {
  const std::size_t end = text.find('\n', begin);
  return end == std::string_view::npos ? text.size() : end + 1;
}

// Where the body begins: behind the first empty line.
std::size_t end_of_header(std::string_view entity) {
  std::size_t at = 0;
  while (at < entity.size()) {
    const std::size_t next = end_of_line(entity, at);
    const bool is_empty = without_line_end(entity.substr(at, next - at)).empty();
    at = next;
    if (is_empty) break;
  }
  return at;
}

// "multipart/mixed; boundary="a b"" (RFC 2045 5.1)
struct Parameterized {
  std::string first;  // "multipart/mixed", lower case
  std::string value;  // all of it

  std::string value_of(std::string_view parameter) const;
};

std::string plain(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (text[at] == '\\' && at + 2 < text.size()) ++at;
    out += text[at];
  }
  return out;
}

std::string Parameterized::value_of(std::string_view parameter) const {
  const std::vector<Piece> pieces = pieces_of(value);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string_view piece = at(value, pieces[i].span);
    const std::size_t equals = piece.find('=');
    const bool is_apart = equals == std::string_view::npos;  // "boundary = x"
    if (!text::equals_ignoring_case(piece.substr(0, equals), parameter)) continue;
    if (is_apart && (i + 1 == pieces.size() || !at(value, pieces[i + 1].span).starts_with('='))) continue;
    if (is_apart) piece = at(value, pieces[++i].span);
    piece.remove_prefix(piece.find('=') + 1);
    if (piece.empty() && i + 1 < pieces.size() && pieces[i + 1].kind == Piece::Kind::text)
      piece = at(value, pieces[i + 1].span);
    return plain(piece);
  }
  return {};
}

Parameterized field_of(const Message& header, std::string_view name) {
  const Field* field = first_field(header, name);
  if (field == nullptr) return {};
  Parameterized read{.first = {}, .value = unfolded_value(header, *field).text};
  for (const Piece& piece : pieces_of(read.value)) {
    if (piece.kind == Piece::Kind::comment) continue;
    if (piece.kind == Piece::Kind::text) read.first = text::to_lower(at(read.value, piece.span));
    break;
  }
  return read;
}

TransferEncoding encoding_of(std::string_view word) {
  if (word == "base64") return TransferEncoding::base64;
  return word == "quoted-printable" ? TransferEncoding::quoted_printable : TransferEncoding::none;
}

class MimeReader {
 public:
  explicit MimeReader(std::string_view text) : text_(text) {}

  std::vector<MimePart> read() {
    read_entity(0, text_.size(), "text/plain", 0);
    return std::move(parts_);
  }

 private:
  void read_entity(std::size_t begin, std::size_t end, std::string_view usual_type, std::size_t depth) {
    if (parts_.size() >= max_mime_parts) return;
    const std::string_view entity = text_.substr(begin, end - begin);
    const std::size_t body = begin + end_of_header(entity);
    const Message header = parse(std::string(entity.substr(0, std::min(body - begin, max_header_bytes))), {});
    const Parameterized type = field_of(header, "Content-Type");
    const std::string boundary = type.first.starts_with("multipart/") ? type.value_of("boundary") : "";
    if (!boundary.empty() && depth < max_mime_depth)
      return read_multipart(body, end, boundary, type.first == "multipart/digest" ? "message/rfc822" : "text/plain",
                            depth);
    MimePart& part = parts_.emplace_back();
    part.type = type.first.empty() ? usual_type : type.first;
    part.file_name = field_of(header, "Content-Disposition").value_of("filename");
    if (part.file_name.empty()) part.file_name = type.value_of("name");
    part.encoding = encoding_of(field_of(header, "Content-Transfer-Encoding").first);
    part.begin = body;
    part.end = end;
  }

  // RFC 2046 5.1.1: the line end in front of a delimiter belongs to it.
  void read_multipart(std::size_t begin, std::size_t end, std::string_view boundary, std::string_view usual_type,
                      std::size_t depth) {
    std::optional<std::size_t> part;  // where the one begins that is being read
    for (std::size_t at = begin; at < end;) {
      const std::size_t next = std::min(end_of_line(text_, at), end);
      const auto delimiter = delimiter_at(text_.substr(at, next - at), boundary);
      if (delimiter) {
        if (part) read_entity(*part, std::max(*part, without_line_end_before(*part, at)), usual_type, depth + 1);
        part.reset();
        if (*delimiter == Delimiter::last) return;
        part = next;
      }
      at = next;
    }
    if (part) read_entity(*part, end, usual_type, depth + 1);
  }

  enum class Delimiter : uint8_t { next, last };

  static std::optional<Delimiter> delimiter_at(std::string_view line, std::string_view boundary) {
    if (!line.starts_with("--") || !line.substr(2).starts_with(boundary)) return std::nullopt;
    const std::string_view rest = text::trim(line.substr(2 + boundary.size()));
    if (rest.empty()) return Delimiter::next;
    return rest == "--" ? std::optional(Delimiter::last) : std::nullopt;
  }

  std::size_t without_line_end_before(std::size_t begin, std::size_t at) const {
    return begin + without_line_end(text_.substr(begin, at - begin)).size();
  }

  std::string_view text_;
  std::vector<MimePart> parts_;
};

// RFC 2045 6.7
std::string decode_quoted_printable(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] != '=') {
      out += body[at++];
      continue;
    }
    const std::size_t line_end = body.find_first_not_of(" \t\r", at + 1);
    const int octet = octet_of_hex(body.substr(at + 1, 2));
    if (octet >= 0) {
      out += static_cast<char>(octet);
      at += 3;
    } else if (line_end == std::string_view::npos || body[line_end] == '\n') {  // a soft line break
      at = line_end == std::string_view::npos ? body.size() : line_end + 1;
    } else {
      out += body[at++];
    }
  }
  return out;
}

}  // namespace

std::vector<MimePart> mime_parts(std::string_view message) { return MimeReader(message).read(); }

std::string decoded(std::string_view body, TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::none: return std::string(body);
    case TransferEncoding::quoted_printable: return decode_quoted_printable(body);
    case TransferEncoding::base64: break;
  }
  const text::Base64 octets = text::decode_base64(body);
  return {octets.bytes.begin(), octets.bytes.end()};
}

}  // namespace mailauth::messages
