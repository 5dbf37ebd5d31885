#include "messages/redact.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "messages/attached.h"
#include "messages/mime.h"
#include "messages/received.h"
#include "messages/structured/tokens.h"
#include "text/ascii.h"

namespace mailauth::messages {

namespace {

using text::Span;
using Words = std::span<const std::string_view>;

bool is_one_of(Words words, std::string_view word) {
  return std::ranges::any_of(words, [&](std::string_view each) { return text::equals_ignoring_case(each, word); });
}

// Octets above ASCII, too: whatever the character set, they are part of a text.
char hidden(char c) {
  if (text::is_digit(c)) return '0';
  return text::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80 ? 'x' : c;
}

// A copy in which everything is hidden but what is shown. What nobody thought of is hidden.
class Copy {
 public:
  explicit Copy(std::string_view octets) : octets_(octets), copy_(octets) {
    for (char& c : copy_) c = hidden(c);
  }

  std::string_view octets() const { return octets_; }
  std::string_view at(Span span) const { return octets_.substr(span.begin, span.length()); }
  void show(Span span) { copy_.replace(span.begin, span.length(), at(span)); }
  void put(Span span, const std::string& as) { copy_.replace(span.begin, span.length(), as); }
  std::string take() { return std::move(copy_); }

 private:
  std::string_view octets_;
  std::string copy_;
};

// "mail.example.com": what has a dot and letters, digits and hyphens around it, and ends with letters.
bool is_domain(std::string_view word) {
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 2 >= word.size()) return false;
  return std::ranges::all_of(word.substr(dot + 1), text::is_alpha) &&
         std::ranges::all_of(word, [](char c) { return text::is_alnum(c) || c == '.' || c == '-' || c == '_'; });
}

// Words that servers write into Received, Received-SPF and Authentication-Results, of which none says who wrote to
// whom.
constexpr std::array<std::string_view, 79> said_by_servers{
    "from",       "by",     "with",      "id",         "for",       "via",       "helo",         "ehlo",      "smtp",
    "esmtp",      "smtps",  "esmtps",    "esmtpa",     "esmtpsa",   "lmtp",      "lmtps",        "http",      "https",
    "imap",       "pop3",   "utf8smtp",  "utf8smtps",  "microsoft", "server",    "local",        "localhost", "unknown",
    "pass",       "fail",   "softfail",  "neutral",    "none",      "temperror", "permerror",    "hardfail",  "policy",
    "spf",        "dkim",   "dmarc",     "arc",        "iprev",     "auth",      "compauth",     "domain",    "of",
    "designates", "does",   "not",       "designate",  "as",        "permitted", "sender",       "denies",    "is",
    "neither",    "nor",    "denied",    "best",       "guess",     "record",    "using",        "cipher",    "may",
    "be",         "forged", "encrypted", "quarantine", "reject",    "signature", "was",          "verified",  "body",
    "hash",       "did",    "verify",    "no",         "key",       "and",       "bestguesspass"};
// "smtp.mailfrom=a@example.com": names in front of '='.
constexpr std::array<std::string_view, 28> properties{
    "spf",         "dkim",      "dmarc",     "arc",      "iprev",     "auth",     "compauth",
    "client-ip",   "receiver",  "helo",      "identity", "mechanism", "version",  "cipher",
    "header.from", "header.d",  "header.i",  "header.s", "header.b",  "header.a", "smtp.mailfrom",
    "smtp.helo",   "smtp.auth", "smtp.from", "p",        "sp",        "dis",      "envelope-from"};

// What stands between blanks, brackets and the like.
class WordReader {
 public:
  WordReader(Copy& copy, Span span) : copy_(copy), at_(span.begin), end_(span.end) {}

  bool next(Span& word) {
    constexpr std::string_view between = " \t\r\n()<>[];,";
    const std::string_view text = copy_.octets().substr(0, end_);
    at_ = std::min(text.find_first_not_of(between, at_), text.size());
    if (at_ == end_) return false;
    std::size_t end = std::min(text.find_first_of(between, at_), text.size());
    if (text[at_] == '"') end = std::min(text.find('"', at_ + 1), text.size() - 1) + 1;  // a quoted string is one word
    word = {static_cast<uint32_t>(at_), static_cast<uint32_t>(end)};
    at_ = end;
    return true;
  }

