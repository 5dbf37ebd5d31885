#include "facts/collect/parts.h"
#include "facts/spf/evaluation.h"

namespace mailauth::facts {

namespace {

std::vector<ReverseName> look_at_names(const dns::Answer& ptr, const text::Ip& ip, dns::Evidence& evidence) {
  std::vector<ReverseName> names;
  for (const dns::Name& name : claimed_names(ptr)) {
    const dns::Answer& addresses = evidence.ask(name, address_type(ip));
    names.push_back({name, &addresses, leads_to(addresses, ip)});
  }
  return names;
}

}  // namespace

// A server most often calls itself after HELO what its PTR says. The local-part is not known: postmaster stands for it.
std::optional<SenderFacts> collect_sender(const Request& request, dns::Evidence& evidence) {
  if (!request.ip) return std::nullopt;
  const dns::Name& domain = request.mail_from ? *request.mail_from : request.domain;
  SenderFacts sender;
  sender.client = spf_client(*request.ip, "postmaster@" + domain.text(), domain.text());
  sender.ptr = &evidence.ask(reverse_name(sender.client.ip), dns::Type::ptr);
  sender.names = look_at_names(*sender.ptr, sender.client.ip, evidence);
  if (!sender.names.empty()) sender.client.helo = sender.names.front().name.text();
  if (request.null_sender) sender.client = spf_client(*request.ip, "", sender.client.helo);  // RFC 7208 2.4
  sender.spf = check_host(sender.client, evidence);
  return sender;
}

}  // namespace mailauth::facts
