#pragma once
// The value of one tag of a DMARC record, repaired.

#include "repair/record/tag_pieces.h"

namespace mailauth::repair {

enum class ValueRepair : uint8_t {
  keep,      // right, or made right
  drop,      // it says nothing that receivers do not do anyway
  hopeless,  // nobody can know what was meant
};

// For a tag whose name is in lower case; tags that are not known are kept as they are.
ValueRepair repair_dmarc_value(Piece& piece, Changes& changes);

}  // namespace mailauth::repair
