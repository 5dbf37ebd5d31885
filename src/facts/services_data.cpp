// data/providers.json as Services, data/selectors.tsv as selectors. Both are read when they are first needed.

#include <nlohmann/json.hpp>

#include <array>
#include <stdexcept>

#include "mailauth/facts/services.h"
#include "mailauth/text/ascii.h"

namespace mailauth::data {
extern const std::string_view providers;
extern const std::string_view selectors;
}  // namespace mailauth::data

namespace mailauth::facts {

namespace {

using Json = nlohmann::json;

// The data is ours: a word that is not known is a bug that the first run of any test shows.
template <class Value, std::size_t size>
Value word(const Json& text, const std::array<std::pair<std::string_view, Value>, size>& words) {
  for (const auto& [known, value] : words)
    if (text == known) return value;
  throw std::runtime_error("data/providers.json: unknown word " + text.dump());
}

constexpr std::array<std::pair<std::string_view, Service::Kind>, 4> kinds{{{"mailbox", Service::Kind::mailbox},
                                                                           {"sender", Service::Kind::sender},
                                                                           {"gateway", Service::Kind::gateway},
                                                                           {"forwarder", Service::Kind::forwarder}}};
constexpr std::array<std::pair<std::string_view, Service::SpfScope>, 4> scopes{
    {{"apex", Service::SpfScope::apex},
     {"mail_from", Service::SpfScope::mail_from},
     {"none", Service::SpfScope::none},
     {"gateway", Service::SpfScope::gateway}}};

std::vector<std::string> list(const Json& object, const char* key) {
  return object.value(key, std::vector<std::string>{});
}

Service read_service(const Json& object) {
  return {.id = object.at("id").get<std::string>(),
          .name = object.at("name").get<std::string>(),
          .kind = word(object.at("kind"), kinds),
          .spf_scope = word(object.at("spf_scope"), scopes),
          .includes = list(object, "includes"),
          .mx = list(object, "mx"),
          .selectors = list(object, "selectors"),
          .dkim_targets = list(object, "dkim_targets"),
          .return_paths = list(object, "return_paths"),
          .dkim_from_console = object.value("dkim_from_console", false)};
}

std::vector<Service> read_services() {
  std::vector<Service> services;
  for (const Json& object : Json::parse(data::providers)) services.push_back(read_service(object));
  return services;
}

std::vector<std::string> read_selectors() {
  std::vector<std::string> selectors;
  for (const std::string_view line : text::split(data::selectors, '\n'))
    if (!line.empty() && !line.starts_with('#')) selectors.emplace_back(line.substr(0, line.find('\t')));
  return selectors;
}

// Seen in the setup templates of senders; "send", "mail" and "bounce" are the most frequent.
constexpr std::array<std::string_view, 26> labels{
    "send",          "mail",     "bounce",    "bounces", "email",         "em",         "mg",
    "mailer",        "mailfrom", "ses",       "notify",  "notifications", "newsletter", "news",
    "transactional", "updates",  "rp",        "return",  "feedback",      "pm-bounces", "bnc3",
    "mta",           "fwdkim1",  "marketing", "reply",   "outbound"};

}  // namespace

std::span<const Service> services() {
  static const std::vector<Service> all = read_services();
  return all;
}

std::span<const std::string> known_selectors() {
  static const std::vector<std::string> all = read_selectors();
  return all;
}

std::span<const std::string_view> mail_from_labels() { return labels; }

}  // namespace mailauth::facts
