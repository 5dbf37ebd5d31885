#pragma once
// Audits of records that are to be published: of which domains, and as they will be.

#include <string>
#include <vector>

#include "audit/audit.h"
#include "inputs/publication.h"

namespace mailauth::audit {

struct Subject {
  facts::Request request;                      // with the selectors, the MAIL FROM domain and the records of the files
  std::vector<std::string> removed_selectors;  // that the files take away
};

// In the order of their names. Domains of which no record touches mail are none. `common` is what is asked of all.
std::vector<Subject> subjects_of(const inputs::Publication& publication, const facts::Request& common);

// What is asked of the DNS of today to compare with.
facts::Request before_publication(const Subject& subject);

// Adds what only the other audit of the same domain found: where a question has several answers, each is looked at.
void add_findings(Audit& audit, const Audit& other);

}  // namespace mailauth::audit
