#include "repair/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diagnosis/spf.h"
#include "facts/service_records.h"
#include "facts/services.h"
#include "facts/spf_addresses.h"
#include "facts/wildcard.h"
#include "records/kind.h"
#include "repair/effect.h"
#include "repair/repair.h"
#include "rules/authentication.h"
#include "rules/forgery.h"
#include "rules/senders.h"
#include "rules/verdict.h"

namespace mailauth::repair {

namespace spf = records::spf;
using dns::Answer;
using dns::Evidence;
using facts::Facts;
using facts::SpfNode;
using rules::Fix;
using text::NetworkSet;

namespace {

bool is_published(const Fix& fix) { return fix.action == Fix::Action::publish; }
bool is_spf(const Fix& fix) { return is_published(fix) && fix.type == dns::Type::txt && spf::is_spf(fix.text()); }

// The domain whose record it is: example.com of _dmarc.example.com.
std::string domain_of_record(const dns::Name& owner) {
  const auto place = records::place_of(owner.text());
  return place && !place->domain.empty() ? std::string(place->domain) : owner.text();
}

// Where nothing stands yet, nobody relies on it: a parent may get a record, and others may be asked to publish one.
Objection stands_elsewhere(const Fix& fix, const Facts& facts) {
  if (fix.owner.is_within(facts.domain()) || (is_published(fix) && fix.replaces.empty())) return {};
  if (!fix.owner.is_within(facts.dmarc.discovery.suffix_list.organizational_domain))
    return fmt::format("{} belongs to others", fix.owner.text());
  if (facts::probe_of(fix.owner)) return fmt::format("the wildcard {} answers for other names, too", fix.owner.text());
  const std::string domain = domain_of_record(fix.owner);
  return fmt::format("the record is that of {}, on which other names rely: that is for mailauth fix {}", domain,
                     domain);
}

bool passes_all(const spf::Term& term) { return term.kind == spf::Kind::all && term.qualifier == spf::Qualifier::pass; }

Objection ends_in_plus_all(const Fix& fix) {
  if (!is_spf(fix) || std::ranges::none_of(spf::parse({.text = fix.text()}).terms, passes_all)) return {};
  return "a corrected record would let every server in the world pass: write who may send";
}

Objection replaces_what_is_unknown(const Fix& fix, const Evidence& evidence) {
  const dns::Name asked = facts::probe_of(fix.owner).value_or(fix.owner);  // nobody asks for a wildcard itself
  for (const Answer* answer : evidence.answers())
    if (answer->question == dns::Question{asked, fix.type} && answer->failed() &&
        answer->outcome != dns::Outcome::not_asked)
      return fmt::format("the DNS did not say what stands at {}", dns::to_string(answer->question));
  return {};
}

}  // namespace

Objection objection_to(const Fix& fix, const Facts& facts, const Evidence& evidence) {
  for (Objection objection :
       {stands_elsewhere(fix, facts), ends_in_plus_all(fix), replaces_what_is_unknown(fix, evidence)})
    if (!objection.empty()) return objection;
  return {};
}

namespace {

// What the authors of the records wrote, whether or not evaluation comes to it: terms behind `all` count, and redirect
// beside `all`. Nothing when one of them is not written well: what was meant is then for src/diagnosis to say; nor
// where everybody may send: nobody is more than that.
std::optional<std::string> as_written(const std::vector<text::Source>& records) {
  std::string terms, redirects;
  for (const text::Source& source : records) {
    const spf::Record record = spf::parse(source);
    const bool is_well_written =
        spf::is_spf(source.text) && spf::is_valid(record) && diagnosis::diagnose(record).empty();
    if (!is_well_written || std::ranges::any_of(record.terms, passes_all)) return std::nullopt;
    for (const spf::Term& term : record.terms) {
      if (term.kind == spf::Kind::redirect)
        redirects += fmt::format(" include:{}", record.text(term.value));
      else if (spf::is_mechanism(term.kind) && term.kind != spf::Kind::all)
        terms += fmt::format(" {}", record.text(term.span));
    }
  }
  return "v=spf1" + terms + redirects + " -all";
}

facts::SpfAddresses permitted_at(const dns::Name& name, Evidence& evidence) {
  return facts::permitted_addresses(facts::spf_tree(name, evidence));
}

}  // namespace

bool is_compared(const Fix& fix, Origin origin) {
  return is_spf(fix) && !fix.replaces.empty() && origin == Origin::repair;
}

namespace {

Objection permits_more(const Fix& fix, Origin origin, Evidence& changed) {
  if (!is_compared(fix, origin)) return {};
  const auto written = as_written(fix.replaces);
  if (!written) return {};
  const facts::SpfAddresses now = permitted_at(fix.owner, changed);
  // What is replaced is in `changed` no longer: there is exactly the record of the fix.
  Fix intent{.owner = fix.owner, .data = dns::cut_into_strings(*written)};
  intent.replaces = {text::Source{.text = fix.text()}};
  Evidence meant = with_fix(changed, intent);
  const facts::SpfAddresses before = permitted_at(fix.owner, meant);
  if (!now.is_known() || !before.is_known() || without(now.networks, before.networks).empty()) return {};
  return "a corrected record would permit addresses that are not written there today";
}

bool permits_anyone(const SpfNode& node) { return rules::door_at(node).alone_allows == rules::Forgery::anyone; }

Objection permits_everybody_new(const Facts& before, const Facts& after) {
  bool found = (permits_anyone(after.spf) && !permits_anyone(before.spf));
  for (const facts::MailFrom& old : before.mail_froms)
    for (const facts::MailFrom& now : after.mail_froms)
      found = found || (old.name == now.name && permits_anyone(now.spf) && !permits_anyone(old.spf));
  return found ? "a corrected record would put in force that anybody may send: write who may" : "";
}

// Hosts that receive for the domain and are no service's send for it, too, where they may.
NetworkSet own_hosts(const Facts& facts) {
  std::vector<text::Network> hosts;
  for (const facts::MxTarget& target : facts.mx.targets) {
    if (facts::service_of_mx(target.host) != nullptr) continue;
    for (const Answer* answer : {target.a, target.aaaa})
      for (const dns::Record& record : answer->records)
        if (const auto* ip = std::get_if<text::Ip>(&record.data))
          hosts.push_back({*ip, ip->family == text::Ip::Family::v4 ? uint8_t{32} : uint8_t{128}});
  }
  return NetworkSet(hosts);
}

bool has_lost_host(const Facts& before, const Facts& after) {
  const facts::SpfAddresses old = permitted_addresses(before.spf), now = permitted_addresses(after.spf);
  if (!old.is_known() || !now.is_known()) return false;
  const NetworkSet hosts = own_hosts(before);
  const NetworkSet permitted = without(hosts, without(hosts, old.networks));
  return !without(permitted, now.networks).empty();
}

// By another sign than that SPF names it.
bool is_in_use(const facts::RecognisedService& recognised) {
  return std::ranges::any_of(recognised.signs, [](facts::Sign sign) { return sign != facts::Sign::spf_include; });
}

bool is_permitted(const facts::Service& service, const Facts& facts) {
  return std::ranges::any_of(facts.services, [&](const facts::RecognisedService& recognised) {
    return recognised.service == &service &&
           std::ranges::find(recognised.signs, facts::Sign::spf_include) != recognised.signs.end();
  });
}

Objection loses_sender(const Facts& before, const Facts& after) {
  if (!spf_is_in_force(before.spf)) return {};
  if (has_lost_host(before, after)) return "without it the domain's own mail hosts would no longer pass SPF";
  for (const facts::RecognisedService& recognised : before.services) {
    const facts::Service& service = *recognised.service;
    const bool passes = is_permitted(service, before) || permits_everybody(before.spf);
    // Where an include at the domain has no effect, because the service has another MAIL FROM, none is lost.
    if (is_in_use(recognised) && uses_spf_of_domain(service) && !facts::include_of(service).empty() && passes &&
        !is_permitted(service, after) && !permits_everybody(after.spf))
      return fmt::format("without it mail of {} would no longer pass SPF", service.name);
  }
  return {};
}

// The greater, the better; negative: not known.
int rank_of(rules::Forgery forgery) {
  switch (forgery) {
    case rules::Forgery::anyone: return 0;
    case rules::Forgery::partly: return 1;
    case rules::Forgery::hard: return 2;
    case rules::Forgery::unknown: break;
  }
  return -1;
}

int rank_of(rules::OwnMail own_mail) {
  switch (own_mail) {
    case rules::OwnMail::not_sent:
    case rules::OwnMail::fails: return 0;
    case rules::OwnMail::at_risk: return 1;
    case rules::OwnMail::passes: return 2;
    case rules::OwnMail::unknown: break;
  }
  return -1;
}

template <class Answer>
bool is_worse(Answer before, Answer after) {
  return rank_of(before) >= 0 && rank_of(after) >= 0 && rank_of(after) < rank_of(before);
}

// Of a sender that is known today. A record that can be read again may bring further ones to light.
bool has_worse_sender(const Facts& before, const Facts& after) {
  const std::vector<rules::Sender>& now = rules::senders(after);
  return std::ranges::any_of(rules::senders(before), [&](const rules::Sender& old) {
    const auto same = std::ranges::find(now, old.name, &rules::Sender::name);
    return old.counts && same != now.end() && is_worse(old.verdict, same->verdict);
  });
}

Objection worsens_verdict(const Facts& before, const Facts& after) {
  const rules::Verdict old = rules::verdict(before), now = rules::verdict(after);
  if (is_worse(old.forgery, now.forgery)) return "a corrected record would make the domain easier to forge";
  if (is_worse(old.own_mail, now.own_mail) && has_worse_sender(before, after))
    return "with a corrected record less of the domain's own mail would pass";
  return {};
}

// The keys of an organization sign for all names below it, and their selectors cannot be listed.
bool knows_that_no_key_exists(const Facts& facts) {
  return rules::dkim_strength(facts) == rules::DkimStrength::none &&
         facts.domain() == facts.dmarc.discovery.suffix_list.organizational_domain;
}

Objection lowers_without_need(const Fix& fix, const Facts& before, const Facts& after) {
  if (!lowers_policy(fix, before, after) || knows_that_no_key_exists(before)) return {};
  return "the policy is not lowered for it: a key that is not known may sign the domain's mail (--selector)";
}

}  // namespace

bool lowers_policy(const Fix& fix, const Facts& before, const Facts& after) {
  for (const auto view : {&facts::Discovery::tree_walk, &facts::Discovery::suffix_list})
    for (const auto policy :
         {&facts::DmarcView::domain, &facts::DmarcView::subdomains, &facts::DmarcView::nonexistent}) {
      if (policy != &facts::DmarcView::domain && fix.replaces.empty()) continue;
      const facts::DmarcView &old = before.dmarc.discovery.*view, &now = after.dmarc.discovery.*view;
      if (old.unknown || now.unknown) continue;
      constexpr auto none = records::dmarc::Policy::none;
      if ((now.*policy).value_or(none) < (old.*policy).value_or(none)) return true;
    }
  return false;
}

Objection objection_to(const Fix& fix, Origin origin, const Publishing& publishing) {
  const auto& [before, after, changed] = publishing;
  for (Objection objection : {permits_more(fix, origin, changed), permits_everybody_new(before, after),
                              loses_sender(before, after), lowers_without_need(fix, before, after)})
    if (!objection.empty()) return objection;
  // What weakens says so; it is offered where nothing else is left.
  const bool is_meant = consequence_of(before, after).effect == rules::Effect::weakens;
  return is_meant ? Objection() : worsens_verdict(before, after);
}

Fix as_alias(Fix fix, const rules::Finding& finding, const Evidence& evidence) {
  const bool is_put_elsewhere = is_published(fix) && fix.type == dns::Type::txt && fix.replaces.empty();
  if (!is_put_elsewhere || finding.name == fix.owner || !finding.record) return fix;
  for (const Answer* answer : evidence.answers()) {
    if (answer->question != dns::Question{finding.name, dns::Type::txt} || answer->cnames.empty()) continue;
    const auto is_it = [&](const text::Source& source) { return source.text == finding.record->text; };
    if (std::ranges::none_of(dns::txt_sources(*answer), is_it)) continue;
    fix.type = dns::Type::cname;
    fix.data = answer->cnames.front();
    fix.changes.emplace_back("the CNAME itself: what it leads to is kept by those whose name that is");
    break;
  }
  return fix;
}

std::string still_wrong(const SpfNode& spf) {
  if (spf.standing != facts::SpfStanding::usable || !is_permerror(spf)) return {};
  if (spf.lookups > facts::spf_lookup_limit)
    return fmt::format("still {} lookups, and receivers stop after {} with permerror: leave out what no longer sends; "
                       "mailauth spf tree {} shows what each term costs",
                       spf.lookups, facts::spf_lookup_limit, spf.name.text());
  return "receivers still answer permerror: a name that it leads to is broken, or too many of them are empty";
}

}  // namespace mailauth::repair
