#include "dns/json_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mailauth/text/ascii.h"
#include "mailauth/text/base64.h"

namespace mailauth::dns {

JsonField JsonField::inner(const nlohmann::json& value, std::string path) const {
  return {std::shared_ptr<const nlohmann::json>(value_, &value), std::move(path)};
}

std::optional<JsonField> JsonField::find(const std::string& key) const {
  if (!value_->is_object()) fail("an object");
  const auto at = value_->find(key);
  if (at == value_->end()) return std::nullopt;
  return inner(*at, path_.empty() ? key : path_ + "." + key);
}

JsonField JsonField::at(const std::string& key) const {
  const std::optional<JsonField> field = find(key);
  if (!field) fail(fmt::format("an object with \"{}\"", key));
  return *field;
}

std::vector<JsonField> JsonField::items(std::size_t limit) const {
  if (!value_->is_array()) fail("an array");
  if (value_->size() > limit) fail(fmt::format("an array of at most {}", limit));
  std::vector<JsonField> items;
  for (std::size_t i = 0; i < value_->size(); ++i)
    items.push_back(inner((*value_)[i], fmt::format("{}[{}]", path_, i)));
  return items;
}

void JsonField::allow(std::span<const std::string_view> keys) const {
  if (!value_->is_object()) fail("an object");
  for (const auto& [key, value] : value_->items())
    if (std::ranges::find(keys, key) == keys.end())
      throw WrongJson{fmt::format("{}: \"{}\" is no key here", place(), text::escape_bytes(key))};
}

std::string JsonField::string() const {
  if (!value_->is_string()) fail("a string");
  return value_->get<std::string>();
}

bool JsonField::boolean() const {
  if (!value_->is_boolean()) fail("true or false");
  return value_->get<bool>();
}

uint64_t JsonField::number(uint64_t limit) const {
  const bool fits = value_->is_number_unsigned() && value_->get<uint64_t>() <= limit;
  if (!fits) fail(fmt::format("a whole number from 0 to {}", limit));
  return value_->get<uint64_t>();
}

std::string JsonField::bytes() const {
  if (value_->is_string()) return value_->get<std::string>();
  if (!value_->is_object()) fail("a string, or an object with \"base64\"");
  const JsonField encoded = at("base64");
  if (!encoded.value_->is_string()) encoded.fail("a string");
  const text::Base64 decoded = text::decode_base64(encoded.value_->get_ref<const std::string&>());
  if (decoded.fault) encoded.fail("base64");
  return {decoded.bytes.begin(), decoded.bytes.end()};
}

std::string JsonField::place() const { return path_.empty() ? "the document" : text::escape_bytes(path_); }

void JsonField::fail(std::string_view expected) const {
  throw WrongJson{fmt::format("{}: {} is expected", place(), expected)};
}

JsonField parse_json(std::string_view text, std::size_t max_size, int max_depth) {
  if (text.size() > max_size) throw WrongJson{"the document is too large"};
  bool too_deep = false;
  const auto within_depth = [&](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
    too_deep = too_deep || depth > max_depth;
    return !too_deep;
  };
  try {
    auto document = std::make_shared<const nlohmann::json>(nlohmann::json::parse(text, within_depth));
    if (too_deep) throw WrongJson{"the document is nested too deeply"};
    return {std::move(document), ""};
  } catch (const nlohmann::json::parse_error& error) {
    throw WrongJson{fmt::format("this is no JSON: error at byte {}", error.byte)};
  } catch (const nlohmann::json::exception&) {  // a number beyond every range
    throw WrongJson{"this is no JSON that can be read"};
  }
}
}  // namespace mailauth::dns
