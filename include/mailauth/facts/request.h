#pragma once
// What an audit is asked to look at.

#include <optional>
#include <string>
#include <vector>

#include "mailauth/dns/name.h"

namespace mailauth::facts {

struct Request {
  dns::Name domain;
  std::vector<std::string> selectors;     // --selector: these must exist
  std::optional<dns::Name> mail_from;     // --mail-from: the MAIL FROM domain in use
};

}  // namespace mailauth::facts
