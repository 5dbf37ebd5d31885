#pragma once
// A value inside of a JSON document that nobody promised to be well formed. Every access checks the type and
// throws WrongJson, one line that names the place: `audits[0].answers[3].ttl: a number ... is expected`. It quotes
// nothing of the document, which may be a file that nobody meant to show.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::text {

struct WrongJson {
  std::string message;
};

class JsonField {
 public:
  // A value, which keeps the document that it is in, and its place there.
  JsonField(std::shared_ptr<const void> value, std::string path) : value_(std::move(value)), path_(std::move(path)) {}

  JsonField at(const std::string& key) const;  // must be there
  std::optional<JsonField> find(const std::string& key) const;
  std::vector<JsonField> items(std::size_t limit) const;  // of an array
  // An object that has no other keys than these: one that is not known is misspelt.
  void allow(std::span<const std::string_view> keys) const;

  bool boolean() const;
  std::string string() const;
  uint64_t number(uint64_t limit) const;
  std::string bytes() const;  // a string, or {"base64":"..."}

  [[noreturn]] void fail(std::string_view expected) const;

 private:
  std::string place() const;
  std::shared_ptr<const void> value_;  // of the JSON library, which stays out of this header
  std::string path_;
};

// The document, at most so large and nested so deeply. Throws WrongJson.
JsonField parse_json(std::string_view text, std::size_t max_size, int max_depth);

}  // namespace mailauth::text
