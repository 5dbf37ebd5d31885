#pragma once
// One-click unsubscribing: RFC 8058.

#include <string_view>

#include "facts/message.h"

namespace mailauth::rules {

// Gmail and Yahoo demand it of marketing mail.
bool demands_one_click(const facts::MessageFacts& message);
bool has_https(std::string_view list_unsubscribe);  // a URI of it
bool is_one_click(std::string_view list_unsubscribe_post);

}  // namespace mailauth::rules
