#pragma once
// The keys of mailauth.toml, and the options of the command line that they stand for.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mailauth::project {

enum class Kind : uint8_t { text, number, flag, list, other };  // list: of texts

// Which commands take a key; of these, the ones that have its option.
enum class Scope : uint8_t {
  check,
  lint,
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
std::string environment_variable(const Key& key);  // "MAILAUTH_TIMEOUT"
bool takes(const Key& key, std::string_view command);

}  // namespace mailauth::project
