#include "dns/zone_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <tuple>
#include <utility>

#include "dns/generate.h"
#include "dns/include_folders.h"
#include "dns/limits.h"
#include "dns/other_types.h"
#include "text/ascii.h"

namespace mailauth::dns {
namespace {

using Take = std::function<void(const MasterRecord&)>;

// "[AGE:3506744]": when a client of Windows DNS wrote the record.
bool is_age(std::string_view word) { return text::starts_with_ignoring_case(word, "[AGE:") && word.ends_with(']'); }

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
    if (is_age(token.text)) continue;
    if (is_internet_class(token.text) && !has_class) {
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

// Nothing: one of those that mailauth skips.
std::optional<Type> read_type(const Token& word, const Scope& scope) {
  const std::optional<Type> type = type_of(word.text);
  if (!type && !is_other_type(word.text)) fail(scope.file, word, unknown_type(word.text));
  return type;
}

std::span<const Token> data_words(const Entry& entry, const Header& header) {
  return std::span(entry.tokens).subspan(header.data);
}

bool is_directive(const Token& token) { return !token.quoted && token.text.starts_with('$'); }

// The first word after a directive, which has from one to `limit` of them.
const Token& value_of(const Entry& entry, std::size_t limit, const Scope& scope) {
  const Token& directive = entry.tokens[0];
  if (entry.tokens.size() < 2) fail(scope.file, directive, fmt::format("{} needs a value", directive.text));
  if (entry.tokens.size() > limit + 1) fail(scope.file, entry.tokens[limit + 1], "one word too many");
  return entry.tokens[1];
}

// "$ORIGIN example.com" in example.com: nobody means example.com.example.com.
void check_final_dot(const Token& written, const Name& name, const Scope& scope) {
  if (is_absolute(written.text) || !scope.origin || scope.origin->label_count() < 2) return;
  const std::optional<Name> meant = Name::parse(written.text);
  if (!meant || meant->label_count() < 2 || meant->last_labels(2) != scope.origin->last_labels(2)) return;
  fail(scope.file, written,
       fmt::format("the final dot is missing: this origin is read as {}; write \"{}.\"", name.text(), meant->text()));
}

Name read_origin(const Token& token, const Scope& scope) {
  Name origin = read_name(token, scope);
  check_final_dot(token, origin, scope);
  return origin;
}

constexpr std::string_view too_large = "this file is larger than 256 MiB with all that it includes and generates";

std::string read_whole_file(const std::filesystem::path& path, std::size_t limit, const Token& at,
                            const std::string& file) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::size_t{64} * 1024, '\0');
  std::size_t size = 0;
  while (stream.read(text.data() + size, static_cast<std::streamsize>(text.size() - size)), stream.gcount() > 0) {
    size += static_cast<std::size_t>(stream.gcount());
    if (size > limit) fail(file, at, std::string(too_large));
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
  Walker(const MasterFile& file, const Take& take) : apex_(file.apex), first_file_(file.file), take_(take) {}

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
  std::filesystem::path included_path(const Token& word, const Scope& scope);
  void generate(const Entry& directive, const Scope& scope);
  void generate_one(const Entry& directive, const Entry& pattern, const Header& header, uint32_t number,
                    const Scope& scope);
  void read_record(const Entry& entry, File& file);
  void begin_zone(const Entry& soa, const Header& header, File& file);
  void give(const MasterRecord& record);
  std::optional<uint32_t> ttl_of(const Header& header, const Scope& scope);

  std::optional<Name> apex_;
  std::string first_file_;
  std::optional<IncludeFolders> include_folders_;  // nothing: nobody has asked
  const Take& take_;
  std::optional<uint32_t> default_ttl_;  // $TTL, RFC 2308 4
  std::optional<uint32_t> last_ttl_;
  std::optional<uint32_t> soa_minimum_;
  std::size_t includes_ = 0;
  std::size_t records_ = 0;
  std::size_t generated_ = 0;
  std::size_t bytes_ = 0;
};

void Walker::read_directive(const Entry& entry, File& file) {
  const Token& directive = entry.tokens[0];
  if (text::equals_ignoring_case(directive.text, "$INCLUDE")) {
    include(entry, file);
  } else if (text::equals_ignoring_case(directive.text, "$ORIGIN")) {
    file.scope.origin = read_origin(value_of(entry, 1, file.scope), file.scope);
  } else if (text::equals_ignoring_case(directive.text, "$GENERATE")) {
    generate(entry, file.scope);
  } else if (text::equals_ignoring_case(directive.text, "$TTL")) {
    default_ttl_ = read_ttl(value_of(entry, 1, file.scope), file.scope);
  } else {
    fail(file.scope.file, directive, "this directive is none of $ORIGIN, $TTL, $INCLUDE and $GENERATE");
  }
}

void Walker::include(const Entry& entry, const File& file) {
  const Scope& scope = file.scope;
  const Token& word = value_of(entry, 2, scope);
  if (!file.from_disk) fail(scope.file, word, "$INCLUDE works only in a file: this text has no folder");
  if (file.depth == max_include_depth) fail(scope.file, word, "too many files include each other");
  if (++includes_ > max_includes) fail(scope.file, word, "too many files are included");
  const std::filesystem::path path = included_path(word, scope);
  File included{{path.string(), scope.origin}, file.owner, file.depth + 1, true};
  if (entry.tokens.size() == 3) included.scope.origin = read_origin(entry.tokens[2], scope);
  const std::size_t left = max_file_size - std::min(bytes_, max_file_size);
  read(read_whole_file(include_folders_->allowed(path), left, word, scope.file), std::move(included));
}

// Beside the file that includes it, or beside the first one: name servers look in one folder for all files of a zone.
std::filesystem::path Walker::included_path(const Token& word, const Scope& scope) {
  namespace fs = std::filesystem;
  const std::string name = unescape(word, scope.file);
  const fs::path beside = fs::path(scope.file).parent_path() / name;
  if (!include_folders_) include_folders_.emplace(first_file_);
  bool is_outside = false;
  for (const fs::path& path : {beside, fs::path(first_file_).parent_path() / name}) {
    const fs::path allowed = include_folders_->allowed(path);
    std::error_code unreadable;
    if (!allowed.empty() && fs::is_regular_file(allowed, unreadable)) return path;
    is_outside = is_outside || allowed.empty();
  }
  if (is_outside)
    fail(scope.file, word,
         fmt::format("{} is not included: only files in {} are", text::escape_for_display(name, true),
                     include_folders_->description()));
  fail(scope.file, word, fmt::format("{} is no readable file", text::escape_for_display(beside.string(), true)));
}

// $GENERATE range owner [TTL] [class] type data; the data is one word.
void Walker::generate(const Entry& directive, const Scope& scope) {
  if (directive.tokens.size() < 5)
    fail(scope.file, directive.tokens[0], "$GENERATE needs a range, an owner, a type and data");
  const std::optional<NumberRange> range = parse_range(directive.tokens[1].text);
  if (!range) fail(scope.file, directive.tokens[1], "this is no range such as 1-9 or 0-100/2");
  Entry pattern;
  pattern.tokens.assign(directive.tokens.begin() + 2, directive.tokens.end());
  const Header header = read_header(pattern, scope.file);
  if (header.data + 1 < pattern.tokens.size())
    fail(scope.file, pattern.tokens[header.data + 1], "$GENERATE takes one word of data: put all of it in quotes");
  for (uint64_t number = range->first; number <= range->last; number += range->step)
    generate_one(directive, pattern, header, static_cast<uint32_t>(number), scope);
}

std::string said_with(uint32_t number, const Token& token, const Scope& scope) {
  std::optional<std::string> text = with_number(token.text, number);
  if (!text) fail(scope.file, token, "write the number as $ or as ${offset,width,base}, and not above 2147483647");
  return token.quoted ? text::replace_all(*text, "\\\"", "\"") : *std::move(text);
}

void Walker::generate_one(const Entry& directive, const Entry& pattern, const Header& header, uint32_t number,
                          const Scope& scope) {
  const Token& at = directive.tokens[0];
  const bool has_data = header.data < pattern.tokens.size();
  const std::string owner = said_with(number, pattern.tokens[0], scope);
  const std::string data = has_data ? said_with(number, pattern.tokens.back(), scope) : "";
  bytes_ += static_cast<std::size_t>(directive.end - at.text.data()) + owner.size() + data.size();
  if (bytes_ > max_file_size) fail(scope.file, at, std::string(too_large));
  if (++generated_ > max_generated)
    fail(scope.file, at, fmt::format("$GENERATE makes more than {} records of this file", max_generated));
  Entry entry, words;
  entry.tokens.assign(pattern.tokens.begin(), pattern.tokens.begin() + static_cast<std::ptrdiff_t>(header.data));
  entry.tokens[0].text = owner;
  if (ZoneLexer(data, scope.file, at.line).next(words))
    entry.tokens.insert(entry.tokens.end(), words.tokens.begin(), words.tokens.end());
  for (Token& token : entry.tokens) std::tie(token.line, token.column) = std::pair(at.line, at.column);
  const std::optional<Type> type = read_type(header.type, scope);
  if (type == Type::soa) fail(scope.file, header.type, "$GENERATE makes no SOA");
  const Name name = read_name(entry.tokens[0], scope);
  give({scope, entry, name, header.type, type, ttl_of(header, scope), data_words(entry, header), &directive});
}

void Walker::read_record(const Entry& entry, File& file) {
  const Token& first = entry.tokens[0];
  if (!entry.owner_omitted) file.owner = read_name(first, file.scope);
  if (!file.owner) fail(file.scope.file, first, "the owner is missing, and no record comes before it");
  const Header header = read_header(entry, file.scope.file);
  const std::optional<Type> type = read_type(header.type, file.scope);
  if (type == Type::soa) begin_zone(entry, header, file);
  give({file.scope, entry, *file.owner, header.type, type, ttl_of(header, file.scope), data_words(entry, header)});
}

void Walker::begin_zone(const Entry& soa, const Header& header, File& file) {
  if (apex_)
    file.owner = apex_;
  else if (!soa.owner_omitted)
    check_final_dot(soa.tokens[0], *file.owner, file.scope);
  soa_minimum_ = std::get<Soa>(read_data(Type::soa, header.type, data_words(soa, header), file.scope)).minimum;
}

void Walker::give(const MasterRecord& record) {
  if (++records_ > max_file_records)
    fail(record.scope.file, record.entry.tokens[0],
         fmt::format("this file has more than {} records", max_file_records));
  take_(record);
}

// RFC 1035 5.1 takes the last TTL that was stated, RFC 2308 4 says $TTL, practice the SOA's minimum.
std::optional<uint32_t> Walker::ttl_of(const Header& header, const Scope& scope) {
  if (header.ttl) return last_ttl_ = read_ttl(*header.ttl, scope);
  if (default_ttl_) return default_ttl_;
  return last_ttl_ ? last_ttl_ : soa_minimum_;
}

}  // namespace

void walk_master_file(const MasterFile& file, const Take& take) {
  Walker(file, take).read(file.text, {{file.file, file.origin}, std::nullopt, 0, file.file != "-"});
}

text::Place place_of_data(const MasterRecord& record) {
  const Scope& scope = record.scope;
  if (record.directive == nullptr) return place_of_data(*record.type, record.words, scope);
  const Token& at = record.directive->tokens[0];
  return {{scope.file, at.line, at.column}};
}

std::optional<std::string> note_on_wins(const MasterRecord& record) {
  const Token& word = record.type_word;
  if (!is_wins(word.text)) return std::nullopt;
  return fmt::format(
      "line {}: {} is passed over: with it Windows DNS asks another server for what the zone does not have", word.line,
      word.text);
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

// Ends of file names, none of which is a top-level domain that is in use.
bool is_file_ending(std::string_view label) {
  constexpr std::string_view endings[] = {
      "axfr",  "backup",  "bak", "bind", "cfg",    "conf", "copy",   "csv", "db",   "dist", "dns", "dump",    "file",
      "hosts", "ini",     "jnl", "json", "list",   "log",  "master", "old", "orig", "raw",  "rej", "records", "rpmnew",
      "save",  "rpmsave", "swp", "text", "signed", "tmp",  "tpl",    "txt", "xml",  "yaml", "yml", "zonefile"};
  return std::ranges::find(endings, label) != std::end(endings);
}

// Two labels or more, the last one being what a top-level domain looks like.
std::optional<Name> zone_named(std::string_view text) {
  const std::optional<Name> zone = Name::parse(text);
  if (!zone || zone->label_count() < 2) return std::nullopt;
  const std::string_view top = zone->labels().back();
  const bool is_word = top.starts_with("xn--") || (top.size() > 1 && std::ranges::all_of(top, text::is_alpha));
  return is_word && !is_file_ending(top) ? zone : std::nullopt;
}

// "example.com.zone", "db.example.com" and "example.com" are files of example.com; "db.example.zone" may be one of two.
std::optional<Name> origin_by_file_name(const std::string& path) {
  constexpr std::string_view before = "db.", behind = ".zone";
  const std::string file = std::filesystem::path(path).filename().string();
  std::string_view name = file;
  if (name.starts_with(before) && name.ends_with(behind)) return std::nullopt;
  if (name.ends_with(behind)) name.remove_suffix(behind.size());
  if (name.starts_with(before)) name.remove_prefix(before.size());
  return zone_named(name);
}

}  // namespace

std::optional<Name> origin_of(std::string_view text, const std::string& path, const std::optional<Name>& given) {
  const std::optional<Name> by_soa = origin_by_soa(text, path);
  if (by_soa || given) return by_soa ? by_soa : given;
  return origin_by_file_name(path);
}

}  // namespace mailauth::dns
