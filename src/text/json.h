#pragma once
// Writes JSON (RFC 8259) from its first byte to its last; there is never a document in memory.
//
//     JsonWriter out;
//     out.object([&] {
//       out.text("domain", domain).flag("exists", true).number("lookups", 3).texts("mx", hosts);
//       out.objects("keys", keys, put_key);  // void put_key(JsonWriter& out, const Key& key)
//     });
//     out.take();  // {"domain":"example.com","exists":true,"lookups":3,"mx":[],"keys":[{"selector":"s1"}]}

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mailauth::text {

struct JsonStyle {
  unsigned indent = 0;  // blanks a level; 0: all on one line
  bool ascii = true;    // what is not ASCII is escaped; without it, only what a terminal would act upon (is_printable)
  // A byte that is not UTF-8 becomes the code point of its value, not U+FFFD, so that it can be seen which one it was.
  // Controls are numbers, too: "\u000a" and not "\n".
  bool numeric = false;
  std::size_t depth = 0;  // levels of the document that the text will stand in
};

class JsonWriter {
  template <class Value>
  static constexpr bool is_name = std::convertible_to<const Value&, std::string_view>;

 public:
  explicit JsonWriter(JsonStyle style = {}) : style_(style), depth_(style.depth) { out_.reserve(usual_size); }
  // What was written since the last time: a long document may leave in parts.
  std::string take() { return std::exchange(out_, {}); }

  // A member of the object that is open. Names are ours: there is nothing to escape in them. What is not there is null.
  JsonWriter& text(std::string_view name, std::optional<std::string_view> value) { return key(name).text(value); }
  JsonWriter& text_or_null(std::string_view name, std::string_view value);  // null when it is empty
  JsonWriter& flag(std::string_view name, std::optional<bool> value);
  JsonWriter& number(std::string_view name, std::optional<uint64_t> value) { return key(name).number(value); }
  JsonWriter& null(std::string_view name) { return json(name, "null"); }
  JsonWriter& json(std::string_view name, std::string_view value) { return key(name).json(value); }  // is JSON already

  template <class Items>
  JsonWriter& texts(std::string_view name, const Items& items) {
    return key(name).list(items, [this](const auto& item) { text(item); });
  }
  template <class Items>
  JsonWriter& numbers(std::string_view name, const Items& items) {
    return key(name).list(items, [this](const auto& item) { number(item); });
  }
  // `write` adds the members: write(out, values...), or write(values...) of a lambda that has `out`.
  template <class Write, class... Values>
  JsonWriter& object(std::string_view name, const Write& write, const Values&... values) {
    return key(name).object(write, values...);
  }
  // The same of what a pointer or an optional has, or null.
  template <class Value, class Write>
  JsonWriter& object_or_null(std::string_view name, const Value& value, const Write& write) {
    return value ? object(name, write, *value) : null(name);
  }
  // Every item is an object: write(out, item, values...), or write(item, values...).
  template <class Items, class Write, class... Values>
  JsonWriter& objects(std::string_view name, const Items& items, const Write& write, const Values&... values) {
    return key(name).objects(items, write, values...);
  }

  // What has no name: the document, an item of the list that is open, the value after key().
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::optional<std::string_view> value);
  JsonWriter& number(std::optional<uint64_t> value);
  JsonWriter& json(std::string_view value);
  template <class Items, class Write>  // write(item) writes one value
  JsonWriter& list(const Items& items, const Write& write) {
    open('[');
    for (const auto& item : items) write(item);
    return close(']');
  }
  template <class Write, class... Values>
  requires(!is_name<Write>) JsonWriter& object(const Write& write, const Values&... values) {
    open('{');
    if constexpr (std::invocable<const Write&, JsonWriter&, const Values&...>)
      write(*this, values...);
    else
      write(values...);
    return close('}');
  }
  template <class Items, class Write, class... Values>
  requires(!is_name<Items>) JsonWriter& objects(const Items& items, const Write& write, const Values&... values) {
    return list(items, [&](const auto& item) { object(write, item, values...); });
  }

  // An object or a list whose members come from several functions: open('['), and close(']') behind the last one.
  void open(char bracket);
  JsonWriter& close(char bracket);

 private:
  enum class After : uint8_t { nothing, bracket, value };  // nothing: or a key; what follows stands right there

  void separate();
  void new_line();
  void append_escape(char32_t point);
  std::size_t append_character(std::string_view text);

  static constexpr std::size_t usual_size = 512;

  JsonStyle style_;
  std::string out_;
  std::size_t depth_;
  After after_ = After::nothing;
};

}  // namespace mailauth::text
