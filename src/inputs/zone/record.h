#pragma once
// Records of a master file, and of what is like one.

#include "dns/zone_walk.h"
#include "inputs/formats/readers.h"

namespace mailauth::inputs {

Record record_of(const dns::MasterRecord& master, Format format);
// Adds it to the document, unless that is full: then it throws an Error.
void add(Record record, Document& document);

}  // namespace mailauth::inputs
