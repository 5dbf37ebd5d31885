#pragma once

#include "report/json/facts.h"

namespace mailauth::report {

void put_tls_rpt(JsonWriter& out, const facts::TlsRptFacts& tls_rpt);

}  // namespace mailauth::report
