#include "rules/dmarc/helpers/destinations.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mailauth::rules {

using facts::ReportDestination;

void for_each_destination(const Facts& facts,
                          const std::function<void(const Source& record, const ReportDestination&)>& visit) {
  if (!facts.dmarc.reporting_record) return;
  std::vector<dns::Name> seen;
  for (const ReportDestination& destination : facts.dmarc.destinations) {
    if (std::find(seen.begin(), seen.end(), destination.host) != seen.end()) continue;
    seen.push_back(destination.host);
    visit(facts.dmarc.reporting_record->source, destination);
  }
}

bool is_unauthorised(const ReportDestination& destination) {
  if (!destination.external || destination.authorised || destination.authorisation == nullptr) return false;
  return destination.authorisation->absent() || destination.authorisation->found();
}

bool is_gone(const ReportDestination& destination) {
  return destination.mx != nullptr && destination.mx->outcome == dns::Outcome::no_domain && !destination.authorised;
}

bool is_free_mail(const dns::Name& host) {
  constexpr std::array<std::string_view, 22> hosts{
      "aol.com",        "fastmail.com", "gmail.com",   "gmx.com",   "gmx.de",         "gmx.net",
      "googlemail.com", "hotmail.com",  "icloud.com",  "live.com",  "mac.com",        "mail.ru",
      "me.com",         "msn.com",      "outlook.com", "proton.me", "protonmail.com", "web.de",
      "yahoo.com",      "yandex.com",   "yandex.ru",   "ymail.com"};
  return std::find(hosts.begin(), hosts.end(), host.text()) != hosts.end();
}

}  // namespace mailauth::rules
