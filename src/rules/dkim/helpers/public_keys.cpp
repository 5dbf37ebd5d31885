#include "rules/dkim/helpers/public_keys.h"

#include "records/bad_keys.h"
#include "records/known_keys.h"
#include "records/rsa_weakness.h"

namespace mailauth::rules {

bool is_listed_as_bad(const Facts& facts, const records::dkim::Record& key) {
  return facts.request.bad_keys != nullptr && facts.request.bad_keys->contains(key.key);
}

bool is_key_of_everybody(const Facts& facts, const records::dkim::Record& key) {
  if (records::dkim::origin_of_known_key(key.key) || is_listed_as_bad(facts, key)) return true;
  return rsa_bits(key) > 0 && records::rsa::has_close_factors(key.key.modulus);
}

std::optional<PublishedKey> key_of_everybody(const Facts& facts) {
  for (const PublishedKey& published : published_keys(facts))
    if (records::dkim::is_usable(*published.key) && is_key_of_everybody(facts, *published.key)) return published;
  return std::nullopt;
}

}  // namespace mailauth::rules
