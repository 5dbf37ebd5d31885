#include "rules/across/helpers/services.h"

#include <algorithm>
#include <span>

#include "rules/dkim/helpers/published_keys.h"

namespace mailauth::rules {

using facts::Facts;
using facts::Service;

namespace {

bool contains(std::span<const std::string> names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_expected(const Service& service, const Facts& facts) {
  const auto& expected = facts.request.expected;
  return std::find(expected.begin(), expected.end(), &service) != expected.end();
}

bool is_permitted(const Service& service, const facts::SpfNode& spf) {
  return std::any_of(service.includes.begin(), service.includes.end(), [&](const std::string& include) {
    const auto target = dns::Name::parse(include);
    return target && facts::includes(spf, *target);
  });
}

bool receives_at(const Service& service, const dns::Name& host) {
  const Service* recognised = facts::service_of_mx(host);
  if (recognised == nullptr) return false;
  return std::any_of(recognised->mx.begin(), recognised->mx.end(),
                     [&](const std::string& pattern) { return contains(service.mx, pattern); });
}

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

bool has_unanswered_key(const Service& service, const Facts& facts) {
  return std::any_of(facts.dkim.selectors.begin(), facts.dkim.selectors.end(),
                     [&](const facts::DkimSelector& selector) {
                       return selector.answer->failed() && contains(service.selectors, selector.selector);
                     });
}

bool may_be_hidden(const Facts& facts) {
  return std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(), [](const dns::Mx& mx) {
    const Service* receiver = facts::service_of_mx(mx.exchange);
    return !mx.exchange.is_root() && (receiver == nullptr || receiver->kind == Service::Kind::gateway);
  });
}

}  // namespace mailauth::rules
