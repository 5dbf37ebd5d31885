#pragma once
// DKIM CNAMEs that lead to the right service, but not to the target that it uses for this name and domain.

#include <optional>
#include <string>

#include "facts/facts.h"

namespace mailauth::rules {

struct AliasMismatch {
  std::string service;              // its name, for people
  std::string wanted;               // "fm2.example.com.dkim.fmhosted.com.", with "*" where it depends on the account
  std::optional<dns::Name> target;  // when it does not
};

// Amazon SES has rules of its own; here only that a token that was given does not lead to SES at all.
std::optional<AliasMismatch> alias_mismatch(const facts::DkimSelector& selector, const facts::Facts& facts);

}  // namespace mailauth::rules
