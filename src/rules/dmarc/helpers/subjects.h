#pragma once
// The DMARC records that concern a domain: those that findings about it can point into.

#include <string>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

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

}  // namespace mailauth::rules
