#pragma once
// The headers that may have been signed, cheap and likely ones first.

#include "facts/message/cause/header_search.h"

namespace mailauth::facts::causes {

void try_candidates(HeaderSearch& search);

}  // namespace mailauth::facts::causes
