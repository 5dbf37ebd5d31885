#pragma once
// The keys of mailauth.toml, and the options of the command line that they stand for.

#include <span>
#include <string>
#include <string_view>

#include "cli/config/toml.h"

namespace mailauth::cli::config {

// Which commands take a key; of these, the ones that have its option.
enum class Scope : uint8_t {
  check,
  reports,  // check, lint
  audits,   // check, lint, fix
  all,
};

struct Key {
  std::string_view name;    // "timeout"
  std::string_view option;  // "--timeout"
  Kind kind;                // a list may also be given as one text
  Scope scope;
  std::string_view usual;  // what holds when nobody says anything
  bool is_path = false;    // of files; relative to the file that says it
  bool asks = false;       // it decides what is asked: a recording has it already
};

std::span<const Key> keys();
const Key* find_key(std::string_view name);
// "there is no key 'selektors'; did you mean 'selectors'?"
std::string unknown_key(std::string_view name, std::span<const std::string_view> known);
// The same of a name at the top of the file, which is no key with a value, or no table: each may be meant as the other.
std::string unknown_name(std::string_view name);

std::string environment_variable(const Key& key);  // "MAILAUTH_TIMEOUT"
// "there is no variable 'MAILAUTH_SELECTOR'; did you mean 'MAILAUTH_SELECTORS'?" Empty unless it is nearly one: others
// may have variables whose names begin like ours.
std::string misspelt_variable(std::string_view name);
bool takes(const Key& key, std::string_view command);

}  // namespace mailauth::cli::config
