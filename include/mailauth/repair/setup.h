#pragma once
// All records that a mail service needs, where they can be derived without its console.

#include <string>
#include <vector>

#include "mailauth/repair/publication.h"

namespace mailauth::repair {

struct SesIdentity {
  dns::Name domain;
  std::string region;               // "eu-west-1"
  std::vector<std::string> tokens;  // of Easy DKIM, from the console
  dns::Name mail_from;              // a subdomain that is used for nothing else
};

// Three CNAMEs, MX and SPF of the MAIL FROM domain, and a DMARC record that only watches.
std::vector<RecordSet> amazon_ses_setup(const SesIdentity& identity);

}  // namespace mailauth::repair
