#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "facts/collect/parts.h"
#include "facts/wildcard.h"
#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

struct DkimTexts {
  std::vector<records::dkim::Record> keys;
  std::vector<text::Source> unrelated;
};

DkimTexts read_keys(const dns::Answer& answer) {
  DkimTexts texts;
  for (const text::Source& source : txt_sources(answer)) {
    records::dkim::Record key = records::dkim::parse(source);
    if (records::dkim::resembles_key(key))
      texts.keys.push_back(std::move(key));
    else
      texts.unrelated.push_back(source);
  }
  return texts;
}

const Service* service_of_chain(const std::vector<dns::Name>& cnames) {
  for (const dns::Name& target : cnames)
    if (const Service* service = service_of_dkim_target(target)) return service;
  return nullptr;
}

// `keys` is _domainkey below the domain; nothing: that is too long already.
const dns::Answer& ask_selector(std::string_view selector, const std::optional<dns::Name>& keys,
                                dns::Evidence& evidence) {
  return keys ? ask_below(evidence, selector, *keys, dns::Type::txt) : impossible_name();
}

DkimSelector look_at(std::string_view name, DkimSelector::Origin origin, const dns::Answer& answer) {
  DkimSelector selector{
      .selector = std::string(name), .origin = origin, .name = answer.question.name, .answer = &answer};
  const DkimTexts& texts = answer.worked_out.once(read_keys, answer);
  selector.keys = texts.keys;
  selector.unrelated = texts.unrelated;
  selector.service = service_of_chain(answer.cnames);
  return selector;
}

// A panel that drops the underscore, adds only half of the name, or forgets it.
constexpr std::array<std::string_view, 5> mistaken_names{"{}", "_domainkey", "{}.domainkey", "{}_domainkey",
                                                         "domainkey"};

std::vector<StrayKey> strays_of(std::string_view selector, const dns::Name& domain, dns::Evidence& evidence) {
  const dns::Answer& wildcard = ask_below(evidence, probe_label(domain), domain, dns::Type::txt);
  std::vector<StrayKey> strays;
  for (const std::string_view pattern : mistaken_names) {
    const dns::Answer& answer = ask_below(evidence, text::replace_all(pattern, "{}", selector), domain, dns::Type::txt);
    if (!answer.found() || comes_from_wildcard(answer, wildcard)) continue;
    for (const records::dkim::Record& key : answer.worked_out.once(read_keys, answer).keys)
      strays.push_back({answer.question.name, key});
  }
  return strays;
}

// A name that exists without TXT may be a web proxy's, which answers with its own addresses.
const dns::Answer* address_of(const dns::Name& name, const dns::Name& domain, dns::Evidence& evidence) {
  const std::string probe = records::labels_of(records::RecordKind::dkim, probe_label(domain));
  const dns::Answer* found = nullptr;
  for (const dns::Type type : {dns::Type::a, dns::Type::aaaa}) {
    const dns::Answer& answer = evidence.ask(name, type);
    const dns::Answer& wildcard = ask_below(evidence, probe, domain, type);
    const bool counts = answer.found() && wildcard.absent();
    if (counts && found == nullptr) found = &answer;
  }
  return found;
}

DkimSelector look_at_given(std::string_view name, const dns::Name& domain, dns::Evidence& evidence) {
  const std::optional<dns::Name> keys = domain.child(records::labels_of(records::RecordKind::dkim));
  const dns::Answer& answer = ask_selector(name, keys, evidence);
  DkimSelector selector = look_at(name, DkimSelector::Origin::given, answer);
  if (!answer.absent() || !answer.cnames.empty() || selector.name.is_root()) return selector;
  selector.doubled = &ask_below(evidence, selector.name.text(), domain, dns::Type::txt);
  selector.strays = strays_of(name, domain, evidence);
  if (answer.outcome == dns::Outcome::no_data) selector.address = address_of(selector.name, domain, evidence);
  return selector;
}

// Something is there, or may be, and not only because a wildcard answers for every name.
bool is_worth_listing(const dns::Answer& answer, const dns::Answer& wildcard) {
  if (answer.failed()) return true;
  return (answer.found() || !answer.cnames.empty()) && !comes_from_wildcard(answer, wildcard);
}

bool exists(const dns::Answer& answer) {
  return answer.found() || answer.outcome == dns::Outcome::no_data || !answer.cnames.empty();
}

