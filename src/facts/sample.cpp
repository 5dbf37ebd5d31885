#include "facts/sample.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "facts/sample_file.h"
#include "facts/services.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

constexpr std::string_view directive_mark = ";!";
// Of all samples that have a past; a sweep has seen the domain the day before.
constexpr text::Date day_of_audit{std::chrono::year(2026), std::chrono::December, std::chrono::day(1)};
constexpr text::Date day_before{std::chrono::year(2026), std::chrono::November, std::chrono::day(30)};

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> found;
  for (const std::string_view piece : text::split(line, ' '))
    if (const std::string_view word = text::trim(piece); !word.empty()) found.push_back(word);
  return found;
}

// What the ";!" comments say beside the request.
struct Directives {
  std::vector<dns::Answer> outcomes;  // that no zone can say
  bool domain_exists = true;
  std::optional<inputs::Format> input;  // the sample is such a file; nothing: the records of the DNS
};

bool read_outcome(const std::vector<std::string_view>& directive, Directives& directives) {
  if (directive.size() != 3) return false;
  const std::optional<dns::Name> name = dns::Name::parse(directive[0]);
  const std::optional<dns::Type> type = dns::parse_type(directive[1]);
  const std::optional<dns::Outcome> outcome = dns::parse_outcome(directive[2]);
  if (!name || !type || !outcome || *outcome == dns::Outcome::found || *outcome == dns::Outcome::pending) return false;
  directives.outcomes.push_back({.question = {*name, *type}, .outcome = *outcome});
  return true;
}

bool add_profile(std::string_view text, Request& request) {
  const std::optional<Profile> profile = parse_profile(text);
  if (profile) request.profiles.push_back(*profile);
  return profile.has_value();
}

bool add_expected(std::string_view id, Request& request) {
  const Service* service = find_service(id);
  if (service != nullptr) request.expected.push_back(service);
  return service != nullptr;
}

// A policy in force or the fingerprint of a key, and since when it is so.
bool read_past(const std::vector<std::string_view>& directive, Request& request) {
  if (directive.size() != 3 || directive[0] != "--past") return false;
  const std::optional<text::Date> since = text::parse_date(directive[1]);
  if (!since) return false;
  if (!request.past) request.past = Past{.today = day_of_audit, .last = day_before, .policy = {}, .keys = {}};
  if (const auto policy = records::dmarc::parse_policy(directive[2]))
    request.past->policy = {*policy, *since};
  else
    request.past->keys.push_back({std::string(directive[2]), *since});
  return true;
}

// What the user knows about those who send for the domain.
bool read_sender_directive(const std::vector<std::string_view>& directive, Request& request) {
  if (directive.size() != 2) return false;
  const auto [option, value] = std::pair(directive[0], directive[1]);
  if (option == "--ip") return (request.ip = text::parse_ip(value)).has_value();
  if (option == "--profile") return add_profile(value, request);
  if (option == "--expect") return add_expected(value, request);
  if (option == "--ses-region") request.ses_region = value;
  if (option == "--ses-token") {
    request.ses_tokens.emplace_back(value);
    request.selectors.emplace_back(value);
  }
  return option == "--ses-region" || option == "--ses-token";
}

bool read_directive(const std::vector<std::string_view>& directive, Request& request, Directives& directives) {
  if (directive.size() == 1 && directive[0] == "nxdomain") {
    directives.domain_exists = false;
    return true;
  }
  if (directive.size() == 2 && directive[0] == "--input")
    return (directives.input = inputs::parse_format(directive[1])).has_value();
  if (directive.size() == 2 && directive[0] == "--selector") {
    request.selectors.emplace_back(directive[1]);
    return true;
  }
  if (directive.size() == 2 && directive[0] == "--domain") {
    const std::optional<dns::Name> domain = dns::Name::parse(directive[1]);
    request.domain = domain.value_or(request.domain);
    return domain.has_value();
  }
  if (directive.size() == 2 && directive[0] == "--mail-from") {
    request.null_sender = directive[1] == "<>";
    if (!request.null_sender) request.mail_from = dns::Name::parse(directive[1]);
    return request.null_sender || request.mail_from.has_value();
  }
  return read_past(directive, request) || read_outcome(directive, directives) ||
         read_sender_directive(directive, request);
}

// The records of the sample, and in the request how they are written when it is a file.
std::variant<dns::Zone, std::string> read_world(std::string_view zone, const dns::Name& domain,
                                                const Directives& directives, Request& request) {
  if (!directives.input) {
    auto parsed = dns::Zone::parse(zone, "", domain);
    if (const auto* error = std::get_if<dns::ZoneError>(&parsed)) return "sample" + to_string(*error);
    return std::get<dns::Zone>(std::move(parsed));
  }
  auto records = read_sample_file(zone, *directives.input, domain);
  if (const auto* error = std::get_if<std::string>(&records)) return "sample" + *error;
  auto published =
      std::make_shared<const inputs::SharedRecords>(inputs::share(std::get<inputs::Records>(std::move(records))));
  request.published = published;
  return zone_of(*published);
}

// The first line that is a directive and cannot be read.
std::optional<std::string> read_directives(std::string_view zone, Request& request, Directives& directives) {
  unsigned number = 0;
  for (const std::string_view raw : text::split(zone, '\n')) {
    ++number;
    const std::string_view line = text::trim(raw);
    if (!line.starts_with(directive_mark)) continue;
    if (!read_directive(words(line.substr(directive_mark.size())), request, directives))
      return fmt::format("sample:{}: not a directive: {}", number, text::escape_bytes(line));
  }
  return std::nullopt;
}

// A zone's apex has an SOA. Only the DNS's answers about the domain itself depend on it: it exists.
void add_apex(dns::Zone& zone, const dns::Name& domain) {
  if (!zone.records({domain, dns::Type::soa}).empty()) return;
  const dns::Name server = domain.child("ns").value_or(domain);
  const dns::Name mailbox = domain.child("hostmaster").value_or(domain);
  zone.add({.owner = domain,
            .type = dns::Type::soa,
            .ttl = 3600,
            .data = dns::Soa{server, mailbox, 1, 7200, 900, 1209600, 3600}});
}

bool is_directive(std::string_view line) { return text::trim(line).starts_with(directive_mark); }

}  // namespace

std::vector<std::string_view> directives_of(std::string_view zone) {
  std::vector<std::string_view> directives;
  for (const std::string_view line : text::split(zone, '\n'))
    if (is_directive(line)) directives.push_back(text::trim(text::trim(line).substr(directive_mark.size())));
  return directives;
}

std::string without_directives(std::string_view zone) {
  std::string rest;
  for (const std::string_view line : text::split(zone, '\n')) rest.append(is_directive(line) ? "" : line).append("\n");
  return rest;
}

std::variant<Sample, std::string> parse_sample(std::string_view zone, const dns::Name& domain) {
  Sample sample;
  sample.request.domain = domain;
  Directives directives;
  if (const auto error = read_directives(zone, sample.request, directives)) return *error;

  auto read = read_world(zone, domain, directives, sample.request);
  if (auto* error = std::get_if<std::string>(&read)) return std::move(*error);
  auto& world = std::get<dns::Zone>(read);
  if (directives.domain_exists) add_apex(world, domain);
  world.speak_for_everything();

  for (dns::Answer& answer : directives.outcomes) sample.evidence.put(std::move(answer));
  sample.evidence.add_zone(world);
  sample.evidence.go_offline();
  return sample;
}

}  // namespace mailauth::facts
