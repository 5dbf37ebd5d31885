#include "dns/json_field.h"

#include <fmt/format.h>

#include "mailauth/text/ascii.h"
#include "mailauth/text/base64.h"
#include "mailauth/text/utf8.h"

namespace mailauth::dns {

std::optional<JsonField> JsonField::find(const std::string& key) const {
  if (!value_->is_object()) fail("an object");
  const auto at = value_->find(key);
  if (at == value_->end()) return std::nullopt;
  return JsonField(*at, path_.empty() ? key : path_ + "." + key);
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
  for (std::size_t i = 0; i < value_->size(); ++i) items.emplace_back((*value_)[i], fmt::format("{}[{}]", path_, i));
  return items;
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

void JsonField::fail(std::string_view expected) const {
  const std::string place = path_.empty() ? "the document" : text::escape_bytes(path_);
  throw WrongJson{fmt::format("{}: {} is expected", place, expected)};
}

nlohmann::ordered_json bytes_to_json(const std::string& bytes) {
  if (text::is_utf8(bytes)) return bytes;
  return {{"base64", text::encode_base64(bytes)}};
}

}  // namespace mailauth::dns
