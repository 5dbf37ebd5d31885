#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_macro_exp_only {

extern const Rule rule{
    .id = "spf-macro-exp-only",
    .severity = Severity::error,
    .title = "A macro stands in the SPF record that only explanations may have",
    .reference = "RFC 7208 7.2",
    .why = "%{c}, %{r} and %{t} have a meaning only in the text that exp= leads to. Elsewhere most receivers take them "
           "for a syntax error: SPF fails (permerror) for all mail.",
    .bad = R"(@ TXT "v=spf1 exists:%{t}.allow.example.net -all"
)",
    .good = R"(@ TXT "v=spf1 exists:%{i}.allow.example.net -all"
)",
    .reports = diagnosis::Problem::macro_exp_only,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_macro_exp_only
