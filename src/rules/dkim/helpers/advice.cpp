#include "rules/dkim/helpers/advice.h"

#include <fmt/format.h>

namespace mailauth::rules {

std::string advice_on_longer_key(const facts::DkimSelector& selector) {
  if (selector.service != nullptr && selector.service->id == "amazon-ses")
    return "Amazon SES makes the key: set its length to RSA_2048_BIT in the console of SES, nothing changes in the DNS";
  if (selector.service != nullptr)
    return fmt::format("{} makes the key: choose 2048 bits in its console", selector.service->name);
  return "Make a new key of 2048 bits, publish it at a new selector, sign with it, and later remove this one";
}

std::string advice_on_broken_key(const facts::DkimSelector& selector) {
  return fmt::format("Publish a new key at a new selector, sign with that, and then publish \"v=DKIM1; p=\" at {}: "
                     "that revokes this one",
                     selector.name.text());
}

std::string advice_on_new_keys(const facts::Service& service) {
  if (service.id == "amazon-ses") return "Amazon SES: copy all three CNAME records from its console (Identities, DKIM)";
  if (service.selectors.empty())
    return fmt::format("{}: switch DKIM on in its console and copy the records that it shows", service.name);
  return fmt::format("{}: switch DKIM on in its console and copy the records that it shows (selector{} {})",
                     service.name, service.selectors.size() == 1 ? "" : "s", fmt::join(service.selectors, ", "));
}

std::vector<std::string> advice_on_new_keys(const Facts& facts) {
  std::vector<std::string> advice;
  for (const facts::RecognisedService& recognised : facts.services)
    if (recognised.service->kind == facts::Service::Kind::mailbox ||
        recognised.service->kind == facts::Service::Kind::sender)
      advice.push_back(advice_on_new_keys(*recognised.service));
  return advice;
}

}  // namespace mailauth::rules
