#pragma once
// The DKIM keys that are published, and what is true of one of them.

#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::rules {

// Every record that is a key, or was meant to be one, unless it is_pasted().
struct PublishedKey {
  const facts::DkimSelector* selector = nullptr;
  const records::dkim::Record* key = nullptr;
};
const std::vector<PublishedKey>& published_keys(const Facts& facts);

// Calls visit(selector, key) for each of them.
template <class Visit>
void for_each_key(const Facts& facts, Visit&& visit) {
  for (const auto& [selector, key] : published_keys(facts)) visit(*selector, *key);
}

// The same without those that say themselves that they are not in use, and without private keys, of which nothing
// else is worth saying.
template <class Visit>
void for_each_live_key(const Facts& facts, Visit&& visit) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.revoked() && key.key.form != records::dkim::Form::private_key) visit(selector, key);
  });
}

// A value as far as it was meant: up to the tag that became part of it because ';' is missing.
Span before_swallowed(const records::dkim::Record& key, Span value);
// Do the rules dns-txt-* say what is wrong here: quotes or backslashes of a zone file, characters that are not ASCII?
bool is_foreign_text(const records::dkim::Record& key, Span span);

// A value without these: what else is wrong with it is found at once.
std::string plain_value(const records::dkim::Record& key, Span value);
// Is a word in a list with colons, in either case? Of the plain value.
bool plain_list_has(const records::dkim::Record& key, Span list, std::string_view wanted);

// k= in lower case; "rsa" when it is missing.
std::string key_type(const records::dkim::Record& key);
bool is_key_type(std::string_view type);
// Is this the bare base64 of one, without p=?
bool is_private_key(const Source& other);
// Does p= hold a public key, in whatever form?
bool has_public_key(const records::dkim::Record& key);

inline bool is_given(const facts::DkimSelector& selector) {
  return selector.origin == facts::DkimSelector::Origin::given;
}
// The selector and the domain together are too long for the DNS: dns-name-too-long.
inline bool has_impossible_name(const facts::DkimSelector& selector) { return selector.name.is_root(); }

// There is a TXT or a CNAME, wherever that leads.
bool is_published(const facts::DkimSelector& selector);

// The length of the RSA key in p=; 0 when it is none that anybody could use.
unsigned rsa_bits(const records::dkim::Record& key);

}  // namespace mailauth::rules
