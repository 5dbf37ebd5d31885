#pragma once
// A DNS message of c-ares as one of ours.

#include <ares.h>

#include "net/wire/message.h"

namespace mailauth::net {

// `type` is the one that was asked for.
Message read_message(const ares_dns_record_t* message, dns::Type type);

}  // namespace mailauth::net
