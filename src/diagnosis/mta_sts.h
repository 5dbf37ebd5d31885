#pragma once
// What is wrong with an MTA-STS record, and what it was meant to say (RFC 8461 3.1). The rule prints it, repair applies
// it:
//
//     v=STSv1; id=2026-01-01
//                 ^^^^^^^^^^ write 20260101 here

#include <string>
#include <vector>

#include "diagnosis/announcement.h"
#include "records/mta_sts.h"

namespace mailauth::diagnosis {

// In the order of the text; empty when senders use the record.
std::vector<RecordFlaw> flaws_of(const records::mta_sts::Record& record);

// The record that was meant. Where it has no id that can be used, one is made from its text: senders only compare it
// with the last one.
std::string meant_record(const records::mta_sts::Record& record);

}  // namespace mailauth::diagnosis
