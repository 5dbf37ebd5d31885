#pragma once
// The parts of collect(), one file each. Each asks everything that does not depend on another answer at
// once, and never returns early because an answer is pending.

#include <string_view>

#include "facts/facts.h"

namespace mailauth::facts {

// Asks for `labels` in front of a name. A name that would be too long cannot exist: that is the answer then.
const dns::Answer& ask_below(dns::Evidence& evidence, std::string_view labels, const dns::Name& name, dns::Type type);
const dns::Answer& impossible_name();

MxFacts collect_mx(const dns::Name& domain, dns::Evidence& evidence);
// `known` is what has been found out before: MX and SPF.
DkimFacts collect_dkim(const Facts& known, dns::Evidence& evidence);
OrganizationKeys collect_organization(const Facts& known, const dns::Name& organizational, dns::Evidence& evidence);
// A selector that was given and stands at the organizational domain is not missing at the domain.
void forgive_missing_selectors(const OrganizationKeys& organization, DkimFacts& dkim);
// `organizational`: of the domain, by the suffix list.
DmarcFacts collect_dmarc(const Request& request, const dns::Name& organizational, dns::Evidence& evidence);
std::vector<MailFrom> collect_mail_froms(const Request& request, const MxFacts& mx, dns::Evidence& evidence);
std::optional<SenderFacts> collect_sender(const Request& request, dns::Evidence& evidence);

// From the other facts.
std::vector<RecognisedService> recognise_services(const Facts& facts);
std::vector<const dns::Answer*> collect_unanswered(const Facts& facts);

}  // namespace mailauth::facts
