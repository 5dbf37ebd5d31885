#pragma once
// A finding in one line for each of its parts: what is wrong, what it does, what to do. Safe as one_line() is.

#include <string>
#include <string_view>

#include "rules/rule.h"

namespace mailauth::report {

// "_dmarc.example.com TXT": the name and type it is about.
std::string subject_of(const rules::Finding& finding);
std::string statement_of(const rules::Finding& finding);    // its message, and how many more there are
std::string more_like(const rules::Finding& finding);       // " (and 12 more like this)"; empty: it is the only one
std::string consequence_of(const rules::Finding& finding);  // what it does to mail; of the rule when it does not say
// What to write in the file, "publish at _dmarc.example.com TXT: "v=DMARC1; p=none"", or what to do at the first mark.
// May be empty.
std::string advice_of(const rules::Finding& finding);

// How bad it is: 3 error, 2 warning, 1 info, 0 not known.
unsigned rank(const rules::Finding& finding);

}  // namespace mailauth::report
