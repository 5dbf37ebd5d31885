#include "rules/report_mailbox.h"

namespace mailauth::rules {

bool can_receive_reports(const facts::Facts& facts, const dns::Name& domain) {
  if (domain != facts.domain()) return true;
  const auto is_absent = [](const dns::Answer* answer) { return answer != nullptr && answer->absent(); };
  return !facts.mx.null_mx && !(is_absent(facts.mx.answer) && is_absent(facts.mx.a) && is_absent(facts.mx.aaaa));
}

std::string report_address(const dns::Name& domain) { return "dmarc@" + domain.text(); }

std::string why_no_mail_arrives(const dns::Answer* mx, const dns::Answer* a, const dns::Answer* aaaa) {
  if (mx == nullptr) return "";
  if (mx->outcome == dns::Outcome::no_domain) return "does not exist";
  const auto hosts = mx_records(*mx);
  if (hosts.size() == 1 && hosts.front().exchange.is_root()) return "accepts no mail (null MX)";
  const auto is_absent = [](const dns::Answer* answer) { return answer != nullptr && answer->absent(); };
  return is_absent(mx) && is_absent(a) && is_absent(aaaa) ? "has neither MX nor address" : "";
}

}  // namespace mailauth::rules
