#pragma once
// Whether a mail service that shows in the DNS is really used.

#include "mailauth/facts/facts.h"

namespace mailauth::rules {

// By more than an SPF include, which may be a leftover.
bool is_used(const facts::RecognisedService& recognised);

// Can it be said that no selector of a service is there? Not when a wildcard answers for every name.
bool can_tell_keys(const facts::Facts& facts);
// Mailbox services sign with the same selectors for nearly everybody. Of the others only those do whose records are the
// same for all customers; the rest makes up a selector, or signs below the domain.
bool has_fixed_selectors(const facts::Service& service);
// Every selector was asked for under which its key would be, and nothing is there, nor a CNAME to it under another
// name.
bool has_no_key(const facts::Service& service, const facts::Facts& facts);

}  // namespace mailauth::rules
