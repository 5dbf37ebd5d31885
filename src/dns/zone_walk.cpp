#include "dns/zone_walk.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "dns/limits.h"
#include "dns/other_types.h"
#include "text/ascii.h"

namespace mailauth::dns {
namespace {

using Take = std::function<void(const MasterRecord&)>;

// What stands between the owner and the data, in any order, the TTL and the class being optional.
struct Header {
  std::optional<Token> ttl;
  Token type;
  std::size_t data = 0;  // index of the first token after the type
};

Header read_header(const Entry& entry, const std::string& file) {
  Header header;
  bool has_class = false;
  for (std::size_t i = entry.owner_omitted ? 0 : 1; i < entry.tokens.size(); ++i) {
    const Token& token = entry.tokens[i];
    if (token.quoted) fail(file, token, "a type such as TXT is missing before this string");
    const bool is_class = text::equals_ignoring_case(token.text, "IN");
    if (is_class && !has_class) {
      has_class = true;
    } else if (!token.text.empty() && text::is_digit(token.text[0]) && !header.ttl) {
      header.ttl = token;
    } else {
      header.type = token;
      header.data = i + 1;
      return header;
    }
  }
  fail(file, entry.tokens.back(), "a type such as TXT is missing after this");
}

bool is_directive(const Token& token) { return !token.quoted && token.text.starts_with('$'); }

// The first word after a directive, which has from one to `limit` of them.
const Token& value_of(const Entry& entry, std::size_t limit, const Scope& scope) {
  const Token& directive = entry.tokens[0];
  if (entry.tokens.size() < 2) fail(scope.file, directive, fmt::format("{} needs a value", directive.text));
  if (entry.tokens.size() > limit + 1) fail(scope.file, entry.tokens[limit + 1], "one word too many");
  return entry.tokens[1];
}

std::string read_whole_file(const std::string& path, std::size_t limit, const Token& at, const std::string& file) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::size_t{64} * 1024, '\0');
  std::size_t size = 0;
  while (stream.read(text.data() + size, static_cast<std::streamsize>(text.size() - size)), stream.gcount() > 0) {
    size += static_cast<std::size_t>(stream.gcount());
    if (size > limit) fail(file, at, "this file is larger than 256 MiB with all that it includes");
    if (size == text.size()) text.resize(2 * size);
  }
  if (!stream.eof()) fail(file, at, "this file cannot be read");
  text.resize(size);
  return text;
}

// One file; $INCLUDE makes another one, and what it says about origin and owner does not come back.
struct File {
  Scope scope;
  std::optional<Name> owner;
  std::size_t depth = 0;
  bool from_disk = false;
};

class Walker {
 public:
  Walker(std::optional<Name> apex, const Take& take) : apex_(std::move(apex)), take_(take) {}

  void read(std::string_view text, File file) {
    bytes_ += text.size();
    ZoneLexer lexer(text, file.scope.file);
    for (Entry entry; lexer.next(entry);) {
      if (is_directive(entry.tokens[0])) {
        read_directive(entry, file);
      } else {
        read_record(entry, file);
      }
    }
  }

 private:
  void read_directive(const Entry& entry, File& file);
  void include(const Entry& entry, const File& file);
  void read_record(const Entry& entry, File& file);
  std::optional<uint32_t> ttl_of(const Header& header, const Scope& scope);

  std::optional<Name> apex_;
  const Take& take_;
  std::optional<uint32_t> default_ttl_;  // $TTL, RFC 2308 4
  std::optional<uint32_t> last_ttl_;
  std::optional<uint32_t> soa_minimum_;
  std::size_t includes_ = 0;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
};

void Walker::read_directive(const Entry& entry, File& file) {
  const Token& directive = entry.tokens[0];
  if (text::equals_ignoring_case(directive.text, "$INCLUDE")) {
    include(entry, file);
  } else if (text::equals_ignoring_case(directive.text, "$ORIGIN")) {
    file.scope.origin = read_name(value_of(entry, 1, file.scope), file.scope);
  } else if (text::equals_ignoring_case(directive.text, "$TTL")) {
    default_ttl_ = read_ttl(value_of(entry, 1, file.scope), file.scope);
  } else {
    fail(file.scope.file, directive, "this directive is none of $ORIGIN, $TTL and $INCLUDE");
  }
}

