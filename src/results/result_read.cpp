// Result lines are read as they come, without a document in memory: most of a line with Detail::full is passed over.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "results/result.h"

namespace mailauth::results {

namespace {

using nlohmann::json;

constexpr std::size_t max_domain_length = 1024;  // 253 octets, each at most \DDD

template <class Object, class Value>
struct Member {
  std::string_view name;
  Value Object::*value;
};

constexpr Member<Result, std::string> texts[] = {
    {"domain", &Result::domain},
    {"time", &Result::time},
    {"version", &Result::version},
    {"records", &Result::records},
};
constexpr Member<Result, bool> flags[] = {
    {"exists", &Result::exists},
    {"complete", &Result::complete},
    {"inherited", &Result::inherited},
    {"reports", &Result::reports},
};
constexpr Member<Result, unsigned> numbers[] = {
    {"lookups", &Result::lookups}, {"errors", &Result::errors}, {"warnings", &Result::warnings},
    {"queries", &Result::queries}, {"cached", &Result::cached}, {"elapsed_ms", &Result::elapsed_ms},
};
constexpr Member<Result, std::vector<std::string>> lists[] = {
    {"mx_hosts", &Result::mx_hosts},   {"includes", &Result::includes}, {"unregistered", &Result::unregistered},
    {"wildcards", &Result::wildcards}, {"services", &Result::services},
};
constexpr Member<Key, std::string> key_texts[] = {
    {"selector", &Key::selector},
    {"modulus", &Key::modulus},
    {"sha256", &Key::sha256},
};
constexpr Member<FoundRule, std::string> finding_texts[] = {
    {"rule", &FoundRule::rule},
    {"where", &FoundRule::where},
    {"message", &FoundRule::message},
};

struct WordMember {
  std::string_view name;
  void (*set)(Result& result, std::string_view text);
};
template <auto member>
void set_word(Result& result, std::string_view text) {
  auto& word = result.*member;
  word = std::remove_reference_t<decltype(word)>::parse(text);
}
constexpr WordMember words[] = {
    {"forgery", set_word<&Result::forgery>}, {"own_mail", set_word<&Result::own_mail>},
    {"spf", set_word<&Result::spf>},         {"spf_all", set_word<&Result::spf_all>},
    {"dmarc", set_word<&Result::dmarc>},     {"policy", set_word<&Result::policy>},
    {"dkim", set_word<&Result::dkim>},       {"subdomain_policy", set_word<&Result::subdomain_policy>},
    {"mx", set_word<&Result::mx>},
};

template <class Object, class Value, std::size_t size>
Value* find(const Member<Object, Value> (&members)[size], std::string_view name, Object& object) {
  const auto at = std::ranges::find(members, name, &Member<Object, Value>::name);
  return at == std::end(members) ? nullptr : &(object.*(at->value));
}

// What nlohmann::json::sax_parse() calls; `false` ends the parsing.
class MemberReader {
 public:
  explicit MemberReader(Result& result) : result_(result) { result_.listed = false; }

  const std::string& error() const { return error_; }
  bool has_type() const { return has_type_; }
  bool is_own() const { return has_time_ && has_complete_; }

  bool null() { return true; }
  bool boolean(bool value) {
    if (depth_ == 1) set(find(flags, member_, result_), value);
    if (depth_ == 1 && member_ == "complete") has_complete_ = true;
    if (finding_ && inner_ == "indeterminate") finding_->indeterminate = value;
    return true;
  }
  bool number_unsigned(uint64_t value) {
    if (value > std::numeric_limits<unsigned>::max()) return true;
    if (depth_ == 1) set(find(numbers, member_, result_), static_cast<unsigned>(value));
    if (key_ && inner_ == "bits") key_->bits = static_cast<unsigned>(value);
    if (finding_ && inner_ == "more") finding_->more = static_cast<unsigned>(value);
    return true;
  }
  bool number_integer(int64_t) { return true; }
  bool number_float(double, const std::string&) { return true; }
  bool binary(json::binary_t&) { return true; }
  bool string(std::string& value) {
    if (depth_ == 1 && member_ == "time") has_time_ = true;
    if (depth_ == 1)
      set_text_of_result(std::move(value));
    else if (list_)
      list_->push_back(std::move(value));
    else if (key_)
      set_text_of_key(std::move(value));
    else if (finding_)
      set_text_of_finding(std::move(value));
    return true;
  }

