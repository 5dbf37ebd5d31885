#include "rules/report_mailbox.h"

namespace mailauth::rules {

bool can_receive_reports(const facts::Facts& facts, const dns::Name& domain) {
  if (domain != facts.domain()) return true;
  const auto is_absent = [](const dns::Answer* answer) { return answer != nullptr && answer->absent(); };
  return !facts.mx.null_mx && !(is_absent(facts.mx.answer) && is_absent(facts.mx.a) && is_absent(facts.mx.aaaa));
}

std::string report_address(const dns::Name& domain) { return "dmarc@" + domain.text(); }

}  // namespace mailauth::rules
