#pragma once
// Values of p=, sp= and np=: what receivers do because of them; those that are no policy, or ask for none.

#include <string>
#include <string_view>

#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules {

// The tag, when it is there and its value is no policy; null otherwise, and when rules on other things (a missing ';',
// quotes or backslashes that became data) explain it.
const records::Tag* tag_with_invalid_policy(const records::dmarc::Record& record, std::string_view name);

// Where a record asks for nothing to be done about mail from the domain: sp=none of one that stands above, else p=none.
// Null otherwise. A word that is no policy counts as none as well, but then other rules say more.
const records::Tag* tag_of_no_policy(const DmarcSubject& subject);

// "write reject here"
std::string advice_for_policy(const records::dmarc::Record& record, const records::Tag& tag);

// What receivers do with mail that fails, in plain words: "delivered as usual", "put into the spam folder",
// "refused".
std::string_view fate_of_mail(records::dmarc::Policy policy);

}  // namespace mailauth::rules
