#pragma once
// What the DNS will hold once files of records are published.

#include <memory>
#include <vector>

#include "dns/evidence.h"
#include "inputs/document.h"

namespace mailauth::inputs {

inline constexpr std::size_t max_variants = 8;  // of answers to the same question that are looked at

struct Publication {
  // Of all files, with what their sets have before where that is known, but without those that others take the place
  // of.
  SharedRecords records;
  std::vector<dns::Name> zones;  // that the files hold whole
  // Over the DNS of today. One, or several where a question has several answers (Route 53 SetIdentifier): then each
  // world has one of them.
  std::vector<dns::Zone> worlds;
};

using Documents = std::shared_ptr<const std::vector<Document>>;  // what is published shares the records with them

// Files that only list what there is come first, then the changes, in order. `current` is asked for the sets of records
// that changes are made to and that no file lists; what it does not say is not known.
Publication publish(const Documents& documents, dns::Evidence& current);

}  // namespace mailauth::inputs
