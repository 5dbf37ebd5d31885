#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules::mx_provider_mix {

namespace {

void check(const Facts& facts, Findings& findings) {
  std::vector<const facts::Service*> providers;
  for (const dns::Mx& mx : facts.mx.hosts) {
    const facts::Service* service = facts::service_of_mx(mx.exchange);
    const bool is_mailbox = service != nullptr && service->kind == facts::Service::Kind::mailbox;
    if (is_mailbox && std::find(providers.begin(), providers.end(), service) == providers.end())
      providers.push_back(service);
  }
  if (providers.size() < 2) return;
  findings.add(facts.domain(), dns::Type::mx)
      .says(fmt::format("the MX records belong to both {} and {}", providers[0]->name, providers[1]->name));
}

}  // namespace

extern const Rule rule{
    .id = "mx-provider-mix",
    .severity = Severity::warning,
    .title = "The MX records belong to different mailbox providers",
    .reference = "RFC 5321 5.1",
    .why = "Each provider keeps the mail that it gets in its own mailboxes. Mail is split between the two: some of it "
           "is in a mailbox where nobody looks, or comes back because the address is unknown there.",
    .bad = R"(@ MX 1 smtp.google.com.
@ MX 10 example-com.mail.protection.outlook.com.)",
    .good = R"(@ MX 1 smtp.google.com.)",
    .check = check};

}  // namespace mailauth::rules::mx_provider_mix
