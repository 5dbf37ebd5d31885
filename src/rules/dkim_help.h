#pragma once
// What several rules about DKIM need.

#include <string>
#include <vector>

#include "mailauth/facts/facts.h"
#include "mailauth/rules/rule.h"

namespace mailauth::rules {

// Calls visit(selector, key) for every record that is a key, or was meant to be one.
template <class Visit>
void for_each_key(const Facts& facts, Visit&& visit) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    for (const records::dkim::Record& key : selector.keys) visit(selector, key);
}

inline bool is_given(const facts::DkimSelector& selector) {
  return selector.origin == facts::DkimSelector::Origin::given;
}
// There is a TXT or a CNAME, wherever that leads.
bool is_published(const facts::DkimSelector& selector);

// The length of the RSA key in p=; 0 when it is none that anybody could use.
unsigned rsa_bits(const records::dkim::Record& key);

// How to get a longer key from those who made this one.
std::string advice_on_longer_key(const facts::DkimSelector& selector);

// What to do to get DKIM keys for the services that were recognised, one line each.
std::vector<std::string> advice_on_new_keys(const Facts& facts);
std::string advice_on_new_keys(const facts::Service& service);

}  // namespace mailauth::rules
