#include "sweep/audit_result.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "mailauth/version.h"
#include "records/sha256.h"
#include "report/report.h"
#include "sweep/records_hash.h"

namespace mailauth::sweep {

namespace {

using facts::Facts;

using results::DkimState;
using results::DmarcState;
using results::MxState;
using results::RecordState;
using results::SpfState;

SpfState spf_of(const facts::SpfNode& spf) {
  if (spf.standing == facts::SpfStanding::unknown) return SpfState::unknown;
  if (facts::is_permerror(spf)) return SpfState::permerror;
  return spf.standing == facts::SpfStanding::none ? SpfState::none : SpfState::usable;
}

DmarcState dmarc_of(const Facts& facts) {
  const facts::DmarcView& view = facts.dmarc.discovery.tree_walk;
  // Ignored: p= says nothing, and there is no rua=.
  if (view.record) return view.domain ? DmarcState::in_force : DmarcState::ignored;
  if (view.unknown) return DmarcState::unknown;
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  return at.records.empty() && at.lookalikes.empty() ? DmarcState::none : DmarcState::ignored;
}

DkimState dkim_of(const Facts& facts) {
  if (!facts::usable_keys(facts.dkim).empty()) return DkimState::found;
  const bool unknown = facts.dkim.domainkey->failed() || facts.dkim.unanswered > 0;
  return unknown ? DkimState::unknown : DkimState::none_found;
}

MxState mx_of(const facts::MxFacts& mx) {
  if (mx.null_mx) return MxState::null;
  if (mx.answer->found()) return MxState::hosts;
  return mx.answer->absent() ? MxState::none : MxState::unknown;
}

// Empty when nobody asked: no host receives mail for the domain.
results::Word<RecordState> tls_rpt_of(const Facts& facts) {
  const facts::TlsRptFacts& tls_rpt = facts.tls_rpt;
  if (tls_rpt.answer == nullptr) return {};
  if (tls_rpt.answer->failed()) return RecordState::unknown;
  if (tls_rpt.record() != nullptr && records::tls_rpt::is_usable(*tls_rpt.record())) return RecordState::in_force;
  return tls_rpt.records.empty() && tls_rpt.meant.empty() ? RecordState::none : RecordState::ignored;
}

results::Word<RecordState> mta_sts_of(const Facts& facts) {
  const facts::MtaStsFacts& mta_sts = facts.mta_sts;
  if (mta_sts.answer == nullptr) return {};
  if (mta_sts.answer->failed()) return RecordState::unknown;
  if (mta_sts.record() != nullptr && records::mta_sts::is_usable(*mta_sts.record())) return RecordState::in_force;
  return mta_sts.records.empty() && mta_sts.meant.empty() ? RecordState::none : RecordState::ignored;
}

// In the order of results::further_kinds.
constexpr std::array further_states{tls_rpt_of, mta_sts_of};
static_assert(further_states.size() == results::further_kinds.size());

std::vector<results::Key> keys_of(const Facts& facts) {
  std::vector<results::Key> keys;
  for (const facts::DkimSelector* selector : facts::usable_keys(facts.dkim)) {
    const records::dkim::PublicKey& key = std::ranges::find_if(selector->keys, records::dkim::is_usable)->key;
    keys.push_back({.selector = selector->selector,
                    .algorithm = key.algorithm,
                    .bits = key.bits,
                    .modulus = records::hexadecimal(key.modulus),
                    .sha256 = fingerprint(key)});
  }
  return keys;
}

void add_includes(const facts::SpfNode& node, std::set<std::string>& includes, std::set<std::string>& unregistered) {
  for (const facts::SpfEdge& edge : node.edges) {
    if (!edge.child.empty() && edge.target) includes.insert(edge.target->text());
    if (edge.registration != nullptr && edge.registration->outcome == dns::Outcome::no_domain)
      unregistered.insert(edge.registrable->text());
    for (const facts::SpfNode& child : edge.child) add_includes(child, includes, unregistered);
  }
}

void add_hosts(const Facts& facts, results::Result& result, std::set<std::string>& unregistered) {
  for (const dns::Mx& host : facts.mx.hosts)
    if (!host.exchange.is_root()) result.mx_hosts.push_back(host.exchange.text());
  for (const facts::MxTarget& target : facts.mx.targets)
    if (target.registration != nullptr && target.registration->outcome == dns::Outcome::no_domain)
      unregistered.insert(target.registrable->text());
}

void add_dependencies(const Facts& facts, results::Result& result) {
  std::set<std::string> includes, unregistered;
  add_includes(facts.spf, includes, unregistered);
  add_hosts(facts, result, unregistered);
  result.includes.assign(includes.begin(), includes.end());
  result.unregistered.assign(unregistered.begin(), unregistered.end());
  if (facts.wildcard->found()) result.wildcards.emplace_back("TXT");
  if (facts.mx.wildcard->found()) result.wildcards.emplace_back("MX");
  for (const facts::RecognisedService& recognised : facts.services) result.services.push_back(recognised.service->id);
}

void add_findings(const std::vector<rules::Finding>& findings, results::Result& result) {
  for (const rules::Finding& finding : findings) {
    const bool indeterminate = finding.certainty == rules::Certainty::indeterminate;
    result.errors += finding.severity == rules::Severity::error && !indeterminate ? finding.count() : 0;
    result.warnings += finding.severity == rules::Severity::warning && !indeterminate ? finding.count() : 0;
    result.findings.push_back({.rule = std::string(finding.rule->id),
                               .severity = finding.severity,
                               .indeterminate = indeterminate,
                               .where = dns::to_string(dns::Question{finding.name, finding.type}),
                               .message = finding.message,
                               .more = finding.more});
  }
}

void add_policy(const Facts& facts, results::Result& result) {
  const facts::DmarcView& view = facts.dmarc.discovery.tree_walk;
  result.dmarc = dmarc_of(facts);
  result.policy = view.domain;
  result.subdomain_policy = view.subdomains;
  result.inherited = view.inherited;
  result.reports = view.record && !view.record->rua.empty();
}

// Also without a verdict that rests on it: what got no answer must not look removed.
bool is_complete(const audit::Audit& audit) {
  const facts::DkimFacts& dkim = audit.facts.dkim;
  const bool keys_known = !dkim.domainkey->failed() && dkim.unanswered == 0;
  const bool further_known = std::ranges::none_of(
      further_states, [&](const auto& state) { return state(audit.facts) == RecordState::unknown; });
  return keys_known && further_known &&
         report::is_complete({audit.facts, audit.findings, audit.verdict, audit.evidence.cost});
}

}  // namespace

results::Result result_of(const audit::Audit& audit, std::string time) {
  const Facts& facts = audit.facts;
  results::Result result{.domain = facts.domain().text(), .time = std::move(time), .exists = facts.domain_exists};
  result.version = version;
  result.records = records_hash(audit.evidence);
  result.forgery = audit.verdict.forgery;
  result.own_mail = audit.verdict.own_mail;
  result.spf = spf_of(facts.spf);
  result.spf_all = facts::default_result(facts.spf);
  result.lookups = facts.spf.lookups;
  result.dkim = dkim_of(facts);
  result.mx = mx_of(facts.mx);
  for (std::size_t at = 0; at < further_states.size(); ++at) result.further[at] = further_states[at](facts);
  add_policy(facts, result);
  result.complete = is_complete(audit);
  result.keys = keys_of(facts);
  add_dependencies(facts, result);
  add_findings(audit.findings, result);
  result.queries = audit.evidence.cost.questions;
  result.cached = audit.evidence.cost.cached;
  result.elapsed_ms = static_cast<unsigned>(audit.evidence.cost.elapsed.count());
  return result;
}

}  // namespace mailauth::sweep
