#include "cli/message_clues.h"

#include <algorithm>

#include "cli/message_audits.h"
#include "text/idna.h"

namespace mailauth::cli {

namespace {

bool is_from(const facts::MessageFacts& message, const dns::Name& domain) {
  return std::ranges::any_of(message.from, [&](const facts::FromDomain& from) { return from.domain == domain; });
}

void add_selectors_of(const facts::MessageFacts& message, facts::Request& request) {
  for (const facts::Signature& signature : message.signatures) {
    const auto a_labels = text::to_a_labels(signature.record.domain);
    const auto signer = a_labels ? dns::Name::parse(*a_labels) : std::nullopt;
    const std::string& selector = signature.record.selector;
    const bool is_own = signer && !signer->is_root() && request.domain.is_within(*signer);
    if (is_own && records::dkim::is_selector(selector) &&
        std::ranges::find(request.selectors, selector) == request.selectors.end())
      request.selectors.push_back(selector);
  }
}

void add_mail_from_of(const facts::MessageFacts& message, facts::Request& request) {
  const auto& mail_from = message.envelope.mail_from;
  if (!mail_from || mail_from->empty() || request.mail_from || request.null_sender) return;
  const auto a_labels = text::to_a_labels(mail_from->substr(mail_from->rfind('@') + 1));
  const auto name = a_labels ? dns::Name::parse(*a_labels) : std::nullopt;
  if (name && !name->is_root()) request.mail_from = *name;
}

}  // namespace

std::vector<facts::MessageFacts> read_messages(const std::vector<std::string>& files) {
  MessageAuditOptions options;
  options.files = files;
  std::vector<facts::MessageFacts> messages;
  for_each_message(options, [&messages](facts::MessageFacts message) { messages.push_back(std::move(message)); });
  return messages;
}

std::vector<std::string> domains_of(const std::vector<facts::MessageFacts>& messages) {
  std::vector<std::string> domains;
  for (const facts::MessageFacts& message : messages)
    for (const facts::FromDomain& from : message.from)
      if (std::ranges::find(domains, from.domain.text()) == domains.end()) domains.push_back(from.domain.text());
  return domains;
}

void add_clues(const std::vector<facts::MessageFacts>& messages, facts::Request& request) {
  for (const facts::MessageFacts& message : messages) {
    if (!is_from(message, request.domain)) continue;
    add_selectors_of(message, request);
    add_mail_from_of(message, request);
  }
}

}  // namespace mailauth::cli
