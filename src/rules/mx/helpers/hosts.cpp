#include "rules/mx/helpers/hosts.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::rules {

std::vector<text::Ip> addresses_of(const facts::MxTarget& target) {
  std::vector<text::Ip> addresses;
  for (const dns::Answer* answer : {target.a, target.aaaa})
    for (const dns::Record& record : answer->records)
      if (const auto* ip = std::get_if<text::Ip>(&record.data)) addresses.push_back(*ip);
  return addresses;
}

bool has_no_address(const facts::MxTarget& target) { return target.a->absent() && target.aaaa->absent(); }

bool is_unregistered(const facts::MxTarget& target) {
  return target.registration != nullptr && target.registration->outcome == dns::Outcome::no_domain;
}

bool is_address(const dns::Name& exchange) {
  const auto labels = exchange.labels();
  if (labels.empty()) return false;
  return std::all_of(labels.back().begin(), labels.back().end(), text::is_digit);
}

std::string sign_of_sending(const Facts& facts) {
  if (facts.spf.standing == facts::SpfStanding::usable && !facts::permits_nobody(facts.spf))
    return "its SPF record permits senders";
  if (!facts::usable_keys(facts.dkim).empty()) return "it has a DKIM key in use";
  if (facts.request.mail_from == facts.domain()) return "it is used as a MAIL FROM domain";
  return "";
}

}  // namespace mailauth::rules
