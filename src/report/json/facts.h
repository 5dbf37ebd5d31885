#pragma once
// The parsed models of the records in JSON.

#include "report/json_text.h"
#include "report/report.h"

namespace mailauth::report {

// "findings", "suppressed" and "timing" of any report.
void put_findings(JsonWriter& out, const DomainReport& report);
void put_suppressed(JsonWriter& out, const Suppressed& suppressed);
void put_timing(JsonWriter& out, const dns::Cost& cost);

std::string_view word_of(facts::Known known);                 // "pass", "fail", "unknown"
void put_answer(JsonWriter& out, const dns::Answer& answer);  // "name", "type", "outcome", ...
void put_answers(JsonWriter& out, std::string_view name, const std::vector<const dns::Answer*>& answers);
void put_spf(JsonWriter& out, const facts::SpfNode& node);
void put_dkim(JsonWriter& out, const facts::DkimFacts& dkim);
void put_dmarc(JsonWriter& out, const facts::DmarcFacts& dmarc);
void put_generations(JsonWriter& out, const facts::ByGeneration& holds);  // "pass", "fail", "unknown" at each
void put_policy(JsonWriter& out, const facts::Discovery& discovery);      // what each generation of receivers applies
void put_tag(JsonWriter& out, const records::Tag& tag, const text::Source& source);
void put_mx(JsonWriter& out, const facts::MxFacts& mx);
// check_host() with its walk.
void put_check(JsonWriter& out, const facts::SpfClient& client, const facts::SpfCheck& check);
void put_sender(JsonWriter& out, const facts::SenderFacts& sender);
void put_mail_from(JsonWriter& out, const facts::MailFrom& mail_from);

}  // namespace mailauth::report
