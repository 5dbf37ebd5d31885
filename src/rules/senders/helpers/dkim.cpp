#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "rules/across/helpers/services.h"
#include "rules/authentication.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/senders/helpers/parts.h"
#include "rules/ses/helpers/identities.h"
#include "text/ascii.h"

namespace mailauth::rules {

using facts::ByGeneration;
using facts::DkimSelector;
using facts::Facts;
using facts::Known;
using facts::Service;

namespace {

// A selector, with the domain whose key it is.
struct Key {
  const DkimSelector* selector = nullptr;
  ByGeneration aligns;
};

bool is_usable(const DkimSelector& selector) { return std::ranges::any_of(selector.keys, records::dkim::is_usable); }

// All selectors that may sign for the domain: its own, then its organization's.
std::vector<Key> all_keys(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  std::vector<Key> keys;
  for (const DkimSelector& selector : facts.dkim.selectors) keys.push_back({&selector, {Known::yes, Known::yes}});
  if (!facts.organization) return keys;
  const ByGeneration aligns = dkim_alignment(facts.organization->identity, facts.domain(), discovery);
  for (const DkimSelector& selector : facts.organization->dkim.selectors)
    if (is_usable(selector)) keys.push_back({&selector, aligns});
  return keys;
}

bool is_listed(const Service& service, const std::string& selector) {
  return std::ranges::find(service.selectors, selector) != service.selectors.end();
}

bool belongs_to(const DkimSelector& selector, const Service& service) {
  if (signs_with_ses(service) && is_ses_selector(selector)) return true;
  if (selector.service != nullptr) return selector.service == &service;
  return is_listed(service, selector.selector);
}

bool belongs_to_any(const DkimSelector& selector, const Facts& facts) {
  return selector.service != nullptr || std::ranges::any_of(facts.services, [&](const facts::RecognisedService& each) {
           return belongs_to(selector, *each.service);
         });
}

std::vector<Key> keys_of(const Service& service, const Facts& facts) {
  std::vector<Key> keys = all_keys(facts);
  std::erase_if(keys, [&](const Key& key) { return !belongs_to(*key.selector, service); });
  return keys;
}

// Tokens of Amazon SES have 32 letters, of which the first tell enough.
std::string short_name(const DkimSelector& selector) {
  constexpr std::size_t longest = 16, kept = 8;
  const std::string& name = selector.selector;
  return name.size() <= longest ? name : name.substr(0, kept) + "...";
}

std::string state_of(const DkimSelector& selector) {
  const std::string name = short_name(selector);
  if (selector.answer->failed()) return fmt::format("{}: the DNS did not say", name);
  if (selector.answer->absent()) {
    return fmt::format("{} {}", name, selector.answer->cnames.empty() ? "missing" : "leads nowhere");
  }
  return fmt::format("{} is no usable key", name);
}

std::string names_of(const std::vector<Key>& keys) {
  constexpr std::size_t most = 3;
  std::vector<std::string> names;
  for (const Key& key : keys)
    if (names.size() < most) names.push_back(short_name(*key.selector));
  return text::join(names, ", ") + (keys.size() > most ? fmt::format(" and {} more", keys.size() - most) : "");
}

std::string states_of(const std::vector<Key>& keys) {
  std::vector<std::string> states;
  for (const Key& key : keys) states.push_back(state_of(*key.selector));
  return text::join(states, ", ");
}

// The selectors under which the service signs for everybody, and of which none was seen.
std::vector<std::string> missing_aliases(const Service& service, const std::vector<Key>& seen, const Facts& facts) {
  std::vector<std::string> missing;
  for (const facts::ServiceRecord* alias : fixed_dkim_aliases(service)) {
    const std::string selector = alias->name.substr(0, alias->name.find("._domainkey"));
    const bool is_seen = std::ranges::any_of(seen, [&](const Key& key) { return key.selector->selector == selector; });
    const auto& known = facts::known_selectors();
    if (!is_seen && std::ranges::find(known, selector) != known.end()) missing.push_back(selector);
  }
  return facts.request.effort == facts::Effort::thorough ? missing : std::vector<std::string>{};
}

SenderCheck of_seen_keys(const std::vector<Key>& keys, std::vector<std::string> missing) {
  std::vector<Key> usable, others;
  for (const Key& key : keys) (is_usable(*key.selector) ? usable : others).push_back(key);
  std::string faults = states_of(others);
  for (const std::string& selector : missing)
    faults += fmt::format("{}{} missing", faults.empty() ? "" : ", ", selector);
  SenderCheck check;
  if (usable.empty()) {
    const bool open = std::ranges::any_of(others, [](const Key& key) { return key.selector->answer->failed(); });
    check.result.passes = open ? Known::unknown : Known::no;
    check.open = open;
    for (const Key& key : keys) check.result.aligns = either_of(check.result.aligns, key.aligns);
    check.words = faults;
    return check;
  }
  check.result = {Known::yes, {}};
  for (const Key& key : usable) check.result.aligns = either_of(check.result.aligns, key.aligns);
  check.partial = !faults.empty();
  check.words = check.partial ? fmt::format("{} of {} keys: {}", usable.size(), keys.size() + missing.size(), faults)
                              : names_of(usable);
  return check;
}

// SES signs with its three keys in turn. One token alone is what a message shows; whoever knows two has looked them up,
// and may have no more.
SenderCheck with_tokens_unseen(const std::vector<Key>& keys, SenderCheck check) {
  const bool are_tokens =
      std::ranges::all_of(keys, [](const Key& key) { return facts::amazon_ses::is_token(key.selector->selector); });
  if (!are_tokens || keys.size() >= ses_dkim_tokens || check.result.passes != Known::yes) return check;
  check.partial = check.partial || keys.size() > 1;
  check.words += fmt::format(" ({} of {} tokens known)", keys.size(), ses_dkim_tokens);
  return check;
}

SenderCheck not_seen(Known passes, std::string words) {
  return {.result = {passes, {Known::yes, Known::yes}}, .words = std::move(words)};
}

SenderCheck not_answered() {
  SenderCheck check = not_seen(Known::unknown, "the DNS did not say");
  check.open = true;
  return check;
}

// Nothing is below _domainkey, at the domain and at its organization.
bool has_no_keys(const Facts& facts) { return has_no_selector(facts) && organization_signs(facts) == Known::no; }

bool is_unanswered(const Facts& facts) { return dkim_strength(facts) == DkimStrength::unanswered; }

}  // namespace

// WorkMail sends through it.
bool signs_with_ses(const Service& service) { return service.id == "amazon-ses" || service.id == "amazon-workmail"; }

bool has_names_of_keys(const Service& service, const Facts& facts) { return !keys_of(service, facts).empty(); }

SenderCheck dkim_of_service(const Service& service, const Facts& facts) {
  const std::vector<Key> keys = keys_of(service, facts);
  if (!keys.empty()) {
    if (!signs_with_ses(service)) return of_seen_keys(keys, missing_aliases(service, keys, facts));
    return with_tokens_unseen(keys, of_seen_keys(keys, {}));
  }
  if (has_no_keys(facts)) return not_seen(Known::no, "no key");
  if (has_unanswered_key(service, facts)) return not_answered();
  if (signs_with_ses(service)) return not_seen(Known::unknown, "name its tokens: --ses-token");
  const bool settled = has_fixed_selectors(service) && can_tell_keys(facts) && has_no_key(service, facts);
  const std::string where =
      service.selectors.empty() ? "its selector is not known" : "no key at " + text::join(service.selectors, ", ");
  return not_seen(settled ? Known::no : Known::unknown, where);
}

SenderCheck dkim_of_others(const Facts& facts) {
  std::vector<Key> keys = all_keys(facts);
  std::erase_if(keys, [&](const Key& key) { return belongs_to_any(*key.selector, facts); });
  const bool usable = std::ranges::any_of(keys, [](const Key& key) { return is_usable(*key.selector); });
  // Of its own keys one is enough: others are old, or for other hosts.
  if (usable) std::erase_if(keys, [](const Key& key) { return !is_usable(*key.selector); });
  std::erase_if(keys, [&](const Key& key) { return !usable && key.selector->origin == DkimSelector::Origin::probed; });
  if (!keys.empty()) return of_seen_keys(keys, {});
  if (has_no_keys(facts)) return not_seen(Known::no, "no key");
  if (is_unanswered(facts)) return not_answered();
  return not_seen(Known::unknown, "not seen: name a selector with --selector");
}

}  // namespace mailauth::rules
