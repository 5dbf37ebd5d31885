#pragma once
// Whether a mail service that shows in the DNS is really used.

#include "facts/facts.h"

namespace mailauth::rules {

// --expect names it.
bool is_expected(const facts::Service& service, const facts::Facts& facts);
// Does SPF permit it, by any include that has ever been its own?
bool is_permitted(const facts::Service& service, const facts::SpfNode& spf);
// Is this one of its hosts? Services that are built on another one share its hosts.
bool receives_at(const facts::Service& service, const dns::Name& host);

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
// The look-up of one of its selectors failed.
bool has_unanswered_key(const facts::Service& service, const facts::Facts& facts);

// The mailboxes may be behind the server that receives: a gateway, or a server of one's own.
bool may_be_hidden(const facts::Facts& facts);

}  // namespace mailauth::rules