  bool key(std::string& name) {
    if (depth_ == 1) begin_member(name);
    if (depth_ == 3) inner_ = name;
    return true;
  }
  bool start_object(std::size_t) {
    const bool is_item = depth_ == 2 && in_array_;
    if (!open()) return false;
    if (is_item && member_ == "keys") key_ = &result_.keys.emplace_back();
    if (is_item && member_ == "findings") finding_ = &result_.findings.emplace_back();
    return true;
  }
  bool start_array(std::size_t) {
    const bool is_member = depth_ == 1;
    if (depth_ == 0 || !open()) return false;
    if (is_member) in_array_ = true;
    if (is_member) list_ = find(lists, member_, result_);
    return true;
  }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t at, const std::string&, const json::exception&) {
    error_ = fmt::format("not JSON at byte {}", at);
    return false;
  }

 private:
  void begin_member(const std::string& name) {
    member_ = name;
    in_array_ = false;
    if (member_ == "type") has_type_ = true;
    if (member_ == "keys" || member_ == "findings") result_.listed = true;
  }
  bool open() {
    forget();
    if (++depth_ <= max_line_depth) return true;
    error_ = "nested too deeply";
    return false;
  }
  bool close() {
    forget();
    --depth_;
    return true;
  }
  // What lies deeper than is expected is passed over, and so is what follows it there.
  void forget() {
    list_ = nullptr;
    key_ = nullptr;
    finding_ = nullptr;
  }

  template <class Value>
  static void set(Value* to, Value value) {
    if (to) *to = std::move(value);
  }
  void set_text_of_result(std::string value) {
    if (const auto word = std::ranges::find(words, member_, &WordMember::name); word != std::end(words))
      word->set(result_, value);
    else if (const auto kind = std::ranges::find(further_kinds, member_, &FurtherKind::member);
             kind != further_kinds.end())
      result_.further[static_cast<std::size_t>(kind - further_kinds.begin())] = Word<RecordState>::parse(value);
    else
      set(find(texts, member_, result_), std::move(value));
  }
  void set_text_of_key(std::string value) {
    if (inner_ == "algorithm")
      key_->algorithm = Word<records::dkim::Algorithm>::parse(value);
    else
      set(find(key_texts, inner_, *key_), std::move(value));
  }
  void set_text_of_finding(std::string value) {
    if (inner_ == "severity")
      finding_->severity = rules::parse_severity(value).value_or(rules::Severity::info);
    else
      set(find(finding_texts, inner_, *finding_), std::move(value));
  }

  Result& result_;
  std::string member_, inner_;  // the names of what is read: at depth 1, and at depth 3
  unsigned depth_ = 0;
  bool in_array_ = false;  // the member at depth 1 is one
  // Where goes what is read now; at most one of them.
  std::vector<std::string>* list_ = nullptr;
  Key* key_ = nullptr;
  FoundRule* finding_ = nullptr;
  bool has_type_ = false, has_time_ = false, has_complete_ = false;
  std::string error_;
};

using Parsed = std::variant<Result, Summary, std::string>;

// Whose line it must be.
enum class Writer : uint8_t { anybody, to_line };

bool is_own_summary(const json& document) {
  const auto has = [&](const char* name, auto is) {
    const auto at = document.find(name);
    return at != document.end() && ((*at).*is)();
  };
  return has("domains", &json::is_number_unsigned) && has("complete", &json::is_number_unsigned) &&
         has("interrupted", &json::is_boolean);
}

Parsed read_typed(std::string_view line, Writer writer) {
  constexpr std::size_t longest = 65536;
  const json document = line.size() > longest ? json() : json::parse(line, nullptr, false);
  if (!document.is_object() || document.value("type", json()) != "summary") return "a line of an unknown type";
  if (writer == Writer::to_line && !is_own_summary(document)) return "a summary of something else";
  const auto count = [&](const char* name) {
    const auto at = document.find(name);
    return at != document.end() && at->is_number_unsigned() ? at->get<std::size_t>() : 0;
  };
  Summary summary{count("domains"),
                  count("complete"),
                  count("duplicates"),
                  count("junk"),
                  count("queries"),
                  count("cached"),
                  0,
                  false};
  if (const auto at = document.find("elapsed_s"); at != document.end() && at->is_number()) summary.elapsed_s = *at;
  if (const auto at = document.find("interrupted"); at != document.end() && at->is_boolean()) summary.interrupted = *at;
  return summary;
}

Parsed read_line(std::string_view line, Writer writer) {
  Result result;
  MemberReader reader(result);
  const bool read = json::sax_parse(line, &reader);
  if (!reader.error().empty()) return reader.error();
  if (!read) return "no object";
  if (reader.has_type()) return read_typed(line, writer);
  if (result.domain.empty()) return "no domain";
  if (result.domain.size() > max_domain_length) return "the domain is too long";
  if (writer == Writer::to_line && !reader.is_own()) return "it does not say when, or whether it is complete";
  return result;
}

}  // namespace

Parsed parse_line(std::string_view line) { return read_line(line, Writer::anybody); }
Parsed parse_own_line(std::string_view line) { return read_line(line, Writer::to_line); }

}  // namespace mailauth::results
