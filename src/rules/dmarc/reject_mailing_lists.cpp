#include <fmt/format.h>

#include <algorithm>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_reject_mailing_lists {

namespace {

namespace dmarc = records::dmarc;

const facts::Service* mailbox_provider(const Facts& facts) {
  for (const facts::RecognisedService& recognised : facts.services)
    if (recognised.service->kind == facts::Service::Kind::mailbox &&
        std::find(recognised.signs.begin(), recognised.signs.end(), facts::Sign::mx) != recognised.signs.end())
      return recognised.service;
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  const dmarc::Record* record = facts.dmarc.at_domain.record();
  const facts::Service* provider = mailbox_provider(facts);
  if (record == nullptr || provider == nullptr || dmarc::effective_policy(*record) != dmarc::Policy::reject) return;
  findings.add(record->source, record->find("p")->value, "tell the people who post to mailing lists")
      .says(fmt::format("people have mailboxes here ({}): what they post to mailing lists can be refused",
                        provider->name));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-reject-mailing-lists",
    .severity = Severity::info,
    .title = "p=reject can break what people of the domain post to mailing lists",
    .reference = "RFC 9989 7.4",
    .why = "Mailing lists change messages, which breaks DKIM, and send them from elsewhere, which breaks SPF. With "
           "p=reject other members of a list may not get the post, unless the list rewrites the address in From. "
           "Whoever protects a domain of people should know that.",
    .bad = R"(@ MX 1 smtp.google.com.
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(@ MX 1 smtp.google.com.
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_reject_mailing_lists
