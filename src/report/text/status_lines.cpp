#include "report/text/status_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "records/kind.h"
#include "report/text/mta_sts.h"
#include "report/text/tls_rpt.h"
#include "rules/authentication.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

using records::dmarc::Policy;
using records::spf::Qualifier;

constexpr std::size_t longest_readable_selector = 16;  // tokens such as Amazon's have 32 characters
constexpr std::size_t max_selectors_named = 4;
constexpr std::size_t max_addresses_named = 10;

// The area of a rule; of a finding about the way a record of the domain is written, the one that the record belongs to.
std::string_view area_of(const rules::Finding& finding, const dns::Name& domain) {
  const std::string_view area = rules::area(*finding.rule);
  if (area != "source" || !finding.name.is_within(domain)) return area;
  if (finding.type == dns::Type::mx) return "mx";
  if (const auto place = records::place_of(finding.name.text()); place && place->is_sound())
    return records::info(place->kind).area;
  return finding.record && text::contains_ignoring_case(finding.record->text, "v=spf1") ? "spf" : area;
}

std::string_view describe(Qualifier qualifier) {
  switch (qualifier) {
    case Qualifier::pass: return "+all: anybody may send";
    case Qualifier::fail: return "-all";
    case Qualifier::softfail: return "~all";
    case Qualifier::neutral: return "?all";
  }
  return "";
}

// The services that the SPF tree lets send, by name.
std::string permitted_services(const facts::Facts& facts) {
  std::vector<std::string> names;
  facts::for_each_node(facts.spf, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    const facts::Service* service = facts::service_of_include(node.name);
    if (service != nullptr && std::find(names.begin(), names.end(), service->name) == names.end())
      names.push_back(service->name);
  });
  return names.empty() ? "" : fmt::format("permits {}", fmt::join(names, ", "));
}

std::vector<std::string> spf_facts(const facts::Facts& facts) {
  const facts::SpfNode& spf = facts.spf;
  switch (spf.standing) {
    case facts::SpfStanding::usable: break;
    case facts::SpfStanding::none:
      if (spf.lookalikes.empty()) return {"no record"};
      return {"none in force", "a record is there, but receivers ignore it"};
    case facts::SpfStanding::multiple: return {fmt::format("{} records: receivers use none", spf.records.size())};
    case facts::SpfStanding::malformed: return {"a syntax error: receivers use nothing of it"};
    case facts::SpfStanding::unknown: return {spf.answer == nullptr ? "not known" : not_known(*spf.answer)};
    case facts::SpfStanding::loop:
    case facts::SpfStanding::too_big: return {"not followed to its end"};
  }
  std::vector<std::string> facts_of_it{fmt::format("{} of {} lookups", spf.lookups, facts::spf_lookup_limit)};
  if (const auto qualifier = facts::default_result(spf)) facts_of_it.emplace_back(describe(*qualifier));
  if (std::string services = permitted_services(facts); !services.empty()) facts_of_it.push_back(std::move(services));
  return facts_of_it;
}

std::string describe(const records::dkim::PublicKey& key) {
  return key.algorithm == records::dkim::Algorithm::ed25519 ? "Ed25519" : fmt::format("RSA {}", key.bits);
}

void add_once(std::vector<std::string>& words, std::string word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
}

// The kinds of keys, the services that hold them, and the selectors as far as people can read them.
std::vector<std::string> describe(const std::vector<const facts::DkimSelector*>& usable) {
  std::vector<std::string> kinds, services, names;
  for (const facts::DkimSelector* selector : usable) {
    add_once(kinds, describe(selector->keys.front().key));
    if (selector->service != nullptr) add_once(services, selector->service->name);
    if (selector->selector.size() <= longest_readable_selector) names.push_back(selector->selector);
  }
  std::vector<std::string> facts_of_them{fmt::format("{} key{}", usable.size(), usable.size() == 1 ? "" : "s"),
                                         fmt::format("{}", fmt::join(kinds, ", "))};
  if (!services.empty()) facts_of_them.push_back(fmt::format("{}", fmt::join(services, ", ")));
  if (!names.empty() && names.size() <= max_selectors_named)
    facts_of_them.push_back(fmt::format("{}", fmt::join(names, ", ")));
  return facts_of_them;
}

