#pragma once

#include "report/json/facts.h"

namespace mailauth::report {

void put_mta_sts(JsonWriter& out, const facts::MtaStsFacts& mta_sts);

}  // namespace mailauth::report
