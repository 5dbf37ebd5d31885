#pragma once
// The flaws of an SPF term that no look of its own recognises: which rule reports them, and what was meant.

#include <cstddef>

#include "diagnosis/spf.h"

namespace mailauth::diagnosis {

// For a term with a Flaw, or a redirect= or exp= that is there for the second time.
Diagnosis diagnose_syntax(const records::spf::Record& record, std::size_t term);

}  // namespace mailauth::diagnosis
