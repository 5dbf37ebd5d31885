#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_macro_syntax {

extern const Rule rule{
    .id = "spf-macro-syntax",
    .severity = Severity::error,
    .title = "A macro is not one that SPF knows",
    .reference = "RFC 7208 7.1, RFC 7208 7.3",
    .why =
        "A percent sign begins a macro: a letter in braces, perhaps with a number other than 0, an r and separators. "
        "SPF then fails with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 exists:%(i).allow.example.net -all"
)",
    .good = R"(@ TXT "v=spf1 exists:%{i}.allow.example.net -all"
)",
    .reports = diagnosis::Problem::macro_syntax,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_macro_syntax
