#pragma once
// All records that a mail service needs, where they can be derived without its console.

#include <string>
#include <vector>

#include "facts/services.h"
#include "repair/publication.h"

namespace mailauth::repair {

struct SesIdentity {
  dns::Name domain;
  std::string region;               // "eu-west-1"
  std::vector<std::string> tokens;  // of Easy DKIM, from the console
  dns::Name mail_from;              // a subdomain that is used for nothing else
};

// Three CNAMEs, MX and SPF of the MAIL FROM domain, and a DMARC record that only watches.
std::vector<RecordSet> amazon_ses_setup(const SesIdentity& identity);

// What everybody publishes who uses the service; what depends on the account is left out. Empty when all does.
std::vector<RecordSet> service_setup(const facts::Service& service, const dns::Name& domain);

enum class Standing : uint8_t { right, differs, missing, unknown };
std::string_view to_string(Standing standing);

// A record set as it is to be, beside what is there.
struct PlannedSet {
  RecordSet set;
  Standing standing = Standing::unknown;
};

// Asks for what is there, and keeps of it what may stay: SPF is merged into the record that there is.
std::vector<PlannedSet> compare(std::vector<RecordSet> wanted, dns::Evidence& evidence);

}  // namespace mailauth::repair
