#pragma once
// Audits of records that are to be published: of which domains, and as they will be.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "inputs/publication.h"

namespace mailauth::audit {

// What the files say of a domain. There may be a million, so what is asked of all is not in it.
struct Subject {
  dns::Name domain;
  std::vector<std::string> selectors, removed_selectors;  // that the files have, and that they take away
  std::vector<dns::Name> return_paths;
  std::shared_ptr<const inputs::SharedRecords> published;
};

// In the order of their names. Domains of which no record touches mail are none.
std::vector<Subject> subjects_of(const inputs::Publication& publication);

// SPF at names that mail cannot have, such as _spf.example.com, and that no record of the files includes: others may.
// Those that are wrong, so many.
std::vector<inputs::Gap> faulty_parts(const inputs::Publication& publication, std::size_t most);

// What is asked of the domain as it will be, and of the DNS of today to compare with. `common` is asked of all.
facts::Request after_publication(const Subject& subject, const facts::Request& common);
facts::Request before_publication(const Subject& subject, const facts::Request& common);

// Adds what only the other audit of the same domain found, and takes the worse verdict: where a question has several
// answers, each is looked at, and none may hide another.
void add_findings(Audit& audit, const Audit& other);

}  // namespace mailauth::audit
