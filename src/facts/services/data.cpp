// data/providers.json as Services, data/selectors.tsv and what services use besides as selectors. Both are read when
// they are first needed.

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include "facts/services.h"
#include "facts/services/index.h"
#include "facts/services/read.h"
#include "text/ascii.h"

namespace mailauth::data {
extern const std::string_view providers;
extern const std::string_view selectors;
}  // namespace mailauth::data

namespace mailauth::facts {

namespace {

// The data is ours: what cannot be read is a bug that the first run of any test shows.
std::vector<Service> read_own_services() {
  auto read = read_services(data::providers);
  if (const auto* error = std::get_if<std::string>(&read)) throw std::runtime_error("data/providers.json: " + *error);
  return std::get<std::vector<Service>>(std::move(read));
}

struct AllServices {
  explicit AllServices(std::vector<Service> all) : services(std::move(all)), indexes(services) {}
  std::vector<Service> services;
  ServiceIndexes indexes;  // into them
};

// Written to by add_services() alone, before the first audit.
std::unique_ptr<const AllServices>& all_services() {
  static auto all = std::make_unique<const AllServices>(read_own_services());
  return all;
}

std::vector<std::string> read_selectors() {
  std::vector<std::string> selectors;
  for (const std::string_view line : text::split(data::selectors, '\n'))
    if (!line.empty() && !line.starts_with('#')) selectors.emplace_back(line.substr(0, line.find('\t')));
  for (const Service& service : services())
    for (const std::string& selector : service.selectors)
      if (std::ranges::find(selectors, selector) == selectors.end()) selectors.push_back(selector);
  return selectors;
}

// Seen in the setup templates of senders; "send", "mail" and "bounce" are the most frequent.
constexpr std::array<std::string_view, 26> labels{
    "send",          "mail",     "bounce",    "bounces", "email",         "em",         "mg",
    "mailer",        "mailfrom", "ses",       "notify",  "notifications", "newsletter", "news",
    "transactional", "updates",  "rp",        "return",  "feedback",      "pm-bounces", "bnc3",
    "mta",           "fwdkim1",  "marketing", "reply",   "outbound"};

}  // namespace

std::span<const Service> services() { return all_services()->services; }

const ServiceIndexes& service_indexes() { return all_services()->indexes; }

std::optional<std::string> add_services(std::string_view json) {
  auto read = read_services(json);
  if (auto* error = std::get_if<std::string>(&read)) return std::move(*error);
  auto merged = std::get<std::vector<Service>>(std::move(read));
  const std::size_t added = merged.size();
  for (const Service& service : services()) {
    const auto end = merged.begin() + static_cast<std::ptrdiff_t>(added);
    if (std::find_if(merged.begin(), end, [&](const Service& other) { return other.id == service.id; }) == end)
      merged.push_back(service);
  }
  all_services() = std::make_unique<const AllServices>(std::move(merged));
  return std::nullopt;
}

std::span<const std::string> known_selectors() {
  static const std::vector<std::string> all = read_selectors();
  return all;
}

std::span<const std::string_view> mail_from_labels() { return labels; }

}  // namespace mailauth::facts
