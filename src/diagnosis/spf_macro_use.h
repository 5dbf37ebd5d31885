#pragma once
// The macros in an SPF record.

#include <string_view>
#include <vector>

#include "records/spf.h"
#include "records/spf_macro.h"

namespace mailauth::diagnosis {

struct MacroUse {
  const records::spf::Term* term;
  records::spf::MacroPart macro;
};

// Every macro in a well-formed term whose letter is one of these, in either case.
std::vector<MacroUse> macros_of(const records::spf::Record& record, std::string_view letters);

}  // namespace mailauth::diagnosis
