#pragma once
// What is wrong with a TLS-RPT record, and what it was meant to say (RFC 8460 3). The rule prints it, repair applies
// it:
//
//     v=TLSRPTv1 rua=mailto:tls@example.com
//               ^ write ';' here

#include <string>
#include <vector>

#include "diagnosis/announcement.h"
#include "records/tls_rpt.h"

namespace mailauth::diagnosis {

// In the order of the text; empty when senders use all of the record.
std::vector<RecordFlaw> flaws_of(const records::tls_rpt::Record& record);

// The addresses that the record was meant to name; empty when that is not known of one of them.
std::vector<std::string> meant_addresses(const records::tls_rpt::Record& record);
// The text of a record with these addresses.
std::string tls_rpt_text(const std::vector<std::string>& addresses);

}  // namespace mailauth::diagnosis
