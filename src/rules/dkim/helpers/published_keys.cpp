#include "rules/dkim/helpers/published_keys.h"

#include <algorithm>

#include "diagnosis/characters.h"
#include "diagnosis/pasted.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::rules {

namespace {

using records::dkim::Form;

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

bool overlaps_any(Span span, const std::vector<Span>& others) {
  return std::any_of(others.begin(), others.end(), [&](Span other) { return overlap(span, other); });
}

std::vector<PublishedKey> find_published_keys(const Facts& facts) {
  std::vector<PublishedKey> keys;
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    for (const records::dkim::Record& key : selector.keys)
      if (!diagnosis::is_pasted(key.source.text)) keys.push_back({&selector, &key});
  return keys;
}

}  // namespace

const std::vector<PublishedKey>& published_keys(const Facts& facts) {
  return facts.worked_out.once(find_published_keys, facts);
}

Span before_swallowed(const records::dkim::Record& key, Span value) {
  for (const records::SwallowedTag& swallowed : key.swallowed)
    if (value.contains(swallowed.separator)) return {value.begin, swallowed.separator.begin};
  return value;
}

bool is_foreign_text(const records::dkim::Record& key, Span span) {
  const std::string_view text = key.source.text;
  if (overlaps_any(span, diagnosis::stray_quotes(text)) || overlaps_any(span, diagnosis::escaped_semicolons(text)))
    return true;
  return !diagnosis::foreign_characters(key.text(span)).empty();
}

std::string key_type(const records::dkim::Record& key) {
  return key.k ? text::to_lower(key.text(before_swallowed(key, *key.k))) : "rsa";
}

bool is_key_type(std::string_view type) { return type == "rsa" || type == "ed25519"; }

bool is_private_key(const Source& other) {
  const text::Base64 decoded = text::decode_base64(other.text);
  return !decoded.fault && records::dkim::read_public_key(decoded.bytes).form == Form::private_key;
}

bool has_public_key(const records::dkim::Record& key) {
  switch (key.key.form) {
    case Form::spki:
    case Form::pkcs1:
    case Form::raw:
    case Form::certificate: return true;
    case Form::none:
    case Form::private_key:
    case Form::truncated:
    case Form::unreadable:
    case Form::not_base64: return false;
  }
  return false;
}

bool is_published(const facts::DkimSelector& selector) {
  return selector.answer != nullptr && (selector.answer->found() || !selector.answer->cnames.empty());
}

unsigned rsa_bits(const records::dkim::Record& key) {
  const bool is_rsa = has_public_key(key) && key.key.algorithm == records::dkim::Algorithm::rsa;
  return key.p && is_rsa ? key.key.bits : 0;
}

}  // namespace mailauth::rules
