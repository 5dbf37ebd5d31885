#include "facts/collect_parts.h"

namespace mailauth::facts {

MxFacts collect_mx(const dns::Name& domain, dns::Evidence& evidence) {
  MxFacts mx;
  mx.answer = &evidence.ask(domain, dns::Type::mx);
  mx.wildcard = &ask_below(evidence, probe_label(domain), domain, dns::Type::mx);
  mx.hosts = mx_records(*mx.answer);
  mx.null_mx = mx.hosts.size() == 1 && mx.hosts.front().exchange.is_root();
  if (mx.answer->absent()) {
    mx.a = &evidence.ask(domain, dns::Type::a);
    mx.aaaa = &evidence.ask(domain, dns::Type::aaaa);
  }
  return mx;
}

}  // namespace mailauth::facts
