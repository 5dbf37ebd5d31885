#pragma once
// Mailboxes that reports are sent to.

#include <string>

#include "facts/facts.h"

namespace mailauth::rules {

// Could mail to this domain arrive? Only what the DNS said counts against it.
bool can_receive_reports(const facts::Facts& facts, const dns::Name& domain);
// "dmarc@example.com" as the usual address for reports about a domain.
std::string report_address(const dns::Name& domain);

// Why a host receives no mail, of its MX and, when it has none, its addresses: "does not exist". Empty when mail may
// arrive there; null: not asked.
std::string why_no_mail_arrives(const dns::Answer* mx, const dns::Answer* a, const dns::Answer* aaaa);

}  // namespace mailauth::rules
