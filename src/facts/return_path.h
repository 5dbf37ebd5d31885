#pragma once
// Which service's bounces arrive at a name: a custom MAIL FROM domain is recognised by that.

#include <functional>
#include <string_view>

#include "facts/services.h"

namespace mailauth::facts {

// The first text at a name that `is_wanted` says yes to is enough.
using AnyText = std::function<bool(const std::function<bool(std::string_view)>& is_wanted)>;

// By a host of the name's MX; null: no known service's. Where a service also takes in mail for programs ("inbound
// parsing") its MX shows nothing by itself: SPF at the name permits the service as well, or the name is one that
// services propose for bounces. `txt` goes through the TXT of the name.
const Service* service_of_bounces(const dns::Name& name, const dns::Name& mx_host, const AnyText& txt);

}  // namespace mailauth::facts