std::vector<std::string> dkim_facts(const facts::Facts& all) {
  const facts::DkimFacts& dkim = all.dkim;
  const auto usable = facts::usable_keys(dkim);
  if (usable.empty() && rules::organization_signs(all) == facts::Known::yes) {
    std::vector<std::string> of_organization = describe(facts::usable_keys(all.organization->dkim));
    of_organization.insert(of_organization.begin(), fmt::format("by {}", all.organization->identity.domain.text()));
    return of_organization;
  }
  if (usable.empty()) {
    if (!dkim.selectors.empty()) return {"no usable key"};
    if (dkim.domainkey->outcome == dns::Outcome::no_domain) return {"no key: _domainkey does not exist"};
    if (dkim.domainkey->failed()) return {not_known(*dkim.domainkey)};
    return {fmt::format("no key under {} well-known selectors", dkim.probed), "name yours with --selector"};
  }
  return describe(usable);
}

Symbol dkim_symbol(const DomainReport& report) {
  const facts::DkimFacts& dkim = report.facts.dkim;
  const Symbol found = symbol_of(report, "dkim");
  return found == Symbol::good && facts::usable_keys(dkim).empty() && dkim.domainkey->outcome != dns::Outcome::no_domain
             ? Symbol::unknown
             : found;
}

std::string reports_to(const records::dmarc::Record& record) {
  std::vector<std::string_view> addresses;
  for (const records::dmarc::Uri& uri : record.rua)
    if (uri.well_formed) addresses.push_back(record.text(uri.address));
  return addresses.empty() ? "no reports" : "reports to " + some_of(addresses);
}

std::string describe(const facts::DmarcView& view) {
  std::string text = view.domain ? fmt::format("p={}", to_string(*view.domain)) : "no policy";
  if (view.subdomains && view.subdomains != view.domain)
    text += fmt::format(", subdomains {}", to_string(*view.subdomains));
  return text;
}

std::vector<std::string> dmarc_facts(const facts::DmarcFacts& dmarc) {
  const facts::Discovery& discovery = dmarc.discovery;
  if (!discovery.found()) {
    if (discovery.unknown()) return {"not known: a lookup had no answer"};
    if (!dmarc.at_domain.lookalikes.empty()) return {"none in force", "a record is there, but receivers ignore it"};
    if (dmarc.at_domain.records.size() > 1) return {"none in force", "several records: receivers use none"};
    return {"no record"};
  }
  const facts::DmarcView& view = discovery.tree_walk.record ? discovery.tree_walk : discovery.suffix_list;
  std::vector<std::string> facts_of_it{describe(view)};
  if (view.inherited) facts_of_it.push_back(fmt::format("from {}", view.policy_domain->text()));
  if (describe(discovery.tree_walk) != describe(discovery.suffix_list))
    facts_of_it.push_back(fmt::format("older receivers: {}", describe(discovery.suffix_list)));
  facts_of_it.push_back(reports_to(*view.record));
  return facts_of_it;
}

std::vector<std::string> mx_facts(const facts::MxFacts& mx) {
  if (mx.answer->failed()) return {not_known(*mx.answer)};
  if (mx.null_mx) return {"accepts no mail (null MX)"};
  if (mx.hosts.empty()) return {"no MX"};
  std::vector<std::string> facts_of_it{mx.hosts.front().exchange.text()};
  if (mx.hosts.size() > 1) facts_of_it.push_back(fmt::format("{} hosts", mx.hosts.size()));
  if (const facts::Service* service = facts::service_of_mx(mx.hosts.front().exchange))
    facts_of_it.push_back(service->name);
  return facts_of_it;
}

