#pragma once
// The SPF records that the rules look at: those of the audited domain and of its MAIL FROM domains. Records of other
// organisations, which these include, are not the owner's to correct.

#include <string>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

// The domain's tree, then those of its MAIL FROM domains, none twice.
const std::vector<const facts::SpfNode*>& spf_roots(const Facts& facts);

struct SpfSubject {
  const facts::SpfNode* root = nullptr;
  const records::spf::Record* record = nullptr;
  bool selected = true;  // receivers use it; if not, it was only meant as SPF
};
// Every record, and every TXT that was meant to be one: what is wrong in it will matter once its beginning is right.
const std::vector<SpfSubject>& spf_subjects(const Facts& facts);
// The same without names that have several records: what these mean together nobody knows.
const std::vector<SpfSubject>& single_spf_subjects(const Facts& facts);

// A finding about it; for a lookalike it says that receivers do not see the record yet.
Finding& add(Findings& findings, const SpfSubject& subject, Span span, std::string mark);

}  // namespace mailauth::rules
