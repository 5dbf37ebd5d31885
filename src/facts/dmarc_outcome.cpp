#include "facts/dmarc_outcome.h"

namespace mailauth::facts {
namespace {

std::optional<records::dmarc::Policy> policy_of(const DmarcView& view, FromExists exists) {
  return exists == FromExists::yes ? view.domain : view.nonexistent;
}

}  // namespace

Known passed(SpfResult result) {
  return result == SpfResult::temperror ? Known::unknown : known(result == SpfResult::pass);
}

FromExists from_exists(const dns::Name& from, dns::Evidence& evidence) {
  return evidence.ask(from, dns::Type::mx).outcome == dns::Outcome::no_domain ? FromExists::no : FromExists::yes;
}

DmarcOutcome dmarc_outcome(const Discovery& discovery, FromExists exists, std::span<const Authenticated> checks) {
  return {dmarc_passes(checks), policy_of(discovery.suffix_list, exists), policy_of(discovery.tree_walk, exists),
          discovery.unknown()};
}

SpfForDmarc spf_for_dmarc(const dns::Name& from, const SpfClient& client, const SpfCheck& check,
                          dns::Evidence& evidence) {
  const Discovery discovery = discover_dmarc(from, organizational_domain_by_suffix_list(from), evidence);
  SpfForDmarc result{.from = from, .authenticated = dns::Name::parse(client.domain).value_or(dns::Name())};
  result.spf = {passed(check.result), spf_alignment(identity_of(result.authenticated, evidence), from, discovery)};
  result.outcome = dmarc_outcome(discovery, from_exists(from, evidence), {&result.spf, 1});
  return result;
}

}  // namespace mailauth::facts