// Findings of other areas concern the record as well: what receivers make of it decides.
Symbol spf_symbol(const DomainReport& report) {
  const facts::SpfNode& spf = report.facts.spf;
  if (facts::is_permerror(spf)) return Symbol::bad;
  bool unknown = false;
  facts::for_each_node(spf, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    unknown = unknown || node.standing == facts::SpfStanding::unknown;
  });
  const Symbol found = symbol_of(report, "spf");
  return found == Symbol::good && unknown ? Symbol::unknown : found;
}

Symbol dmarc_symbol(const DomainReport& report) {
  const facts::Discovery& discovery = report.facts.dmarc.discovery;
  if (discovery.unknown()) return Symbol::unknown;
  if (!discovery.found()) return facts::uses_mail(report.facts) ? Symbol::bad : Symbol::warning;
  return symbol_of(report, "dmarc");
}

Symbol mx_symbol(const DomainReport& report) {
  return report.facts.mx.answer->failed() ? Symbol::unknown : symbol_of(report, "mx");
}

std::string decided_by(const facts::SpfCheck& check) {
  if (check.mechanism.empty()) return std::string(to_string(check.result));
  return check.mechanism == "default" ? fmt::format("{}: no term matches", to_string(check.result))
                                      : fmt::format("{} by {}", to_string(check.result), check.mechanism);
}

std::string reverse_name(const facts::SenderFacts& sender) {
  if (sender.ptr->failed()) return "PTR " + not_known(*sender.ptr);
  if (sender.names.empty()) return "no PTR";
  const auto back = std::ranges::find(sender.names, true, &facts::ReverseName::leads_back);
  if (back != sender.names.end()) return fmt::format("PTR {}", back->name.text());
  return fmt::format("PTR {} does not lead back", sender.names.front().name.text());
}

StatusLine sender_line(const DomainReport& report) {
  const facts::SenderFacts& sender = *report.facts.sender;
  StatusLine line{"Sender", Symbol::good, {text::to_string(sender.client.ip)}};
  if (sender.client.domain != report.facts.domain().text())
    line.facts.push_back(fmt::format("MAIL FROM {}", sender.client.domain));
  line.facts.push_back(decided_by(sender.spf));
  line.facts.push_back(reverse_name(sender));
  if (sender.spf.result == facts::SpfResult::temperror)
    line.symbol = Symbol::unknown;
  else if (sender.spf.result != facts::SpfResult::pass)
    line.symbol = Symbol::bad;
  else if (std::ranges::none_of(sender.names, &facts::ReverseName::leads_back))
    line.symbol = sender.ptr->failed() ? Symbol::unknown : Symbol::warning;
  return line;
}

}  // namespace

std::string some_of(const std::vector<std::string_view>& addresses) {
  const std::span named(addresses.begin(), std::min(addresses.size(), max_addresses_named));
  const std::size_t more = addresses.size() - named.size();
  return fmt::format("{}{}", fmt::join(named, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

Symbol symbol_of(const DomainReport& report, std::string_view area) {
  Symbol symbol = Symbol::good;
  for (const rules::Finding& finding : report.findings) {
    if (area_of(finding, report.facts.domain()) != area || finding.certainty == rules::Certainty::indeterminate)
      continue;
    if (finding.severity == rules::Severity::error) return Symbol::bad;
    if (finding.severity == rules::Severity::warning) symbol = Symbol::warning;
  }
  return symbol;
}

std::string not_known(const dns::Answer& answer) { return fmt::format("not known: {}", dns::describe(answer.outcome)); }

std::vector<StatusLine> status_lines(const DomainReport& report) {
  const facts::Facts& facts = report.facts;
  std::vector<StatusLine> lines{{"SPF", spf_symbol(report), spf_facts(facts)},
                                {"DKIM", dkim_symbol(report), dkim_facts(facts)},
                                {"DMARC", dmarc_symbol(report), dmarc_facts(facts.dmarc)},
                                {"MX", mx_symbol(report), mx_facts(facts.mx)}};
  if (auto line = mta_sts_line(report)) lines.push_back(*std::move(line));
  if (auto line = tls_rpt_line(report)) lines.push_back(*std::move(line));
  if (facts.sender) lines.push_back(sender_line(report));
  return lines;
}

}  // namespace mailauth::report
