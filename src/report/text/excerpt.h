#pragma once
// A record with carets under all the wrong places at once:
//
//    │ v:DMARC1;p=reject;rua=mailto:dmarc@example.com:fo=1
//    │  ^ write '=' here                             ^ write ';' here

#include <string>
#include <vector>

#include "report/pen.h"

namespace mailauth::report {

// Lines of at most the pen's width. Of a long record only the lines with marks and the first one are shown.
std::string excerpt(const text::Source& record, const std::vector<rules::Mark>& marks, const Pen& pen, Ink ink);

// A record to publish: all of it, wrapped, nothing marked.
std::string quotation(std::string_view record, const Pen& pen);

}  // namespace mailauth::report