void Walker::include(const Entry& entry, const File& file) {
  const Scope& scope = file.scope;
  const Token& word = value_of(entry, 2, scope);
  if (!file.from_disk) fail(scope.file, word, "$INCLUDE works only in a file: this text has no folder");
  if (file.depth == max_include_depth) fail(scope.file, word, "too many files include each other");
  if (++includes_ > max_includes) fail(scope.file, word, "too many files are included");
  const auto path = std::filesystem::path(scope.file).parent_path() / unescape(word, scope.file);
  std::error_code unreadable;
  if (!std::filesystem::is_regular_file(path, unreadable)) {
    fail(scope.file, word, fmt::format("{} is no readable file", text::escape_for_display(path.string(), true)));
  }
  File included{{path.string(), scope.origin}, file.owner, file.depth + 1, true};
  if (entry.tokens.size() == 3) included.scope.origin = read_name(entry.tokens[2], scope);
  const std::size_t left = max_file_size - std::min(bytes_, max_file_size);
  read(read_whole_file(path.string(), left, word, scope.file), std::move(included));
}

void Walker::read_record(const Entry& entry, File& file) {
  const Token& first = entry.tokens[0];
  if (!entry.owner_omitted) file.owner = read_name(first, file.scope);
  if (!file.owner) fail(file.scope.file, first, "the owner is missing, and no record comes before it");
  if (++records_ > max_file_records)
    fail(file.scope.file, first, fmt::format("this file has more than {} records", max_file_records));
  const Header header = read_header(entry, file.scope.file);
  const std::optional<Type> type = type_of(header.type.text);
  if (!type && !is_other_type(header.type.text)) fail(file.scope.file, header.type, unknown_type(header.type.text));
  const auto words = std::span(entry.tokens).subspan(header.data);
  if (type == Type::soa) {
    if (apex_) file.owner = apex_;
    soa_minimum_ = std::get<Soa>(read_data(Type::soa, header.type, words, file.scope)).minimum;
  }
  take_({file.scope, entry, *file.owner, header.type, type, ttl_of(header, file.scope), words});
}

// RFC 1035 5.1 takes the last TTL that was stated, RFC 2308 4 says $TTL, practice the SOA's minimum.
std::optional<uint32_t> Walker::ttl_of(const Header& header, const Scope& scope) {
  if (header.ttl) return last_ttl_ = read_ttl(*header.ttl, scope);
  if (default_ttl_) return default_ttl_;
  return last_ttl_ ? last_ttl_ : soa_minimum_;
}

}  // namespace

void walk_master_file(const MasterFile& file, const Take& take) {
  Walker(file.apex, take).read(file.text, {{file.file, file.origin}, std::nullopt, 0, file.file != "-"});
}

std::string read_master_file(const std::string& path) { return read_whole_file(path, max_file_size, {}, path); }

namespace {

// The owner of the first SOA, when it is absolute and no $ORIGIN comes before it.
std::optional<Name> origin_by_soa(std::string_view text, const std::string& file) {
  ZoneLexer lexer(text, file);
  for (Entry entry; lexer.next(entry);) {
    const Token& first = entry.tokens[0];
    if (text::equals_ignoring_case(first.text, "$ORIGIN")) return std::nullopt;
    if (is_directive(first)) continue;
    if (!text::equals_ignoring_case(read_header(entry, file).type.text, "SOA")) continue;
    if (entry.owner_omitted || !is_absolute(first.text)) return std::nullopt;
    return read_name(first, {file, std::nullopt});
  }
  return std::nullopt;
}

// "example.com", "example.com.zone" and "db.example.com" are files of example.com.
std::optional<Name> origin_by_file_name(const std::string& path) {
  std::string name = std::filesystem::path(path).filename().string();
  if (name.starts_with("db.")) name.erase(0, 3);
  for (const std::string_view suffix : {".zone", ".db", ".dns", ".txt", ".bak", ".old", ".conf"}) {
    if (text::to_lower(name).ends_with(suffix)) name.erase(name.size() - suffix.size());
  }
  const std::optional<Name> origin = Name::parse(name);
  return origin && origin->label_count() >= 2 ? origin : std::nullopt;
}

}  // namespace

std::optional<Name> guess_origin(std::string_view text, const std::string& path) {
  const std::optional<Name> origin = origin_by_soa(text, path);
  return origin ? origin : origin_by_file_name(path);
}

}  // namespace mailauth::dns
