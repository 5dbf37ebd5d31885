#pragma once
// The parsed models of the records in JSON.

#include "report/json_text.h"

namespace mailauth::report {

Json answer_json(const dns::Answer& answer);  // {"name", "type", "outcome", ...}
Json spf_json(const facts::SpfNode& node);
Json dkim_json(const facts::DkimFacts& dkim);
Json dmarc_json(const facts::DmarcFacts& dmarc);
Json policy_json(const facts::Discovery& discovery);  // what each generation of receivers applies
Json mx_json(const facts::MxFacts& mx);
Json check_json(const facts::SpfClient& client, const facts::SpfCheck& check);  // check_host() with its walk
Json sender_json(const facts::SenderFacts& sender);
Json mail_from_json(const facts::MailFrom& mail_from);

}  // namespace mailauth::report
