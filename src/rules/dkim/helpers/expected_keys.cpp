#include "rules/dkim/helpers/expected_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "rules/across/helpers/services.h"
#include "rules/authentication.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules {

using facts::Service;

namespace {

bool signs(const Service& service) {
  return service.kind == Service::Kind::mailbox || service.kind == Service::Kind::sender;
}

// Amazon WorkMail signs with the tokens of SES.
bool signs_with_ses(const Service& service) { return service.id == "amazon-ses" || service.id == "amazon-workmail"; }

bool has_key(const Service& service, const Facts& facts) {
  return std::any_of(
      facts.dkim.selectors.begin(), facts.dkim.selectors.end(), [&](const facts::DkimSelector& selector) {
        const bool is_its =
            selector.service == &service ||
            std::find(service.selectors.begin(), service.selectors.end(), selector.selector) != service.selectors.end();
        return is_published(selector) && (is_its || (signs_with_ses(service) && is_ses_selector(selector)));
      });
}

std::string what_is_missing(const Service& service, const Facts& facts) {
  return fmt::format("{} is expected to send for {}, but has no DKIM key there", service.name, facts.domain().text());
}

// Those that are the same for everybody, or contain nothing but the domain.
std::vector<dns::Record> known_records(const Service& service, const dns::Name& domain) {
  std::vector<dns::Record> records;
  for (const facts::ServiceRecord* alias : facts::fixed_dkim_aliases(service))
    if (auto record = facts::record_for(*alias, domain)) records.push_back(std::move(*record));
  return records;
}

void report_missing(const Service& service, const Facts& facts, Findings& findings) {
  Finding& finding = findings.add(facts.dkim.domainkey->question.name, dns::Type::txt);
  finding.says(what_is_missing(service, facts)).note(advice_on_new_keys(service));
  if (!has_no_selector(facts) && !has_fixed_selectors(service)) finding.with(Certainty::likely);
}

void report_unknown(const Service& service, const Facts& facts, Findings& findings) {
  Finding& finding = findings.add(facts.dkim.domainkey->question.name, dns::Type::txt);
  finding.says(fmt::format("nobody can say whether {} has a DKIM key at {}", service.name, facts.domain().text()))
      .with(Certainty::indeterminate);
  if (signs_with_ses(service))
    finding.note("its tokens cannot be guessed: give all three with --ses-token");
  else if (service.selectors.empty())
    finding.note("its selectors cannot be guessed: give one with --selector");
  else if (has_unanswered_key(service, facts))
    finding.note("the DNS did not answer for all of its selectors");
  else
    finding.note("a wildcard answers at its selectors, so that nobody can tell whether a key was published there");
}

enum class Presence : uint8_t { present, missing, unknown };

Presence presence_of(const dns::Record& record, const Facts& facts) {
  const auto at = std::find_if(facts.dkim.selectors.begin(), facts.dkim.selectors.end(),
                               [&](const facts::DkimSelector& each) { return each.name == record.owner; });
  if (at != facts.dkim.selectors.end() && is_published(*at)) return Presence::present;
  if (at != facts.dkim.selectors.end() && at->answer->failed()) return Presence::unknown;
  return can_tell_keys(facts) || has_no_selector(facts) ? Presence::missing : Presence::unknown;
}

// One finding a record. Each is a fix of its own, and one that is published must not make the others look new.
void check_records(const Service& service, const std::vector<dns::Record>& records, const Facts& facts,
                   Findings& findings) {
  bool any_unknown = false;
  for (const dns::Record& record : records) {
    const Presence presence = presence_of(record, facts);
    any_unknown = any_unknown || presence == Presence::unknown;
    if (presence != Presence::missing) continue;
    findings.add(record.owner, record.type)
        .says(fmt::format("{} is expected to send for {}, but {} is missing", service.name, facts.domain().text(),
                          record.owner.text()))
        .publish(record.owner, record.type, record.data);
  }
  if (any_unknown) report_unknown(service, facts, findings);
}

void check_any_key(const Service& service, const Facts& facts, Findings& findings) {
  if (has_no_selector(facts) || (can_tell_keys(facts) && has_no_key(service, facts) && !service.selectors.empty()))
    report_missing(service, facts, findings);
  else
    report_unknown(service, facts, findings);
}

// It has keys, but under other names than usual.
bool has_names_of_its_own(const std::vector<dns::Record>& records, const Service& service, const Facts& facts) {
  return has_key(service, facts) && std::none_of(records.begin(), records.end(), [&](const dns::Record& record) {
           return presence_of(record, facts) == Presence::present;
         });
}

}  // namespace

bool expects_keys(const Facts& facts) {
  return std::any_of(facts.request.expected.begin(), facts.request.expected.end(),
                     [](const Service* service) { return signs(*service); });
}

// Tokens that were given have rules of their own: dkim-key-missing and ses-dkim-*.
void find_missing_keys(const Service& service, const Facts& facts, Findings& findings) {
  if (!signs(service) || (signs_with_ses(service) && !facts.request.ses_tokens.empty())) return;
  const auto records = known_records(service, facts.domain());
  if (!records.empty() && !has_names_of_its_own(records, service, facts))
    check_records(service, records, facts, findings);
  else if (!has_key(service, facts))
    check_any_key(service, facts, findings);
}

}  // namespace mailauth::rules
