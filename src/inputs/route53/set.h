#pragma once
// A ResourceRecordSet of the Route 53 API: one owner and type with all of its values.
//
//     { "Name": "example.com.", "Type": "TXT", "TTL": 300, "ResourceRecords": [ { "Value": "\"v=spf1 -all\"" } ] }

#include "inputs/reading/value.h"

namespace mailauth::inputs {

// Names are absolute with and without a final dot.
inline const Manner route53_manner{.txt = TxtForm::route53, .octal_names = true};

// `common` says the format and what is done with the set.
Records read_route53_set(const Tree& set, Record common, const Where& where);

}  // namespace mailauth::inputs
