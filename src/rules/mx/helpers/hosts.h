#pragma once
// Mail hosts of the domain, and whether it sends mail.

#include <string>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

// The addresses that the host is known to have.
std::vector<text::Ip> addresses_of(const facts::MxTarget& target);
// The DNS said that it has none.
bool has_no_address(const facts::MxTarget& target);
// Its domain belongs to nobody, the DNS said.
bool is_unregistered(const facts::MxTarget& target);
// "192.0.2.1": an address where a name belongs. No top-level domain is a number (RFC 3696 2).
bool is_address(const dns::Name& exchange);

// What shows that somebody sends mail as the domain: "its SPF record permits senders"; empty when nothing is known to.
std::string sign_of_sending(const Facts& facts);

}  // namespace mailauth::rules
