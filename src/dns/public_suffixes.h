#pragma once
// Public suffixes by libpsl.

#include "dns/name.h"

struct psl_ctx_st;

namespace mailauth::dns {

// The newest list of the system, or the one built into the library.
const psl_ctx_st* public_suffixes();

// Is its last label a top-level domain that there is, so that it makes sense outside of any zone?
bool ends_in_top_level_domain(const Name& name);

}  // namespace mailauth::dns
