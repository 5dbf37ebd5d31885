#include "rules/service_help.h"

#include <algorithm>
#include <span>

#include "rules/dkim_help.h"

namespace mailauth::rules {

using facts::Facts;
using facts::Service;

namespace {

bool contains(std::span<const std::string> names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_used(const facts::RecognisedService& recognised) {
  return std::any_of(recognised.signs.begin(), recognised.signs.end(),
                     [](facts::Sign sign) { return sign != facts::Sign::spf_include; });
}

bool can_tell_keys(const Facts& facts) { return facts.dkim.wildcard != nullptr && facts.dkim.wildcard->absent(); }

bool has_fixed_selectors(const Service& service) {
  if (service.selectors.empty()) return false;
  return service.kind == Service::Kind::mailbox ||
         (service.kind == Service::Kind::sender && !service.dkim_from_console);
}

// What was asked for and is not among the selectors does not exist.
bool has_no_key(const Service& service, const Facts& facts) {
  const bool all_asked = std::all_of(service.selectors.begin(), service.selectors.end(), [&](const std::string& name) {
    return contains(facts::known_selectors(), name) || contains(facts.request.selectors, name);
  });
  const auto may_be_its = [&](const facts::DkimSelector& selector) {
    const bool may_exist = is_published(selector) || !selector.answer->absent();
    return selector.service == &service || (may_exist && contains(service.selectors, selector.selector));
  };
  return all_asked && std::none_of(facts.dkim.selectors.begin(), facts.dkim.selectors.end(), may_be_its);
}

}  // namespace mailauth::rules
