#include "project/config/toml.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>

#include "project/error.h"
#include "project/policy.h"

namespace mailauth::project {

namespace {

text::Position position_of(const toml::source_region& region, const std::string& path) {
  return {path, region.begin.line, region.begin.column};
}

std::string date_text(const toml::date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

// Lists of anything else than texts are of kind `other`.
void put_list(const toml::array& array, Value& value) {
  for (const toml::node& item : array) {
    const auto* text = item.as_string();
    if (text == nullptr) return;
    value.texts.push_back(text->get());
  }
  value.kind = Kind::list;
}

void put_scalar(const toml::node& node, Value& value) {
  const auto put = [&](Kind kind, std::string text) {
    value.kind = kind;
    value.texts = {std::move(text)};
  };
  if (const auto* text = node.as_string()) return put(Kind::text, text->get());
  if (const auto* number = node.as_integer()) return put(Kind::number, std::to_string(number->get()));
  if (const auto* number = node.as_floating_point()) return put(Kind::number, fmt::format("{}", number->get()));
  if (const auto* flag = node.as_boolean()) return put(Kind::flag, flag->get() ? "true" : "false");
  if (const auto* date = node.as_date()) return put(Kind::text, date_text(date->get()));
}

Value value_of(const toml::node& node, const std::string& path) {
  Value value{.position = position_of(node.source(), path)};
  if (const toml::array* array = node.as_array())
    put_list(*array, value);
  else
    put_scalar(node, value);
  return value;
}

bool stands_before(const Entry& a, const Entry& b) {
  return std::tie(a.position.line, a.position.column) < std::tie(b.position.line, b.position.column);
}

// toml++ sorts keys by name; messages follow the file.
Table table_of(const toml::table& source, const std::string& name, const std::string& path) {
  Table table{name, position_of(source.source(), path), {}};
  for (const auto& [key, node] : source)
    table.entries.push_back({std::string(key.str()), position_of(key.source(), path), value_of(node, path)});
  std::ranges::sort(table.entries, stands_before);
  return table;
}

void put_tables(const toml::node& node, const Entry& entry, const std::string& path, Document& document) {
  if (const toml::table* table = node.as_table()) document.tables.push_back(table_of(*table, entry.key, path));
  if (const toml::array* array = node.as_array())
    for (const toml::node& item : *array) document.tables.push_back(table_of(*item.as_table(), entry.key, path));
}

bool is_table(const toml::node& node) { return node.is_table() || node.is_array_of_tables(); }

toml::table parsed(std::string_view bytes, const std::string& path) {
  try {
    return toml::parse(bytes, path);
  } catch (const toml::parse_error& error) {
    const auto at = position_of(error.source(), path);
    throw Error(fmt::format("{}: {}", to_string(at), error.description()));
  }
}

}  // namespace

Document parse_toml(std::string_view bytes, const std::string& path) {
  const toml::table root = parsed(bytes, path);
  Table all = table_of(root, "", path);
  Document document{{"", {path, 1, 1}, {}}, {}};
  for (Entry& entry : all.entries) {
    const toml::node& node = *root.get(entry.key);
    if (is_table(node))
      put_tables(node, entry, path, document);
    else
      document.settings.entries.push_back(std::move(entry));
  }
  return document;
}

}  // namespace mailauth::project