 private:
  Copy& copy_;
  std::size_t at_, end_;
};

// The domain behind the last '@'.
void show_domain_of(Copy& copy, Span word) {
  const std::string_view text = copy.at(word);
  const std::size_t sign = text.rfind('@');
  if (sign == std::string_view::npos) return;
  const Span domain{word.begin + static_cast<uint32_t>(sign) + 1, word.end};
  if (is_domain(copy.at(domain))) copy.show(domain);
}

void show_word(Copy& copy, Span word) {
  std::string_view text = copy.at(word);
  if (const std::size_t equals = text.find('='); equals != std::string_view::npos) {
    const std::string_view name = text.substr(0, equals);
    if (!is_one_of(properties, name)) return;
    copy.show({word.begin, word.begin + static_cast<uint32_t>(equals)});
    word.begin += static_cast<uint32_t>(equals) + 1;
    text = copy.at(word);
    if (text::equals_ignoring_case(name, "header.s") || text::equals_ignoring_case(name, "header.a"))
      return copy.show(word);
  }
  if (text.find('@') != std::string_view::npos) return show_domain_of(copy, word);
  while (!text.empty() && (text.ends_with(':') || text.ends_with('.'))) text.remove_suffix(1);
  const bool is_tls = text::starts_with_ignoring_case(text, "tls");
  const bool is_address = read_client_address(copy.octets(), word).has_value();
  if (is_tls || is_address || is_one_of(said_by_servers, text) || is_domain(text)) copy.show(word);
}

// The id of a message is the server's own business.
void show_words(Copy& copy, Span span) {
  bool is_id = false;
  Span word;
  for (WordReader words(copy, span); words.next(word);) {
    if (!is_id) show_word(copy, word);
    is_id = text::equals_ignoring_case(copy.at(word), "id");
  }
}

// All but what stands in comments.
void show_date(Copy& copy, Span span) {
  unsigned depth = 0;
  for (uint32_t at = span.begin; at < span.end; ++at) {
    const char c = copy.octets()[at];
    if (c == '(') ++depth;
    if (depth == 0) copy.show({at, at + 1});
    if (c == ')' && depth > 0) --depth;
  }
}

void show_received(Copy& copy, Span span) {
  const std::size_t semicolon = copy.at(span).rfind(';');
  const auto date = semicolon == std::string_view::npos ? span.end : static_cast<uint32_t>(span.begin + semicolon);
  show_words(copy, {span.begin, date});
  show_date(copy, {date, span.end});
}

void show_addresses(Copy& copy, Span span) {
  Span word;
  for (WordReader words(copy, span); words.next(word);)
    if (!copy.at(word).starts_with('"')) show_domain_of(copy, word);
}

// Of a tag list what says how, and not who or what.
void show_tags(Copy& copy, Span span) {
  constexpr std::array<std::string_view, 12> shown{"v", "a", "c", "d", "s", "q", "t", "x", "l", "h", "cv", "i"};
  for (const std::string_view tag : text::split(copy.at(span), ';')) {
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos) continue;
    const auto begin = static_cast<uint32_t>(tag.data() - copy.octets().data());
    const auto end = begin + static_cast<uint32_t>(tag.size());
    const uint32_t value = begin + static_cast<uint32_t>(equals) + 1;
    const std::string_view name = text::trim(tag.substr(0, equals));
    copy.show({begin, value});
    if (is_one_of(shown, name) && copy.at({value, end}).find('@') == std::string_view::npos)
      copy.show({value, end});
    else if (name == "i")
      show_domain_of(copy, {value, end});
  }
}

// The boundary is hidden here as it is in the body, so that both fit.
void show_content_type(Copy& copy, Span span) {
  constexpr std::array<std::string_view, 5> shown{"charset", "format", "delsp", "report-type", "type"};
  bool is_type = true;
  for (const std::string_view part : text::split(copy.at(span), ';')) {
    const auto begin = static_cast<uint32_t>(part.data() - copy.octets().data());
    const auto end = begin + static_cast<uint32_t>(part.size());
    const std::size_t equals = part.find('=');
    if (is_type && part.find('(') == std::string_view::npos) copy.show({begin, end});
    is_type = false;
    if (equals == std::string_view::npos) continue;
    copy.show({begin, begin + static_cast<uint32_t>(equals)});
    if (is_one_of(shown, text::trim(part.substr(0, equals)))) copy.show({begin, end});
  }
}

// "<https://example.com/u?1>": the server, and how it is spoken to.
void show_links(Copy& copy, Span span) {
  Span word;
  for (WordReader words(copy, span); words.next(word);) {
    const std::string_view text = copy.at(word);
    const std::size_t slashes = text.find("://");
    if (slashes != std::string_view::npos) {
      const std::size_t end = std::min(text.find_first_of("/?#:", slashes + 3), text.size());
      copy.show({word.begin, word.begin + static_cast<uint32_t>(end)});
    } else if (text::starts_with_ignoring_case(text, "mailto:")) {
      copy.show({word.begin, word.begin + 7});
      show_domain_of(copy, {word.begin, word.begin + static_cast<uint32_t>(std::min(text.find('?'), text.size()))});
    }
  }
}

