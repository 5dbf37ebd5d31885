#include "results/statistics/key_table.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "facts/dmarc_discovery.h"
#include "facts/services.h"
#include "results/statistics/shared_primes.h"

namespace mailauth::results {

namespace {

constexpr std::size_t max_uses = 8;                // of one key that are kept
constexpr std::size_t max_modulus_length = 4096;   // hexadecimal digits
constexpr std::size_t max_identity_length = 1024;  // of what is kept of a key as text

std::string organization(const std::string& domain) {
  const auto name = dns::Name::parse(domain);
  return name ? facts::organizational_domain_by_suffix_list(*name).text() : domain;
}

// The service whose default selector this is, if the domain uses it: then the key is likely the service's.
std::string service_of(const Result& result, const std::string& selector) {
  for (const std::string& id : result.services)
    if (const facts::Service* service = facts::find_service(id);
        service && std::ranges::find(service->selectors, selector) != service->selectors.end())
      return id;
  return {};
}

bool is_new_organization(const std::vector<KeyUse>& uses, const std::string& domain) {
  const std::string own = organization(domain);
  return std::ranges::none_of(uses, [&](const KeyUse& use) { return organization(use.domain) == own; });
}

bool is_modulus(const std::string& text) {
  return !text.empty() && text.size() <= max_modulus_length &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

void KeyTable::add(const Result& result) {
  for (const Key& key : result.keys) add(result, key);
}

KeyTable::Entry* KeyTable::entry_of(const Key& key) {
  const auto at = entries_.find(key.sha256);
  if (at != entries_.end()) return &at->second;
  if (entries_.size() == max_keys) return nullptr;
  Entry entry{{key.sha256, key.algorithm, key.bits, 0, {}, {}}, {}};
  if (is_modulus(key.modulus) && moduli_ < max_moduli) {
    entry.modulus = key.modulus;
    ++moduli_;
  } else if (is_modulus(key.modulus)) {
    ++left_out_;
  }
  return &entries_.emplace(key.sha256, std::move(entry)).first->second;
}

void KeyTable::add(const Result& result, const Key& key) {
  if (key.sha256.empty() || key.sha256.size() + key.selector.size() + key.algorithm.text().size() > max_identity_length)
    return;
  Entry* entry = entry_of(key);
  if (!entry) {
    ++left_out_;
    return;
  }
  SharedKey& shared = entry->key;
  ++shared.domains;
  if (shared.service.empty()) shared.service = service_of(result, key.selector);
  if (shared.uses.size() < max_uses && is_new_organization(shared.uses, result.domain))
    shared.uses.push_back({result.domain, key.selector});
}

std::vector<SharedKey> KeyTable::shared_keys() const {
  std::vector<SharedKey> shared;
  for (const auto& [sha256, entry] : entries_)
    if (entry.key.uses.size() > 1) shared.push_back(entry.key);
  std::ranges::sort(shared, [](const SharedKey& a, const SharedKey& b) {
    return std::tuple(!a.service.empty(), b.domains, a.sha256) < std::tuple(!b.service.empty(), a.domains, b.sha256);
  });
  return shared;
}

std::vector<SharedPrime> KeyTable::shared_primes() const {
  std::map<std::string, KeyUse> first_use;  // by modulus: of equal ones that differ in the exponent one is enough
  for (const auto& [sha256, entry] : entries_) {
    if (entry.modulus.empty()) continue;
    const auto [at, is_new] = first_use.emplace(entry.modulus, entry.key.uses.front());
    if (!is_new && entry.key.uses.front().domain < at->second.domain) at->second = entry.key.uses.front();
  }
  std::vector<std::string> moduli;
  std::vector<KeyUse> uses;
  for (const auto& [modulus, use] : first_use) {
    moduli.push_back(modulus);
    uses.push_back(use);
  }
  std::vector<SharedPrime> found;
  for (const CommonFactor& factor : common_factors(moduli)) {
    SharedPrime& prime = found.emplace_back();
    for (const std::size_t member : factor.members) prime.uses.push_back(uses[member]);
  }
  return found;
}

}  // namespace mailauth::results