// A leftover that decides nothing, so it is asked for only where something stands below _domainkey.
const dns::Answer* ask_for_adsp(const Request& request, const dns::Answer& domainkey, dns::Evidence& evidence) {
  if (request.effort != Effort::thorough || !exists(domainkey)) return nullptr;
  return &ask_below(evidence, records::labels_of(records::RecordKind::dkim, "_adsp"), request.domain, dns::Type::txt);
}

// The first ones are in use everywhere.
constexpr std::size_t selectors_of_a_sweep = 12;

template <class Word>
bool contains(const std::vector<Word>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Well-known selectors, but not those that were given. A sweep leaves out those of services that nothing points to.
std::vector<std::string_view> selectors_to_probe(const Facts& facts) {
  const Request& request = facts.request;
  const bool all = request.effort == Effort::thorough;
  const auto known = known_selectors().first(all ? known_selectors().size() : selectors_of_a_sweep);
  std::vector<std::string_view> selectors;
  selectors.reserve(known.size());
  for (const std::string& selector : known)
    if (!contains(request.selectors, selector)) selectors.push_back(selector);
  if (all) return selectors;
  for (const RecognisedService& recognised : recognise_services(facts))
    for (const std::string& selector : recognised.service->selectors)
      if (!contains(request.selectors, selector) && !contains(selectors, selector)) selectors.push_back(selector);
  return selectors;
}

// Lists those that are there, or may be.
void probe(const std::vector<std::string_view>& selectors, const std::optional<dns::Name>& keys, DkimFacts& dkim,
           dns::Evidence& evidence) {
  for (const std::string_view selector : selectors) {
    const dns::Answer& answer = ask_selector(selector, keys, evidence);
    ++dkim.probed;
    dkim.unanswered += answer.failed() ? 1 : 0;
    if (is_worth_listing(answer, *dkim.wildcard))
      dkim.selectors.push_back(look_at(selector, DkimSelector::Origin::probed, answer));
  }
}

}  // namespace

DkimFacts collect_dkim(const Facts& known, dns::Evidence& evidence) {
  const Request& request = known.request;
  const dns::Name& domain = request.domain;
  const std::optional<dns::Name> keys = domain.child(records::labels_of(records::RecordKind::dkim));
  DkimFacts dkim;
  dkim.domainkey = keys ? &evidence.ask(*keys, dns::Type::txt) : &impossible_name();
  dkim.adsp = ask_for_adsp(request, *dkim.domainkey, evidence);
  dkim.wildcard = &ask_selector(probe_label(domain), keys, evidence);
  for (const std::string& selector : request.selectors)
    dkim.selectors.push_back(look_at_given(selector, domain, evidence));
  if (request.effort == Effort::sweep && !exists(*dkim.domainkey)) return dkim;  // RFC 8020: nor is anything below it
  probe(selectors_to_probe(known), keys, dkim, evidence);
  return dkim;
}

OrganizationKeys collect_organization(const Facts& known, const dns::Name& organizational, dns::Evidence& evidence) {
  const std::optional<dns::Name> keys = organizational.child(records::labels_of(records::RecordKind::dkim));
  OrganizationKeys organization{.identity = identity_of(organizational, evidence), .dkim = {}};
  DkimFacts& dkim = organization.dkim;
  dkim.domainkey = keys ? &evidence.ask(*keys, dns::Type::txt) : &impossible_name();
  dkim.wildcard = &ask_selector(probe_label(organizational), keys, evidence);
  for (const std::string& selector : known.request.selectors)
    dkim.selectors.push_back(look_at(selector, DkimSelector::Origin::given, ask_selector(selector, keys, evidence)));
  if (exists(*dkim.domainkey)) probe(selectors_to_probe(known), keys, dkim, evidence);
  return organization;
}

void forgive_missing_selectors(const OrganizationKeys& organization, DkimFacts& dkim) {
  std::erase_if(dkim.selectors, [&](const DkimSelector& selector) {
    const bool missing = selector.origin == DkimSelector::Origin::given && selector.answer->absent() &&
                         selector.answer->cnames.empty() && selector.strays.empty();
    return missing && std::ranges::any_of(organization.dkim.selectors, [&](const DkimSelector& other) {
             return other.selector == selector.selector && (other.answer->found() || !other.answer->cnames.empty());
           });
  });
}

}  // namespace mailauth::facts
