#pragma once
// The parts of senders(): what SPF and DKIM say of one of them.

#include <string_view>
#include <vector>

#include "rules/senders.h"

namespace mailauth::rules {

// Of a tree of SPF as a MAIL FROM domain has it: may those send whom `permits` finds in it?
struct SpfUse {
  facts::Known permits = facts::Known::no;
  std::string why_not;  // "no record", "broken: receivers answer permerror"; empty when it permits
};
SpfUse use_of_spf(const facts::SpfNode& spf, facts::Known names_the_sender);

SenderCheck spf_of_service(const facts::Service& service, const facts::Facts& facts);
SenderCheck spf_of_mail_from(const facts::MailFrom& mail_from, facts::Known names_the_sender,
                             const facts::Facts& facts);
SenderCheck spf_of_domain(const facts::Facts& facts);  // of whom its record names beside known services

// The domain of MAIL FROM where the service's bounces arrive; null: none is known, it uses one of its own.
const facts::MailFrom* mail_from_of(const facts::Service& service, const facts::Facts& facts);
// The record names hosts or records that belong to no service that we know.
facts::Known names_other_hosts(const facts::SpfNode& spf);

bool signs_with_ses(const facts::Service& service);
SenderCheck dkim_of_service(const facts::Service& service, const facts::Facts& facts);
SenderCheck dkim_of_others(const facts::Facts& facts);  // keys that belong to no service
bool has_names_of_keys(const facts::Service& service, const facts::Facts& facts);

}  // namespace mailauth::rules