void show_all(Copy& copy, Span span) { copy.show(span); }

// Fields that are read when a message is judged, and what of them is shown.
struct Shown {
  std::string_view field;
  void (*show)(Copy& copy, Span value);
};
constexpr std::array<Shown, 31> shown_fields{{
    {"ARC-Authentication-Results", show_words},
    {"ARC-Message-Signature", show_tags},
    {"ARC-Seal", show_tags},
    {"Authentication-Results", show_words},
    {"Cc", show_addresses},
    {"Content-Transfer-Encoding", show_all},
    {"Content-Type", show_content_type},
    {"DKIM-Signature", show_tags},
    {"Date", show_date},
    {"Delivered-To", show_addresses},
    {"From", show_addresses},
    {"List-Unsubscribe", show_links},
    {"List-Unsubscribe-Post", show_all},
    {"MIME-Version", show_date},
    {"Message-ID", show_addresses},
    {"Received", show_received},
    {"Received-SPF", show_words},
    {"Reply-To", show_addresses},
    {"Resent-From", show_addresses},
    {"Return-Path", show_addresses},
    {"Sender", show_addresses},
    {"To", show_addresses},
    {"X-BeenThere", show_addresses},
    {"X-Forwarded-For", show_addresses},
    {"X-Forwarded-To", show_addresses},
    {"X-Google-DKIM-Signature", show_tags},
    {"X-Mail-from", show_addresses},
    {"X-Mailman-Version", show_date},
    {"X-Original-From", show_addresses},
    {"X-Received", show_received},
    {"X-SES-Outgoing", show_all},
}};

void show_field(Copy& copy, std::string_view name, Span value) {
  const auto known = std::ranges::find_if(
      shown_fields, [&](const Shown& each) { return text::equals_ignoring_case(each.field, name); });
  if (known != shown_fields.end()) known->show(copy, value);
}

// "CIP:192.0.2.1;" of Microsoft, and nothing beside it.
void show_connecting_ip(Copy& copy, const Field& field) {
  const std::string_view value = copy.at(field.value);
  const std::size_t begin = value.find("CIP:");
  if (begin == std::string_view::npos) return;
  const std::size_t end = std::min(value.find(';', begin), value.size());
  copy.show({field.value.begin + static_cast<uint32_t>(begin), field.value.begin + static_cast<uint32_t>(end)});
}

// The fields of the parts of a body, by which they are found.
void show_part_fields(Copy& copy, Span body) {
  constexpr std::array<std::string_view, 2> fields{"Content-Type:", "Content-Transfer-Encoding:"};
  const std::string_view octets = copy.octets();
  for (std::size_t at = body.begin; at < body.end;) {
    std::size_t end = std::min<std::size_t>(octets.find('\n', at), body.end - 1) + 1;
    for (const std::string_view field : fields) {
      if (!text::starts_with_ignoring_case(octets.substr(at, end - at), field)) continue;
      while (end < body.end && text::is_blank(octets[end]))
        end = std::min<std::size_t>(octets.find('\n', end), body.end - 1) + 1;
      const auto begin = static_cast<uint32_t>(at), value = begin + static_cast<uint32_t>(field.size());
      copy.show({begin, value});
      show_field(copy, field.substr(0, field.size() - 1), {value, static_cast<uint32_t>(end)});
    }
    at = end;
  }
}

std::string redacted(const Message& message, std::size_t depth) {
  Copy copy(message.octets);
  for (const Field& field : message.fields) {
    if (field.is_faulty()) continue;
    const std::string_view name = message.name(field);
    copy.show({field.whole.begin, field.value.begin});
    show_field(copy, name, field.value);
    if (text::equals_ignoring_case(name, "X-Forefront-Antispam-Report")) show_connecting_ip(copy, field);
  }
  show_part_fields(copy, message.body);
  if (depth == max_attached_depth) return copy.take();
  for (const MimePart& part : mime_parts(message.octets)) {
    if (!part.type.starts_with("message/") || part.encoding != TransferEncoding::none) continue;
    const Message attached = parse(message.octets.substr(part.begin, part.end - part.begin), "");
    copy.put({static_cast<uint32_t>(part.begin), static_cast<uint32_t>(part.end)}, redacted(attached, depth + 1));
  }
  return copy.take();
}

}  // namespace

std::string redacted(const Message& message) { return redacted(message, 0); }

}  // namespace mailauth::messages
