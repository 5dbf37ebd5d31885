#include "rules/dkim/helpers/published_keys.h"

#include <algorithm>

#include "diagnosis/characters.h"
#include "diagnosis/pasted.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::rules {

namespace {

using records::dkim::Form;

// "\\;" also when only a part of it is in the span.
bool has_escaped_semicolon(std::string_view text, Span span) {
  const uint32_t begin = span.begin - std::min(span.begin, 1u);
  return text.substr(begin, span.end + 1 - begin).find("\\;") != std::string_view::npos;
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
  return has_escaped_semicolon(key.source.text, span) || diagnosis::has_foreign_bytes(key.text(span));
}

std::string plain_value(const records::dkim::Record& key, Span value) {
  return diagnosis::without_foreign_bytes(key.text(before_swallowed(key, value)));
}

bool plain_list_has(const records::dkim::Record& key, Span list, std::string_view wanted) {
  const std::string plain = plain_value(key, list);
  const auto items = text::split(plain, ':');
  return std::any_of(items.begin(), items.end(),
                     [&](std::string_view item) { return text::equals_ignoring_case(text::trim(item), wanted); });
}

std::string key_type(const records::dkim::Record& key) {
  return key.k ? text::to_lower(plain_value(key, *key.k)) : "rsa";
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
