#include "rules/dkim/helpers/alias_target.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "records/kind.h"
#include "rules/dns/helpers/zone_appended.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules {

namespace {

using facts::Service;
using facts::ServiceRecord;

std::optional<dns::Name> target_of(const ServiceRecord& record, const dns::Name& domain) {
  const auto here = facts::record_for(record, domain);
  const auto* target = here ? std::get_if<dns::Name>(&here->data) : nullptr;
  return target != nullptr ? std::optional(*target) : std::nullopt;
}

// Where the account makes up a part of the target, a key that is there proves that it is right.
bool may_be_right(const facts::DkimSelector& selector, const ServiceRecord& wanted) {
  return depends_on_account(wanted) && !selector.answer->absent();
}

std::optional<AliasMismatch> mismatch_of(const Service& service, const facts::DkimSelector& selector,
                                         const dns::Name& domain) {
  const dns::Name& target = selector.answer->cnames.front();
  const auto records =
      facts::dkim_aliases_at(service, records::labels_of(records::RecordKind::dkim, selector.selector));
  const bool leads_there = std::any_of(records.begin(), records.end(), [&](const ServiceRecord* record) {
    return facts::has_target(*record, domain, target) || may_be_right(selector, *record);
  });
  if (records.empty() || leads_there) return std::nullopt;
  return AliasMismatch{service.name, facts::for_domain(*records.front(), domain).value,
                       target_of(*records.front(), domain)};
}

bool is_given_token(const facts::DkimSelector& selector, const facts::Facts& facts) {
  const auto& tokens = facts.request.ses_tokens;
  return std::find(tokens.begin(), tokens.end(), selector.selector) != tokens.end();
}

std::optional<AliasMismatch> mismatch_of_token(const facts::DkimSelector& selector, const facts::Facts& facts) {
  const auto target = ses_dkim_target(facts, selector.selector);
  return AliasMismatch{
      "Amazon SES", target ? target->text() + "." : fmt::format("{}.dkim.amazonses.com.", selector.selector), target};
}

}  // namespace

std::optional<AliasMismatch> alias_mismatch(const facts::DkimSelector& selector, const facts::Facts& facts) {
  if (selector.answer == nullptr || selector.answer->cnames.empty() || ses_alias(selector)) return std::nullopt;
  if (without_zone(selector.answer->cnames.front(), facts.domain())) return std::nullopt;  // dns-target-zone-appended
  if (is_given_token(selector, facts)) return mismatch_of_token(selector, facts);
  // Recognised by the first target: what that leads on to is the service's own matter.
  const Service* service = facts::service_of_dkim_target(selector.answer->cnames.front());
  return service == nullptr ? std::nullopt : mismatch_of(*service, selector, facts.domain());
}

}  // namespace mailauth::rules
