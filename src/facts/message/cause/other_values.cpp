#include "facts/message/cause/other_values.h"

#include <algorithm>
#include <array>

#include "messages/address.h"
#include "text/ascii.h"

namespace mailauth::facts::causes {

using messages::Field;
using messages::Message;

namespace {

constexpr std::size_t max_values = 100;                 // that are tried for a field
constexpr std::size_t max_searched_body = 64UL << 10U;  // in which parts and boundaries are looked for
constexpr std::array<std::string_view, 6> address_fields{"From", "Reply-To", "Sender", "Return-Path", "Cc", "To"};

bool is_address_field(std::string_view name) {
  return std::ranges::any_of(address_fields, [&](auto each) { return text::equals_ignoring_case(each, name); });
}

bool keeps(std::string_view keeper, std::string_view name) {
  const std::string kept = text::to_lower(keeper), wanted = text::to_lower(name);
  if (kept != wanted && kept.ends_with(wanted)) return true;
  if (wanted == "subject") return kept == "thread-topic" || kept == "x-spam-prev-subject";
  return kept != wanted && is_address_field(wanted) && is_address_field(kept);
}

std::string with_blank(std::string_view value) { return " " + std::string(text::trim(value)); }

std::string_view searched_body(const Message& message) { return message.at(message.body).substr(0, max_searched_body); }

std::string_view line_at(std::string_view text, std::size_t at) {
  std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// A value in the body, with the lines that continue it.
std::string_view value_at(std::string_view body, std::size_t at) {
  std::size_t end = std::min(body.find('\n', at), body.size());
  while (end + 1 < body.size() && text::is_blank(body[end + 1])) end = std::min(body.find('\n', end + 1), body.size());
  return body.substr(at, end - at);
}

template <class Visit>
void for_each_line(std::string_view body, Visit visit) {
  for (std::size_t at = 0; at < body.size(); at = std::min(body.find('\n', at), body.size()) + 1)
    visit(at, line_at(body, at));
}

// "Alice" of "Alice via users".
std::vector<std::string> names_in(std::string_view display_name) {
  std::vector<std::string> names{std::string(display_name)};
  for (const std::string_view mark : {" via ", " (via ", " at ", " - ", " ("}) {
    const std::size_t at = display_name.find(mark);
    if (at != std::string_view::npos) names.emplace_back(text::trim(display_name.substr(0, at)));
  }
  for (std::size_t at = 0, count = names.size(); at < count; ++at) {
    std::string bare = names[at];
    std::erase_if(bare, [](char c) { return c == '"' || c == '\''; });
    names.emplace_back(text::trim(bare));
  }
  return names;
}

// Addresses that may be the sender's: in fields, and within what lists make of one:
// "alice=example.com@lists.example.net".
std::vector<std::string> addresses_in(const Message& message) {
  std::vector<std::string> addresses;
  for (const Field& field : message.fields) {
    const std::string name = text::to_lower(message.name(field));
    const bool may_have =
        is_address_field(name) || name.ends_with("from") || name.ends_with("sender") || name.ends_with("reply-to");
    if (!may_have || addresses.size() > max_values) continue;
    const std::string value = unfolded_value(message, field).text;
    for (const auto& mailbox : messages::parse_addresses(value).mailboxes) {
      const text::Source source{"", value, {}, nullptr};
      const std::string local(source.at(mailbox.local_part));
      addresses.push_back(local + "@" + std::string(source.at(mailbox.domain)));
      const std::size_t sign = local.rfind('=');
      if (sign != std::string::npos) addresses.push_back(local.substr(0, sign) + "@" + local.substr(sign + 1));
      if (addresses.size() > max_values) break;
    }
  }
  return addresses;
}

}  // namespace

ValueForms kept_values(const Message& message, std::string_view name) {
  ValueForms forms;
  for (const Field& field : message.fields)
    if (forms.size() < max_values && keeps(message.name(field), name))
      forms.push_back({with_blank(message.at(field.value))});
  return forms;
}

ValueForms from_forms(const Message& message, const NamedValue& field) {
  ValueForms forms;
  if (!text::equals_ignoring_case(field.name, "From")) return forms;
  const std::string value(text::trim(field.value));
  const messages::AddressList list = messages::parse_addresses(value);
  if (list.mailboxes.empty()) return forms;
  const text::Span name = list.mailboxes.front().display_name;
  const std::vector<std::string> names = names_in(std::string_view(value).substr(name.begin, name.length()));
  const text::Source source{"", value, {}, nullptr};
  const std::string now = std::string(source.at(list.mailboxes.front().local_part)) + "@" +
                          std::string(source.at(list.mailboxes.front().domain));
  for (const std::string& address : addresses_in(message)) {
    if (address == now) continue;  // what it is now was not put there by anybody else
    forms.push_back({" " + address});
    forms.push_back({" <" + address + ">"});
    for (const std::string& each : names) {
      forms.push_back({" " + each + " <" + address + ">"});
      forms.push_back({" \"" + each + "\" <" + address + ">"});
    }
    if (forms.size() > 10 * max_values) break;
  }
  return forms;
}

ValueForms content_forms(const Message& message, const NamedValue& field) {
  ValueForms forms;
  if (!text::starts_with_ignoring_case(field.name, "Content-")) return forms;
  const std::string_view body = searched_body(message);
  const std::string begin = std::string(field.name) + ":";
  const std::string now(field.value);
  const std::size_t boundary = text::to_lower(now).find("boundary=");
  for_each_line(body, [&](std::size_t at, std::string_view line) {
    if (forms.size() >= max_values) return;
    if (text::starts_with_ignoring_case(line, begin)) forms.push_back({with_blank(value_at(body, at + begin.size()))});
    if (!line.starts_with("--") || line.size() < 4 || boundary == std::string::npos) return;
    const std::size_t value_begin = boundary + std::string_view("boundary=").size();
    const std::size_t value_end = std::min(now.find_first_of("; \t\r\n", value_begin), now.size());
    for (const std::string& form : {"\"" + std::string(line.substr(2)) + "\"", std::string(line.substr(2))})
      forms.push_back({now.substr(0, value_begin) + form + now.substr(value_end)});
  });
  return forms;
}

ValueForms message_ids(const Message& message, const NamedValue& field) {
  ValueForms forms;
  if (!text::equals_ignoring_case(field.name, "Message-ID")) return forms;
  for (const Field& other : message.fields) {
    const std::string_view value = message.at(other.value);
    const bool is_id = text::to_lower(message.name(other)).ends_with("id");
    if (is_id && value.size() < 1000) {
      forms.push_back({with_blank(value)});
      forms.push_back({" <" + std::string(text::trim(value)) + ">"});
    }
    for (std::size_t open = value.find('<'); open != std::string_view::npos && forms.size() < max_values;
         open = value.find('<', open + 1)) {
      const std::size_t close = value.find('>', open);
      if (close == std::string_view::npos) break;
      forms.push_back({" " + std::string(value.substr(open, close + 1 - open))});
    }
  }
  return forms;
}

ValueForms usual_values(std::string_view name) {
  ValueForms forms;
  const auto add = [&](std::string_view field, std::initializer_list<std::string_view> values) {
    if (!text::equals_ignoring_case(name, field)) return;
    for (const std::string_view value : values) forms.push_back({" " + std::string(value)});
  };
  add("MIME-Version", {"1.0"});
  add("Content-Transfer-Encoding", {"7bit", "8bit", "quoted-printable", "base64"});
  add("Content-Type",
      {"text/plain", "text/plain; charset=utf-8", "text/plain; charset=UTF-8", "text/plain; charset=us-ascii",
       "text/plain; charset=\"utf-8\"", "text/plain; charset=\"UTF-8\"", "text/html; charset=utf-8",
       "text/html; charset=UTF-8", "text/html; charset=\"utf-8\"", "text/html; charset=\"UTF-8\""});
  add("Precedence", {"bulk", "list"});
  add("Auto-Submitted", {"auto-generated"});
  add("X-Priority", {"3", "1"});
  add("To", {"undisclosed-recipients:;", "undisclosed-recipients: ;", "Undisclosed recipients:;"});
  add("Subject", {""});
  add("List-Unsubscribe-Post", {"List-Unsubscribe=One-Click"});
  return forms;
}

}  // namespace mailauth::facts::causes
