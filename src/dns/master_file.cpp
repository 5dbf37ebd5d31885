#include "dns/master_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "dns/other_types.h"
#include "dns/zone_data.h"
#include "dns/zone_lexer.h"
#include "mailauth/text/ascii.h"

namespace mailauth::dns {
namespace {

constexpr uint32_t fallback_ttl = 3600;  // nothing says a TTL

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
  std::string text(64 * 1024, '\0');
  std::size_t size = 0;
  while (stream.read(text.data() + size, static_cast<std::streamsize>(text.size() - size)), stream.gcount() > 0) {
    size += static_cast<std::size_t>(stream.gcount());
    if (size > limit) fail(file, at, "this file is too large");
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

class MasterFileReader {
 public:
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
  Zone take() { return std::move(zone_); }

 private:
  void read_directive(const Entry& entry, File& file);
  void include(const Entry& entry, const File& file);
  void read_record(const Entry& entry, File& file);
  uint32_t ttl_of(const Header& header, const std::optional<Data>& data, const Scope& scope);

  Zone zone_;
  std::optional<uint32_t> default_ttl_;  // $TTL, RFC 2308 4
  std::optional<uint32_t> last_ttl_;
  std::optional<uint32_t> soa_minimum_;
  unsigned includes_ = 0;
  std::size_t bytes_ = 0;
};

void MasterFileReader::read_directive(const Entry& entry, File& file) {
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

void MasterFileReader::include(const Entry& entry, const File& file) {
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
  const std::size_t left = max_zone_file_size - std::min(bytes_, max_zone_file_size);
  read(read_whole_file(path.string(), left, word, scope.file), std::move(included));
}

void MasterFileReader::read_record(const Entry& entry, File& file) {
  const Token& first = entry.tokens[0];
  if (!entry.owner_omitted) file.owner = read_name(first, file.scope);
  if (!file.owner) fail(file.scope.file, first, "the owner is missing, and no record comes before it");
  const Header header = read_header(entry, file.scope.file);
  const std::optional<Type> type = type_of(header.type.text);
  if (!type) {
    if (!is_other_type(header.type.text)) fail(file.scope.file, header.type, unknown_type(header.type.text));
    ttl_of(header, std::nullopt, file.scope);
    zone_.add_owner(*file.owner);
    return;
  }
  const auto words = std::span(entry.tokens).subspan(header.data);
  Data data = read_data(*type, header.type, words, file.scope);
  const uint32_t ttl = ttl_of(header, data, file.scope);
  const text::Place place{{file.scope.file, words[0].line, words[0].column}};
  zone_.add({*file.owner, *type, ttl, std::move(data), std::make_shared<const text::Place>(place)});
}

// RFC 1035 5.1 takes the last TTL that was stated, RFC 2308 4 says $TTL, practice the SOA's minimum.
uint32_t MasterFileReader::ttl_of(const Header& header, const std::optional<Data>& data, const Scope& scope) {
  if (data && std::holds_alternative<Soa>(*data)) soa_minimum_ = std::get<Soa>(*data).minimum;
  if (header.ttl) last_ttl_ = read_ttl(*header.ttl, scope);
  if (header.ttl) return *last_ttl_;
  if (default_ttl_) return *default_ttl_;
  if (last_ttl_) return *last_ttl_;
  return soa_minimum_.value_or(fallback_ttl);
}

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

Zone parse_master_file(std::string_view text, const std::string& file, const std::optional<Name>& origin) {
  MasterFileReader reader;
  reader.read(text, {{file, origin}, std::nullopt, 0, file != "-"});
  return reader.take();
}

Zone read_master_file(const std::string& path) {
  const std::string text = read_whole_file(path, max_zone_file_size, {}, path);
  std::optional<Name> origin = origin_by_soa(text, path);
  if (!origin) origin = origin_by_file_name(path);
  return parse_master_file(text, path, origin);
}

}  // namespace mailauth::dns
