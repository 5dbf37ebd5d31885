#pragma once
// Which DMARC records concern a domain, and what a faulty one was meant to say. The rules print it, repair
// applies it:
//
//     v=DMARC1; p=rejected; rua=dmarc@example.com
//                 ^^^^^^^^ meant_policy: reject
//                               ^ meant_uris: mailto:dmarc@example.com

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

// A record that a finding about the domain can point into.
struct DmarcSubject {
  const records::dmarc::Record* record = nullptr;
  bool in_force = false;    // receivers use it for the domain; false: they ignore it
  bool own = false;         // it stands at the domain itself, not at one above it
  const dns::Name* domain;  // where it stands, without _dmarc
};

// The domain's own records, or else what was meant to be one; then the record that it inherits.
const std::vector<DmarcSubject>& dmarc_subjects(const Facts& facts);
// Those that receivers use: one at most, or two when the two ways of discovery lead to different ones.
std::vector<DmarcSubject> dmarc_in_force(const Facts& facts);

// Adds a finding, and a note when the record stands elsewhere.
Finding& add(Findings& findings, const DmarcSubject& subject, Span span, std::string mark);

// What receivers do with mail that fails, in plain words: "delivered as usual", "put into the spam folder",
// "refused".
std::string_view fate_of_mail(records::dmarc::Policy policy);

}  // namespace mailauth::rules
