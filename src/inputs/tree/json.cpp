// JSON (RFC 8259). The events of the parser do not say where they stand; a cursor that follows them through the bytes
// does: between two tokens there are only blanks, commas and colons.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "inputs/reading/lines.h"
#include "inputs/tree/builder.h"
#include "inputs/tree/tree.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

using Kind = Tree::Kind;

// "syntax error while parsing value - unexpected '}'; expected ']'" without what the program calls its own parts.
std::string complaint(std::string_view what) {
  const std::size_t dash = what.find(" - ");
  if (dash != std::string_view::npos) what.remove_prefix(dash + 3);
  what = what.substr(0, what.find("; last read"));
  return fmt::format("this is no JSON: {}", text::escape_for_display(what, true));
}

// How many bytes of the file an escape has, and how many it stands for; of any other byte both are 1.
struct Escape {
  std::size_t length = 1, says = 1;
};

Escape escape_at(std::string_view text) {
  if (text[0] != '\\') return {};
  if (text.size() < 6 || text[1] != 'u') return {2, 1};
  const std::string digits = text::to_lower(text.substr(2, 4));
  if (digits[0] == 'd' && digits[1] >= '8') return {12, 4};  // a pair of surrogates, RFC 8259 7
  if (digits < "0080") return {6, 1};
  return {6, digits < "0800" ? 2u : 3u};
}

class JsonEvents {
 public:
  JsonEvents(std::string_view bytes, const std::string& path, const LongList& list)
      : bytes_(bytes), path_(path), lines_(bytes), builder_(path, list) {
    if (bytes_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }
  Tree take() { return std::move(*builder_.take()); }

  bool null() { return word(Kind::null); }
  bool boolean(bool /*value*/) { return word(Kind::boolean); }
  bool number_integer(int64_t /*value*/) { return word(Kind::number); }
  bool number_unsigned(uint64_t /*value*/) { return word(Kind::number); }
  bool number_float(double /*value*/, const std::string& /*text*/) { return word(Kind::number); }
  bool string(std::string& value) { return text(value); }
  bool key(std::string& value) { return text(value); }
  bool binary(nlohmann::json::binary_t& /*value*/) { return false; }  // only of binary formats
  bool start_object(std::size_t /*size*/) { return open(Kind::map); }
  bool start_array(std::size_t /*size*/) { return open(Kind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t byte, const std::string& /*token*/, const nlohmann::json::exception& error) {
    const text::Anchor at = lines_.at(std::min(byte == 0 ? 0 : byte - 1, bytes_.size()));
    throw Error{{path_, at.line, at.column}, complaint(error.what())};
  }

 private:
  Tree begin(Kind kind) {
    at_ = std::min(bytes_.find_first_not_of(" \t\r\n,:", at_), bytes_.size());
    const text::Anchor where = lines_.at(at_);
    Tree value;
    value.kind = kind;
    value.begin = at_;
    value.line = where.line;
    value.column = where.column;
    return value;
  }

  bool word(Kind kind) {
    Tree value = begin(kind);
    value.end = at_ = std::min(bytes_.find_first_of(" \t\r\n,:]}", at_), bytes_.size());
    if (kind != Kind::null) {
      value.scalar = bytes_.substr(value.begin, value.end - value.begin);
      value.anchors = {{0, value.line, value.column}};
    }
    builder_.add(std::move(value));
    return true;
  }

  bool text(std::string& scalar) {
    Tree value = begin(Kind::text);
    value.scalar = std::move(scalar);
    std::size_t offset = 0;
    bool run = false;  // does the byte stand directly after the one before it?
    for (++at_; at_ < bytes_.size() && bytes_[at_] != '"'; ++at_) {
      const Escape escape = escape_at(bytes_.substr(at_));
      if (!run || escape.length > 1) value.anchors.push_back(lines_.at(at_, offset));
      run = escape.length == 1;
      offset += escape.says;
      at_ += escape.length - 1;
    }
    value.end = ++at_;
    builder_.add(std::move(value));
    return true;
  }

  bool open(Kind kind) {
    builder_.open(begin(kind));
    ++at_;
    return true;
  }

  bool close() {
    begin(Kind::null);
    builder_.close(++at_);
    return true;
  }

  std::string_view bytes_;
  const std::string& path_;
  Lines lines_;
  TreeBuilder builder_;
  std::size_t at_ = 0;
};

}  // namespace

Tree read_json(std::string_view bytes, const std::string& path) { return read_long_json(bytes, path, {}); }

Tree read_long_json(std::string_view bytes, const std::string& path, const LongList& list) {
  JsonEvents events(bytes, path, list);
  nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &events);
  return events.take();
}

}  // namespace mailauth::inputs
