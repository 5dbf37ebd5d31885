#pragma once
// What a mail service asks to publish, for one domain.
//
//     {"name": "fm1._domainkey", "type": "CNAME", "value": "fm1.{domain}.dkim.fmhosted.com."}
//     fm1._domainkey.example.com CNAME fm1.example.com.dkim.fmhosted.com.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/services.h"

namespace mailauth::facts {

std::string_view to_string(Service::Kind kind);       // as in the data: "mailbox"
std::string_view to_string(Service::SpfScope scope);  // "mail_from"

// With the domain in its place; a "*" stays.
ServiceRecord for_domain(const ServiceRecord& record, const dns::Name& domain);
// Some of it can only be copied from the service's console.
bool depends_on_account(const ServiceRecord& record);
// Nothing when it depends on the account, or when a name gets too long.
std::optional<dns::Record> record_for(const ServiceRecord& record, const dns::Name& domain);

bool is_dkim(const ServiceRecord& record);  // it stands below _domainkey
// Could the record be the one of this name, and its value this one? "*" is any one label.
bool has_name(const ServiceRecord& record, std::string_view name);
bool has_target(const ServiceRecord& record, const dns::Name& domain, const dns::Name& target);

// The DKIM CNAMEs whose names are the same for all customers. A name has only one CNAME: several records of a name
// are alternatives, and the first is what to publish; so each name once.
std::vector<const ServiceRecord*> fixed_dkim_aliases(const Service& service);
// Its DKIM CNAMEs that may stand at this name below the domain.
std::vector<const ServiceRecord*> dkim_aliases_at(const Service& service, std::string_view name);

// What to include to permit it; empty when there is none that everybody can publish.
std::string_view include_of(const Service& service);
// Does it send with the domain itself as MAIL FROM, so that the include belongs there?
bool sends_as_domain(const Service& service);
// The same, or mail leaves through it with the domain as MAIL FROM.
bool uses_spf_of_domain(const Service& service);
// Are its servers the MX of the domain?
bool receives(const Service& service);

}  // namespace mailauth::facts
