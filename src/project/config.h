#pragma once
// What mailauth.toml and the environment say. Flags of the command line win over the environment, that over the file.
//
//     domains = ["example.com"]
//     selectors = ["s1", "s2"]
//     fail-on = "warning"
//
//     [severity]
//     dmarc-np-suggested = "off"
//
//     [[ignore]]
//     rule = "spf-missing"
//     domain = "*.example.com"
//     until = 2027-01-31
//     reason = "moves to another provider"

#include <string>
#include <string_view>
#include <vector>

#include "project/keys.h"
#include "project/policy.h"

namespace mailauth::project {

struct Setting {
  const Key* key = nullptr;
  std::vector<std::string> values;
  std::string from;  // "mailauth.toml:3:13", "MAILAUTH_TIMEOUT"
};

// A file that was found, and what it may name.
struct FoundFile {
  std::string path;  // empty: there is none
  std::string root;  // of the repository in which it was found by looking; empty: it was named, or is the user's own
};

struct Config {
  std::string file;               // empty: there is none
  std::vector<Setting> settings;  // at most one a key: what was not said is not here
  Policy policy;
};

// Which file to read: --config and --no-config.
struct Choice {
  std::string file;
  bool none = false;
};

// The file that counts: that of --config or $MAILAUTH_CONFIG, else mailauth.toml in the working directory or one above
// it in the same git repository, else $XDG_CONFIG_HOME/mailauth/config.toml. Empty: there is none. Outside of a
// repository no folder above is looked at: it may belong to somebody else. Throws Error.
FoundFile find_file(const Choice& choice);

// What a file says. One that was found by looking names no file outside of its repository, whatever links are in it,
// nor one of .git: a checkout may come from strangers. Throws Error, with file, line and column where something is
// wrong.
Config parse_config(std::string_view bytes, const FoundFile& file);
// What the environment says wins over it. Throws Error.
void add_environment(Config& config);

const Setting* find(const Config& config, const Key& key);

}  // namespace mailauth::project
