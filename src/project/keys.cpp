#include "project/keys.h"

#include <array>

namespace mailauth::project {

namespace {

constexpr std::array<Key, 21> all_keys{{
    {.name = "domains", .option = "DOMAIN", .kind = Kind::list, .scope = Scope::check, .asks = true},
    {.name = "selectors", .option = "--selector", .kind = Kind::list, .scope = Scope::all, .asks = true},
    {.name = "mail-from", .option = "--mail-from", .kind = Kind::text, .scope = Scope::audits, .asks = true},
    {.name = "ip", .option = "--ip", .kind = Kind::text, .scope = Scope::audits, .asks = true},
    {.name = "expect", .option = "--expect", .kind = Kind::list, .scope = Scope::audits},
    {.name = "profiles", .option = "--profile", .kind = Kind::list, .scope = Scope::audits},
    {.name = "ses-tokens", .option = "--ses-token", .kind = Kind::list, .scope = Scope::audits, .asks = true},
    {.name = "ses-region", .option = "--ses-region", .kind = Kind::text, .scope = Scope::audits, .asks = true},
    {.name = "bad-keys", .option = "--bad-keys", .kind = Kind::text, .scope = Scope::audits, .is_path = true},
    {.name = "providers", .option = "--providers", .kind = Kind::list, .scope = Scope::all, .is_path = true},
    {.name = "resolvers", .option = "--resolver", .kind = Kind::list, .scope = Scope::all, .asks = true},
    {.name = "zone-names", .option = "--zone-name", .kind = Kind::list, .scope = Scope::lint},
    {.name = "timeout", .option = "--timeout", .kind = Kind::number, .scope = Scope::all, .usual = "2"},
    {.name = "tries", .option = "--tries", .kind = Kind::number, .scope = Scope::all, .usual = "3"},
    {.name = "deadline", .option = "--deadline", .kind = Kind::number, .scope = Scope::all, .usual = "20"},
    {.name = "format", .option = "--format", .kind = Kind::list, .scope = Scope::reports, .usual = "text"},
    {.name = "color", .option = "--color", .kind = Kind::text, .scope = Scope::all, .usual = "auto"},
    {.name = "verbose", .option = "--verbose", .kind = Kind::flag, .scope = Scope::reports, .usual = "false"},
    {.name = "fail-on", .option = "--fail-on", .kind = Kind::text, .scope = Scope::reports, .usual = "error"},
    {.name = "allow-unknown",
     .option = "--allow-unknown",
     .kind = Kind::flag,
     .scope = Scope::reports,
     .usual = "false"},
    {.name = "baseline", .option = "--baseline", .kind = Kind::text, .scope = Scope::reports, .is_path = true},
}};

}  // namespace

std::span<const Key> keys() { return all_keys; }

std::string environment_variable(const Key& key) {
  std::string name = "MAILAUTH_";
  for (const char c : key.name) name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

bool takes(const Key& key, std::string_view command) {
  switch (key.scope) {
    case Scope::check: return command == "check";
    case Scope::lint: return command == "lint";
    case Scope::reports: return command == "check" || command == "lint";
    case Scope::audits: return command == "check" || command == "lint" || command == "fix";
    case Scope::all: return true;
  }
  return false;
}

}  // namespace mailauth::project
