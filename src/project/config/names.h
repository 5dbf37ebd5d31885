#pragma once
// Names of keys as people type them, and what they meant.

#include <span>
#include <string>
#include <string_view>

#include "project/keys.h"

namespace mailauth::project {

const Key* find_key(std::string_view name);
// "there is no key 'selektors'; did you mean 'selectors'?"
std::string unknown_key(std::string_view name, std::span<const std::string_view> known);
// The same of a name at the top of the file, which is no key with a value, or no table: each may be meant as the other.
std::string unknown_name(std::string_view name);

// "there is no variable 'MAILAUTH_SELECTOR'; did you mean 'MAILAUTH_SELECTORS'?" Empty unless it is nearly one: others
// may have variables whose names begin like ours.
std::string misspelt_variable(std::string_view name);

}  // namespace mailauth::project
