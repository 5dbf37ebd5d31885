#pragma once
// Record types and classes by name: those that mailauth knows, those that it skips, and typing errors.

#include <optional>
#include <string>
#include <string_view>

#include "dns/answer.h"

namespace mailauth::dns {

std::optional<Type> type_of(std::string_view word);  // "TXT", and "TYPE16" of RFC 3597 5
// A type that mailauth has no use for: SRV, CAA, DNSKEY, TYPE65280 and so on.
bool is_other_type(std::string_view word);
bool is_internet_class(std::string_view word);  // "IN", "CLASS1"
// Of Windows DNS, which asks another server for the addresses of names that the zone does not have.
bool is_wins(std::string_view word);
// Of PowerDNS and others: answered with the addresses of its target, which the name server looks up.
bool is_address_alias(std::string_view word);
std::string unknown_type(std::string_view word);  // what to say about a word that is neither

}  // namespace mailauth::dns
