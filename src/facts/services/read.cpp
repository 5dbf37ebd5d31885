#include "facts/services/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "facts/service_records.h"
#include "text/ascii.h"
#include "text/json_field.h"

namespace mailauth::facts {

namespace {

using text::JsonField;

constexpr std::size_t max_size = 4u << 20;  // bytes
constexpr int max_depth = 8;
constexpr std::size_t max_services = 1000;
constexpr std::size_t max_items = 100;  // of one list
constexpr std::size_t max_text = 1000;  // bytes of a name, a note, a value

constexpr std::array<std::string_view, 14> service_keys{
    "id", "name",      "aliases",      "kind",         "spf_scope",         "includes", "retired_includes",
    "mx", "selectors", "dkim_targets", "return_paths", "dkim_from_console", "records",  "note"};
constexpr std::array<std::string_view, 3> record_keys{"name", "type", "value"};

Service::Kind read_kind(const JsonField& field) {
  for (const auto kind :
       {Service::Kind::mailbox, Service::Kind::sender, Service::Kind::gateway, Service::Kind::forwarder})
    if (field.string() == to_string(kind)) return kind;
  field.fail("mailbox, sender, gateway or forwarder");
}

Service::SpfScope read_scope(const JsonField& field) {
  using Scope = Service::SpfScope;
  for (const auto scope : {Scope::apex, Scope::mail_from, Scope::none, Scope::gateway})
    if (field.string() == to_string(scope)) return scope;
  field.fail("apex, mail_from, none or gateway");
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= dns::max_label_length &&
         std::ranges::all_of(text, [](char c) { return text::is_alnum(c) || c == '-'; }) &&
         text::to_lower(text) == text;
}

std::string read_id(const JsonField& field) {
  std::string id = field.string();
  if (!is_id(id)) field.fail("lower-case letters, digits and dashes");
  return id;
}

// What is printed: on one line, and not endless.
std::string read_line(const JsonField& field) {
  std::string line = field.string();
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  if (line.size() > max_text || std::ranges::any_of(line, is_control)) field.fail("one line of text");
  return line;
}

std::string read_title(const JsonField& field) {
  std::string title = read_line(field);
  if (title.empty()) field.fail("a text");
  return title;
}

std::string read_alias(const JsonField& field) {
  std::string alias = read_line(field);
  if (squeezed(alias).empty()) field.fail("a name with letters or digits");
  return alias;
}

bool is_name(std::string_view text) {
  const auto name = dns::Name::parse(text);
  return name && !name->is_root() && name->text() == text;
}

std::string read_pattern(const JsonField& field) {
  std::string pattern = field.string();
  const std::string_view name = std::string_view(pattern).substr(pattern.starts_with('.') ? 1 : 0);
  if (!is_name(name)) field.fail("a domain name in lower case, such as \"_spf.example.net\" or \".mx.example.net\"");
  return pattern;
}

std::string read_selector(const JsonField& field) {
  std::string selector = field.string();
  if (!is_name(selector)) field.fail("a DKIM selector in lower case");
  return selector;
}

std::vector<std::string> read_list(const JsonField& service, const std::string& key,
                                   std::string (*read)(const JsonField&)) {
  std::vector<std::string> list;
  const auto field = service.find(key);
  if (!field) return list;
  for (const JsonField& item : field->items(max_items)) list.push_back(read(item));
  return list;
}

dns::Type read_type(const JsonField& field) {
  for (const dns::Type type : {dns::Type::cname, dns::Type::mx, dns::Type::txt})
    if (field.string() == dns::to_string(type)) return type;
  field.fail("CNAME, MX or TXT");
}

// As it would be for a customer whose account is "a".
std::optional<dns::Record> example_of(ServiceRecord record) {
  const auto example = dns::Name::parse("example.com");
  record.name = text::replace_all(record.name, "*", "a");
  record.value = text::replace_all(record.value, "*", "a");
  const std::string name = for_domain(record, *example).name;
  if (!name.empty() && !is_name(name)) return std::nullopt;
  return record_for(record, *example);
}

ServiceRecord read_record(const JsonField& field) {
  field.allow(record_keys);
  ServiceRecord record{read_line(field.at("name")), read_type(field.at("type")), read_line(field.at("value"))};
  const auto example = example_of(record);
  if (!example || example->type != record.type)
    field.fail("a record as in a zone file, such as fm1._domainkey CNAME fm1.{domain}.dkim.example.net.");
  return record;
}

std::vector<ServiceRecord> read_records(const JsonField& service) {
  std::vector<ServiceRecord> records;
  if (const auto field = service.find("records"))
    for (const JsonField& item : field->items(max_items)) records.push_back(read_record(item));
  return records;
}

bool read_flag(const JsonField& service, const std::string& key) {
  const auto field = service.find(key);
  return field && field->boolean();
}

Service read_service(const JsonField& field) {
  field.allow(service_keys);
  const auto note = field.find("note");
  return {.id = read_id(field.at("id")),
          .name = read_title(field.at("name")),
          .aliases = read_list(field, "aliases", read_alias),
          .kind = read_kind(field.at("kind")),
          .spf_scope = read_scope(field.at("spf_scope")),
          .includes = read_list(field, "includes", read_pattern),
          .mx = read_list(field, "mx", read_pattern),
          .selectors = read_list(field, "selectors", read_selector),
          .dkim_targets = read_list(field, "dkim_targets", read_pattern),
          .return_paths = read_list(field, "return_paths", read_pattern),
          .dkim_from_console = read_flag(field, "dkim_from_console"),
          .retired_includes = read_list(field, "retired_includes", read_pattern),
          .records = read_records(field),
          .note = note ? read_line(*note) : ""};
}

// Whoever types it must know which service is meant. `taken`: all that is said of those before.
void expect_own_aliases(const JsonField& field, const Service& service, std::set<std::string>& taken) {
  if (service.aliases.empty()) return;
  const std::vector<JsonField> items = field.at("aliases").items(max_items);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!taken.insert(squeezed(service.aliases[i])).second) items[i].fail("a name that is not taken");
}

std::set<std::string> ids_of(const std::vector<Service>& services) {
  std::set<std::string> ids;
  for (const Service& service : services) ids.insert(squeezed(service.id));
  return ids;
}

}  // namespace

std::variant<std::vector<Service>, std::string> read_services(std::string_view json) {
  try {
    const JsonField document = text::parse_json(json, max_size, max_depth);
    std::vector<Service> services;
    const std::vector<JsonField> items = document.items(max_services);
    for (const JsonField& field : items) {
      services.push_back(read_service(field));
      if (std::ranges::count(services, services.back().id, &Service::id) > 1) field.at("id").fail("another id");
    }
    std::set<std::string> taken = ids_of(services);
    for (std::size_t i = 0; i < items.size(); ++i) expect_own_aliases(items[i], services[i], taken);
    return services;
  } catch (const text::WrongJson& wrong) {
    return wrong.message;
  }
}

}  // namespace mailauth::facts
