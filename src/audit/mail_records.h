#pragma once
// What a record that is to be published has to do with mail, judged by its name and data.

#include <optional>
#include <set>
#include <string>

#include "inputs/record.h"

namespace mailauth::audit {

// A name that mail can have after the "@": no label begins with "_", and none is a wildcard.
bool can_be_mail_domain(const dns::Name& name);

struct MailRole {
  dns::Name domain;
  std::string selector;  // empty: it is no key
};
// Of a record at _dmarc.<domain> or <selector>._domainkey.<domain>. An owner that has its zone twice at its end was
// meant for the domain in it once.
std::optional<MailRole> role_of(const inputs::Record& record);

// Of a policy or a key at a name where nobody looks for it: the domain that it is meant for, example.com for
// dmarc.example.com.
std::optional<dns::Name> domain_of_misplaced(const inputs::Record& record);

bool has_spf(const inputs::Record& record);  // its data is SPF, or was meant as SPF
bool had_spf(const std::vector<dns::Data>& before);
std::set<dns::Name> return_paths_of(const inputs::SharedRecords& records);  // names where a service's bounces arrive
std::set<dns::Name> included_by(const inputs::SharedRecords& records);  // targets of include and redirect in their SPF

}  // namespace mailauth::audit
