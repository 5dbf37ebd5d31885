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

// Reads each line once, however deep the parts are in one another.
class MimeReader {
 public:
  explicit MimeReader(std::string_view text) : text_(text) {}

  std::vector<MimePart> read() {
    read_entity("text/plain");
    return std::move(parts_);
  }

 private:
  // A line that ends a part: of which of the open boundaries, and the last of these? There is none at the end of the
  // text.
  struct Delimiter {
    std::size_t begin = 0;  // without the line end in front of it, which belongs to it (RFC 2046 5.1.1)
    std::optional<std::size_t> of = {};
    bool is_last = false;
  };

  // What ended the entity that begins here.
  Delimiter read_entity(std::string_view usual_type) {
    if (parts_.size() >= max_mime_parts) at_ = text_.size();
    const std::size_t begin = at_;
    std::optional<Delimiter> end = read_header_lines();
    const std::size_t body = end ? end->begin : at_;
    const Message header = parse(std::string(text_.substr(begin, std::min(body - begin, max_header_bytes))), {});
    const Parameterized type = field_of(header, "Content-Type");
    std::string boundary = type.first.starts_with("multipart/") ? type.value_of("boundary") : "";
    if (!end && !boundary.empty() && boundaries_.size() < max_mime_depth)
      return read_multipart(std::move(boundary), type.first == "multipart/digest" ? "message/rfc822" : "text/plain");
    if (!end) end = next_delimiter(body);
    if (parts_.size() >= max_mime_parts) return *end;
    MimePart& part = parts_.emplace_back();
    part.type = type.first.empty() ? usual_type : type.first;
    part.file_name = field_of(header, "Content-Disposition").value_of("filename");
    if (part.file_name.empty()) part.file_name = type.value_of("name");
    part.encoding = encoding_of(field_of(header, "Content-Transfer-Encoding").first);
    part.begin = body;
    part.end = end->begin;
    return *end;
  }

  Delimiter read_multipart(std::string boundary, std::string_view usual_type) {
    const std::size_t own = boundaries_.size();
    boundaries_.push_back(std::move(boundary));
    Delimiter met = next_delimiter(at_);
    while (met.of == own && !met.is_last) met = read_entity(usual_type);
    boundaries_.resize(own);
    return met.of == own ? next_delimiter(at_) : met;  // behind the last one stands what nobody reads
  }

  // Up to the empty line behind the fields, or to a delimiter.
  std::optional<Delimiter> read_header_lines() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const std::string_view line = next_line();
      if (auto met = delimiter_in(line, begin)) return met;
      if (without_line_end(line).empty()) break;
    }
    return std::nullopt;
  }

  Delimiter next_delimiter(std::size_t begin) {
    while (at_ < text_.size())
      if (auto met = delimiter_in(next_line(), begin)) return *met;
    return {.begin = text_.size()};
  }

  std::string_view next_line() {
    const std::size_t begin = at_;
    at_ = end_of_line(text_, begin);
    return text_.substr(begin, at_ - begin);
  }

  // Is the line that was read last one? The part that it ends begins at `begin`.
  std::optional<Delimiter> delimiter_in(std::string_view line, std::size_t begin) const {
    if (!line.starts_with("--")) return std::nullopt;
    const std::string_view named = line.substr(2);
    for (std::size_t i = boundaries_.size(); i-- > 0;) {
      if (!named.starts_with(boundaries_[i])) continue;
      const std::string_view rest = text::trim(named.substr(boundaries_[i].size()));
      if (!rest.empty() && rest != "--") continue;
      const std::string_view before = text_.substr(begin, at_ - line.size() - begin);
      return Delimiter{begin + without_line_end(before).size(), i, !rest.empty()};
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;                   // the next line
  std::vector<std::string> boundaries_;  // of the multiparts around it
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
