// What the macros of SPF stand for in one message, RFC 7208 7.

#include <fmt/format.h>

#include <algorithm>

#include "facts/spf/evaluation.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

using records::spf::MacroPart;

constexpr std::string_view default_local_part = "postmaster";  // RFC 7208 4.3
constexpr std::string_view no_validated_name = "unknown";      // RFC 7208 7.3

bool is_v4(const text::Ip& ip) { return ip.family == text::Ip::Family::v4; }

struct Sender {
  std::string local_part, domain;
};
Sender parts_of(const std::string& sender) {
  const std::size_t at = sender.rfind('@');
  const std::string local_part = at == std::string::npos ? "" : sender.substr(0, at);
  return {local_part.empty() ? std::string(default_local_part) : local_part,
          at == std::string::npos ? sender : sender.substr(at + 1)};
}

// Nibbles for IPv6, with letters in upper case as the common test suites have them.
std::string dotted(const text::Ip& ip) {
  if (is_v4(ip)) return text::to_string(ip);
  std::string nibbles;
  for (const uint8_t byte : ip.bytes) nibbles += fmt::format("{:X}.{:X}.", byte >> 4, byte & 15);
  nibbles.pop_back();
  return nibbles;
}

std::string_view reverse_zone(const text::Ip& ip) { return is_v4(ip) ? "in-addr" : "ip6"; }

// RFC 7208 7.3: the domain itself is preferred, then a name below it, then any.
std::string best_name(const std::vector<dns::Name>& names, const std::string& domain) {
  if (names.empty()) return std::string(no_validated_name);
  const std::optional<dns::Name> wanted = dns::Name::parse_unescaped(domain);
  const auto closeness = [&](const dns::Name& name) {
    return name == wanted ? 0 : wanted && name.is_within(*wanted) ? 1 : 2;
  };
  return std::ranges::min_element(names, {}, closeness)->text();
}

bool is_ascii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

const dns::Answer& SpfQuestions::ask(const dns::Name& name, dns::Type type) {
  const dns::Answer& answer = evidence.ask(name, type);
  answers.push_back(&answer);
  pending = pending || answer.pending();
  is_void = is_void || answer.absent();
  return answer;
}

dns::Name reverse_name(const text::Ip& ip) {
  const std::string forward = dotted(ip);
  std::vector<std::string_view> labels = text::split(forward, '.');
  std::reverse(labels.begin(), labels.end());
  return dns::Name::parse(fmt::format("{}.{}.arpa", fmt::join(labels, "."), reverse_zone(ip))).value();
}

bool leads_to(const dns::Answer& answer, const text::Ip& ip) {
  return std::ranges::any_of(answer.records, [&](const dns::Record& record) {
    const auto* address = std::get_if<text::Ip>(&record.data);
    return address != nullptr && *address == ip;
  });
}

std::vector<dns::Name> claimed_names(const dns::Answer& answer) {
  std::vector<dns::Name> names;
  for (const dns::Record& record : answer.records) {
    const auto* name = std::get_if<dns::Name>(&record.data);
    if (name != nullptr && names.size() < max_spf_names) names.push_back(*name);
  }
  return names;
}

dns::Type address_type(const text::Ip& ip) { return is_v4(ip) ? dns::Type::a : dns::Type::aaaa; }

std::vector<dns::Name> validated_names(SpfQuestions& questions) {
  const text::Ip& ip = questions.client.ip;
  std::vector<dns::Name> validated;
  for (const dns::Name& name : claimed_names(questions.ask(reverse_name(ip), dns::Type::ptr)))
    if (leads_to(questions.ask(name, address_type(ip)), ip)) validated.push_back(name);
  return validated;
}

records::spf::MacroValue macro_values(SpfQuestions& questions) {
  return [&questions](char letter) -> std::optional<std::string> {
    const SpfClient& client = questions.client;
    const Sender sender = parts_of(client.sender);
    switch (letter) {
      case 's': return fmt::format("{}@{}", sender.local_part, sender.domain);
      case 'l': return sender.local_part;
      case 'o': return sender.domain;
      case 'd': return questions.domain;
      case 'i': return dotted(client.ip);
      case 'p': return best_name(validated_names(questions), questions.domain);
      case 'v': return std::string(reverse_zone(client.ip));
      case 'h': return client.helo;
      case 'c': return text::to_string(client.ip);
      case 'r': return client.receiver;
      case 't': return std::to_string(client.time);
      default: return std::nullopt;
    }
  };
}

bool uses_macro(const records::spf::Record& record, const records::spf::Term& term, std::string_view letters) {
  const auto parts = records::spf::parse_macro_string(record.source.text, term.value);
  return std::ranges::any_of(parts, [&](const MacroPart& part) {
    return part.kind == MacroPart::Kind::macro && letters.find(text::to_lower(part.letter)) != std::string_view::npos;
  });
}

unsigned own_lookups(const records::spf::Record& record, const records::spf::Term& term) {
  if (!needs_lookup(term.kind)) return 0;
  return uses_macro(record, term, "p") ? 2 : 1;
}

std::optional<std::string> expand_target(SpfQuestions& questions, const records::spf::Record& record,
                                         const records::spf::Term& term) {
  if (uses_macro(record, term, "sl") && !is_ascii(parts_of(questions.client.sender).local_part)) return std::nullopt;
  return records::spf::target(record, term, questions.domain, macro_values(questions)).value_or("");
}

}  // namespace mailauth::facts
