#pragma once
// Records of a master file, and of what is like one.

#include "dns/zone_walk.h"
#include "inputs/formats/readers.h"

namespace mailauth::inputs {

// One; or, of an ALIAS, two that have no data: its addresses are those of its target.
Records records_of(const dns::MasterRecord& master, Format format);
// Adds it to the document, unless that is full: then it throws an Error.
void add(Record record, Document& document);

}  // namespace mailauth::inputs
