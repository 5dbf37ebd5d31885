#include <algorithm>

#include "facts/collect/parts.h"
#include "facts/registered_domain.h"

namespace mailauth::facts {

namespace {

MxTarget look_at(const dns::Name& host, const dns::Name& domain, dns::Evidence& evidence) {
  MxTarget target{.host = host, .a = &evidence.ask(host, dns::Type::a), .aaaa = &evidence.ask(host, dns::Type::aaaa)};
  if (target.a->outcome != dns::Outcome::no_domain) return target;
  const auto registrable = name_to_register(target.a->owner(), domain);
  if (!registrable) return target;
  target.registrable = registrable;
  target.registration = &evidence.ask(*registrable, dns::Type::ns);
  return target;
}

std::vector<MxTarget> look_at_targets(std::span<const dns::Mx> hosts, const dns::Name& domain,
                                      dns::Evidence& evidence) {
  std::vector<MxTarget> targets;
  for (const dns::Mx& mx : hosts) {
    const bool known = std::ranges::find(targets, mx.exchange, &MxTarget::host) != targets.end();
    if (mx.exchange.is_root() || known || targets.size() >= max_mx_targets) continue;
    targets.push_back(look_at(mx.exchange, domain, evidence));
  }
  return targets;
}

}  // namespace

MxFacts collect_mx(const dns::Name& domain, dns::Evidence& evidence) {
  MxFacts mx;
  mx.answer = &evidence.ask(domain, dns::Type::mx);
  mx.wildcard = &ask_below(evidence, probe_label(domain), domain, dns::Type::mx);
  mx.hosts = mx_records(*mx.answer);
  mx.null_mx = mx.hosts.size() == 1 && mx.hosts.front().exchange.is_root();
  mx.targets = look_at_targets(mx.hosts, domain, evidence);
  if (mx.answer->absent()) {
    mx.a = &evidence.ask(domain, dns::Type::a);
    mx.aaaa = &evidence.ask(domain, dns::Type::aaaa);
  }
  return mx;
}

}  // namespace mailauth::facts
