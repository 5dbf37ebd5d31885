#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_key_type_mismatch {

namespace {

using records::dkim::Algorithm;
using records::dkim::Form;

// What p= holds instead; nothing when it is what k= says, or another rule says what it is.
std::optional<std::string_view> other_content(const records::dkim::Record& key) {
  const bool wants_rsa = key_type(key) == "rsa";
  if (key.key.form == Form::unreadable && wants_rsa) return "no RSA key";  // else dkim-ed25519-length
  if (!has_public_key(key) || key.key.form == Form::certificate) return std::nullopt;
  switch (key.key.algorithm) {
    case Algorithm::unknown: return "a key of a type that DKIM does not know";
    case Algorithm::rsa:
      if (wants_rsa && key.key.bits == 0) return "an RSA key without a number in it";
      return wants_rsa ? std::nullopt : std::optional<std::string_view>("an RSA key");
    case Algorithm::ed25519: return wants_rsa ? std::optional<std::string_view>("an Ed25519 key") : std::nullopt;
  }
  return std::nullopt;
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || !is_key_type(key_type(key))) return;
    const auto content = other_content(key);
    if (!content) return;
    const bool is_other_type = key.key.bits > 0;
    Finding& finding = is_other_type && key.k
                           ? findings.add(key.source, before_swallowed(key, *key.k),
                                          fmt::format("write {} here", to_string(key.key.algorithm)))
                           : findings.add(key.source, *key.p,
                                          is_other_type ? fmt::format("this needs k={}", to_string(key.key.algorithm))
                                                        : "copy the key again");
    finding
        .says(fmt::format("p= of the selector {} holds {}, and verifiers read it as {}", selector.selector, *content,
                          key_type(key)))
        .means("They cannot use the key, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-key-type-mismatch",
    .severity = Severity::error,
    .title = "The DKIM key is not of the type that k= says",
    .reference = "RFC 6376 3.6.1, RFC 6376 6.1.2",
    .why = "Verifiers read p= as the kind of key that k= names, and as RSA when there is no k=. What is in p= here is "
           "something else, so they cannot use it: mail signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; p=" SAMPLE_ED25519),
    .good = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_key_type_mismatch
