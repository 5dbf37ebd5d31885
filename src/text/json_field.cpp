#include "text/json_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::text {

namespace {

using Json = nlohmann::json;

const Json& json_of(const std::shared_ptr<const void>& value) { return *static_cast<const Json*>(value.get()); }

}  // namespace

std::optional<JsonField> JsonField::find(const std::string& key) const {
  const Json& json = json_of(value_);
  if (!json.is_object()) fail("an object");
  const auto at = json.find(key);
  if (at == json.end()) return std::nullopt;
  return JsonField({value_, &*at}, path_.empty() ? key : path_ + "." + key);
}

JsonField JsonField::at(const std::string& key) const {
  const std::optional<JsonField> field = find(key);
  if (!field) fail(fmt::format("an object with \"{}\"", key));
  return *field;
}

std::vector<JsonField> JsonField::items(std::size_t limit) const {
  const Json& json = json_of(value_);
  if (!json.is_array()) fail("an array");
  if (json.size() > limit) fail(fmt::format("an array of at most {}", limit));
  std::vector<JsonField> items;
  for (std::size_t i = 0; i < json.size(); ++i)
    items.push_back(JsonField({value_, &json[i]}, fmt::format("{}[{}]", path_, i)));
  return items;
}

void JsonField::allow(std::span<const std::string_view> keys) const {
  const Json& json = json_of(value_);
  if (!json.is_object()) fail("an object");
  for (const auto& [key, value] : json.items())
    if (std::ranges::find(keys, key) == keys.end())
      throw WrongJson{fmt::format("{}: a key here is none of {}", place(), fmt::join(keys, ", "))};
}

std::string JsonField::string() const {
  const Json& json = json_of(value_);
  if (!json.is_string()) fail("a string");
  return json.get<std::string>();
}

bool JsonField::boolean() const {
  const Json& json = json_of(value_);
  if (!json.is_boolean()) fail("true or false");
  return json.get<bool>();
}

uint64_t JsonField::number(uint64_t limit) const {
  const Json& json = json_of(value_);
  const bool fits = json.is_number_unsigned() && json.get<uint64_t>() <= limit;
  if (!fits) fail(fmt::format("a whole number from 0 to {}", limit));
  return json.get<uint64_t>();
}

std::string JsonField::bytes() const {
  const Json& json = json_of(value_);
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object()) fail("a string, or an object with \"base64\"");
  const JsonField encoded = at("base64");
  if (!json_of(encoded.value_).is_string()) encoded.fail("a string");
  const Base64 decoded = decode_base64(json_of(encoded.value_).get_ref<const std::string&>());
  if (decoded.fault) encoded.fail("base64");
  return {decoded.bytes.begin(), decoded.bytes.end()};
}

std::string JsonField::place() const { return path_.empty() ? "the document" : escape_bytes(path_); }

void JsonField::fail(std::string_view expected) const {
  throw WrongJson{fmt::format("{}: {} is expected", place(), expected)};
}

JsonField parse_json(std::string_view text, std::size_t max_size, int max_depth) {
  if (text.size() > max_size) throw WrongJson{"the document is too large"};
  bool too_deep = false;
  const auto within_depth = [&](int depth, Json::parse_event_t, const Json&) {
    too_deep = too_deep || depth > max_depth;
    return !too_deep;
  };
  try {
    auto document = std::make_shared<const Json>(Json::parse(text, within_depth));
    if (too_deep) throw WrongJson{"the document is nested too deeply"};
    return JsonField(std::move(document), "");
  } catch (const Json::parse_error& error) {
    throw WrongJson{fmt::format("this is no JSON: error at byte {}", error.byte)};
  } catch (const Json::exception&) {  // a number beyond every range
    throw WrongJson{"this is no JSON that can be read"};
  }
}

}  // namespace mailauth::text
