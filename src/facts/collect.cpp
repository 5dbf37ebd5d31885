#include "facts/collect.h"

#include <algorithm>

#include "facts/collect/mta_sts.h"
#include "facts/collect/parts.h"
#include "facts/collect/tls_rpt.h"
#include "facts/dmarc_discovery.h"

namespace mailauth::facts {

namespace {

namespace part {
enum : std::size_t { mx, dmarc, spf, dkim, organization, mail_froms, tls_rpt, mta_sts };
}

// A CNAME that leads nowhere is there all the same.
bool says_no_such_domain(const dns::Answer& answer) {
  return answer.outcome == dns::Outcome::no_domain && answer.cnames.empty();
}

bool has_spf(const dns::Answer& answer) {
  return std::ranges::any_of(txt_sources(answer),
                             [](const text::Source& source) { return records::spf::is_spf(source.text); });
}

// Of the names at which policies stand, those where no name server would load what the zone file has (RFC 1034 3.6.2).
std::vector<dns::Name> find_crowded_aliases(const Facts& facts, const dns::Zone& zone) {
  std::vector<dns::Name> names{facts.domain(), facts.dmarc.at_domain.owner};
  for (const DkimSelector& selector : facts.dkim.selectors) names.push_back(selector.name);
  for (const MailFrom& mail_from : facts.mail_froms) names.push_back(mail_from.name);
  std::erase_if(names, [&](const dns::Name& name) {
    const auto at = zone.records().find(name);
    if (at == zone.records().end()) return true;
    return !at->second.contains(dns::Type::cname) || at->second.size() == 1;
  });
  return names;
}

// Names with records of their own, which no wildcard answers for (RFC 4592 2.2.1).
std::vector<const dns::Answer*> ask_beside_wildcard(const Facts& facts, dns::Evidence& evidence) {
  std::vector<const dns::Answer*> answers;
  if (!has_spf(*facts.wildcard)) return answers;
  for (const MxTarget& target : facts.mx.targets)
    if (target.host != facts.domain() && target.host.is_within(facts.domain()))
      answers.push_back(&evidence.ask(target.host, dns::Type::txt));
  return answers;
}

}  // namespace

const dns::Answer& ask_below(dns::Evidence& evidence, std::string_view labels, const dns::Name& name, dns::Type type) {
  const auto child = name.child(labels);
  return child ? evidence.ask(*child, type) : impossible_name();
}

const dns::Answer& impossible_name() {
  static const dns::Answer answer{.outcome = dns::Outcome::no_domain};
  return answer;
}

// `needs`: the other parts that this one rests on are done.
template <class Collect>
void Collection::round(bool& done, const dns::Evidence& evidence, bool needs, Collect collect) {
  if (done) return;
  const std::size_t before = evidence.pending_given();
  collect();
  done = needs && evidence.pending_given() == before;
}

Collection::Collection(Request request) {
  facts_.request = std::move(request);
  organizational_ = organizational_domain_by_suffix_list(facts_.request.domain);
}

void Collection::ask(dns::Evidence& evidence) {
  const Request& request = facts_.request;
  const dns::Name& domain = request.domain;
  facts_.txt = &evidence.ask(domain, dns::Type::txt);
  facts_.wildcard = &ask_below(evidence, probe_label(domain), domain, dns::Type::txt);
  round(done_[part::mx], evidence, true, [&] { facts_.mx = collect_mx(domain, evidence); });
  facts_.domain_exists = !says_no_such_domain(*facts_.txt) && !says_no_such_domain(*facts_.mx.answer);
  round(done_[part::dmarc], evidence, true, [&] { facts_.dmarc = collect_dmarc(request, organizational_, evidence); });
  round(done_[part::spf], evidence, true, [&] { facts_.spf = spf_tree(domain, evidence); });
  if (request.effort == Effort::thorough) facts_.spf_type99 = &evidence.ask(domain, dns::Type::spf);
  facts_.beside_wildcard = ask_beside_wildcard(facts_, evidence);
  round(done_[part::dkim], evidence, done_[part::mx] && done_[part::spf],
        [&] { facts_.dkim = collect_dkim(facts_, evidence); });
  if (organizational_ != domain && !is_public_suffix(domain))
    round(done_[part::organization], evidence, done_[part::mx] && done_[part::spf],
          [&] { facts_.organization = collect_organization(facts_, organizational_, evidence); });
  round(done_[part::mail_froms], evidence, done_[part::mx],
        [&] { facts_.mail_froms = collect_mail_froms(request, facts_.mx, evidence); });
  round(done_[part::tls_rpt], evidence, done_[part::mx],
        [&] { facts_.tls_rpt = collect_tls_rpt(request, facts_.mx.has_hosts(), evidence); });
  round(done_[part::mta_sts], evidence, done_[part::mx],
        [&] { facts_.mta_sts = collect_mta_sts(request, facts_.mx.has_hosts(), evidence); });
  facts_.sender = collect_sender(request, evidence);
  facts_.crowded_aliases = find_crowded_aliases(facts_, evidence.zone());
}

Facts Collection::take() {
  if (facts_.organization) forgive_missing_selectors(*facts_.organization, facts_.dkim);
  facts_.services = recognise_services(facts_);
  facts_.unanswered = collect_unanswered(facts_);
  return std::move(facts_);
}

Facts collect(const Request& request, dns::Evidence& evidence) {
  Collection collection(request);
  collection.ask(evidence);
  return collection.take();
}

}  // namespace mailauth::facts
