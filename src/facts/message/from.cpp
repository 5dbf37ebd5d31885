#include "facts/message/from.h"

#include <algorithm>

#include "messages/address.h"
#include "text/idna.h"

namespace mailauth::facts {

namespace {

std::optional<dns::Name> name_of(std::string_view value, const messages::Mailbox& mailbox) {
  const std::string domain = messages::domain_of(value, mailbox);
  if (domain.starts_with('[')) return std::nullopt;  // an address of a host has no policy
  const auto a_labels = text::to_a_labels(domain);
  const auto name = a_labels ? dns::Name::parse(*a_labels) : std::nullopt;
  return name && !name->is_root() ? name : std::nullopt;
}

void add_domain(MessageFacts& facts, dns::Name name, text::Span span) {
  const bool is_known = std::ranges::any_of(facts.from, [&](const FromDomain& from) { return from.domain == name; });
  if (is_known || facts.from.size() >= max_from_domains) return;
  FromDomain& from = facts.from.emplace_back();
  from.span = span;
  from.domain = std::move(name);
}

}  // namespace

void read_from(MessageFacts& facts) {
  facts.from_fields = fields_named(facts.message(), "From");
  for (const messages::Field* field : facts.from_fields) {
    const std::string value = unfolded_value(facts.message(), *field).text;
    for (const messages::Mailbox& mailbox : messages::parse_addresses(value).mailboxes)
      if (auto name = name_of(value, mailbox)) add_domain(facts, std::move(*name), mailbox.domain);
  }
}

}  // namespace mailauth::facts
