#pragma once
// The records of a file, as many as it may have.

#include "inputs/document.h"

namespace mailauth::inputs {

void add_record(Record record, Document& document);  // throws an Error when there are too many

}  // namespace mailauth::inputs
