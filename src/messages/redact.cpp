#include "messages/redact.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/ascii.h"

namespace mailauth::messages {

namespace {

// Fields that are read when a message is judged. Their addresses lose what is before the '@'.
constexpr std::array<std::string_view, 31> kept{"ARC-Authentication-Results",
                                                "ARC-Message-Signature",
                                                "ARC-Seal",
                                                "Authentication-Results",
                                                "Cc",
                                                "Content-Transfer-Encoding",
                                                "Content-Type",
                                                "DKIM-Signature",
                                                "Date",
                                                "Delivered-To",
                                                "From",
                                                "List-Unsubscribe-Post",
                                                "MIME-Version",
                                                "Message-ID",
                                                "Received",
                                                "Received-SPF",
                                                "Reply-To",
                                                "Resent-From",
                                                "Return-Path",
                                                "Sender",
                                                "To",
                                                "X-BeenThere",
                                                "X-Forefront-Antispam-Report",
                                                "X-Forwarded-For",
                                                "X-Forwarded-To",
                                                "X-Google-DKIM-Signature",
                                                "X-Mail-from",
                                                "X-Mailman-Version",
                                                "X-Original-From",
                                                "X-Received",
                                                "X-SES-Outgoing"};
// Of these the names of people stand beside the addresses.
constexpr std::array<std::string_view, 7> with_names{"Cc",     "From", "Reply-To",       "Resent-From",
                                                     "Sender", "To",   "X-Original-From"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::any_of(names, [&](std::string_view each) { return text::equals_ignoring_case(each, name); });
}

// Octets above ASCII, too: whatever the character set, they are part of a text.
void hide(char& c) {
  if (text::is_digit(c)) c = '0';
  if (text::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80) c = 'x';
}

bool ends_address(char c) {
  constexpr std::string_view ends = "<>()[]:;, \t\r\n\"=";
  return ends.find(c) != std::string_view::npos;
}

void hide_local_parts(std::string& octets, text::Span span) {
  for (std::size_t at = octets.find('@', span.begin); at < span.end; at = octets.find('@', at + 1))
    for (std::size_t i = at; i > span.begin && !ends_address(octets[i - 1]); --i) hide(octets[i - 1]);
}

// All but the domains behind '@'.
void hide_names(std::string& octets, text::Span span) {
  bool in_domain = false;
  for (uint32_t at = span.begin; at < span.end; ++at) {
    if (octets[at] == '@') in_domain = true;
    if (ends_address(octets[at])) in_domain = false;
    if (!in_domain) hide(octets[at]);
  }
}

void hide_field(std::string& octets, std::string_view name, const Field& field) {
  if (contains(with_names, name))
    hide_names(octets, field.value);
  else if (contains(kept, name))
    hide_local_parts(octets, field.value);
  else
    for (uint32_t at = field.value.begin; at < field.value.end; ++at) hide(octets[at]);
}

}  // namespace

std::string redacted(const Message& message) {
  std::string octets = message.octets;
  for (const Field& field : message.fields)
    if (field.is_faulty())
      for (uint32_t at = field.whole.begin; at < field.whole.end; ++at) hide(octets[at]);
    else
      hide_field(octets, message.name(field), field);
  for (uint32_t at = message.body.begin; at < message.body.end; ++at) hide(octets[at]);
  return octets;
}

}  // namespace mailauth::messages
