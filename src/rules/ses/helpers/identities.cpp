#include "rules/ses/helpers/identities.h"

#include <algorithm>

#include "facts/services.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules {

namespace {

dns::Name name(std::string_view text) { return dns::Name::parse(text).value_or(dns::Name{}); }

bool is_below_ses(const dns::Name& target) { return target.is_within(name(ses_include)); }

// "eu-west-1" of inbound-smtp.eu-west-1.amazonaws.com, where SES receives mail.
std::optional<std::string> inbound_region(const dns::Name& exchange) {
  const auto labels = exchange.labels();
  if (labels.size() != 4 || labels.front() != "inbound-smtp" || !exchange.is_within(name("amazonaws.com")))
    return std::nullopt;
  return std::string(labels[1]);
}

// The zone that the CNAMEs of other tokens lead to.
std::optional<dns::Name> zone_of_other_tokens(const facts::DkimFacts& dkim) {
  for (const facts::DkimSelector& selector : dkim.selectors)
    if (selector.answer != nullptr && !selector.answer->cnames.empty() && is_below_ses(selector.answer->cnames.front()))
      return selector.answer->cnames.front().parent();
  return std::nullopt;
}

}  // namespace

std::optional<SesAlias> ses_alias(const facts::DkimSelector& selector) {
  if (selector.answer == nullptr || selector.answer->cnames.empty()) return std::nullopt;
  const dns::Name& target = selector.answer->cnames.front();
  if (!is_below_ses(target)) return std::nullopt;
  return SesAlias{target, std::string(target.labels().front()), target.parent()};
}

bool is_ses_dkim_zone(const dns::Name& zone) { return facts::amazon_ses::is_dkim_zone(zone.text()); }

dns::Name ses_dkim_zone(std::string_view region) { return name(facts::amazon_ses::dkim_zone(region)); }

bool has_wrong_zone(const facts::DkimSelector& selector, const SesAlias& alias, const facts::Facts& facts) {
  if (alias.token != selector.selector) return false;  // ses-dkim-token-mismatch
  if (!is_ses_dkim_zone(alias.zone)) return true;
  const auto region = ses_region(facts);
  const bool counts = selector.answer->absent() || !facts.request.ses_region.empty();
  return region && counts && alias.zone != ses_dkim_zone(*region);
}

bool is_ses_selector(const facts::DkimSelector& selector) {
  if (facts::amazon_ses::is_token(selector.selector)) return true;
  return selector.answer != nullptr &&
         std::any_of(selector.answer->cnames.begin(), selector.answer->cnames.end(), is_below_ses);
}

bool is_ses_included(const facts::SpfNode& spf) { return facts::includes(spf, name(ses_include)); }

const records::spf::Term* direct_ses_include(const facts::SpfNode& spf) {
  for (const facts::SpfEdge& edge : spf.edges)
    if (edge.target == name(ses_include) && term_of(spf, edge).kind == records::spf::Kind::include)
      return &term_of(spf, edge);
  return nullptr;
}

bool is_ses_mail_from(const facts::MailFrom& mail_from) {
  return !mail_from.ses_region.empty() || is_ses_included(mail_from.spf);
}

bool takes_ses_bounces(const facts::Facts& facts) {
  return std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(),
                     [](const dns::Mx& mx) { return facts::amazon_ses::feedback_region(mx.exchange).has_value(); });
}

bool has_ses_mail_from(const facts::Facts& facts) {
  return takes_ses_bounces(facts) || std::any_of(facts.mail_froms.begin(), facts.mail_froms.end(), is_ses_mail_from);
}

bool may_be_workmail(const facts::Facts& facts) {
  return std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(), [](const dns::Mx& mx) {
    const facts::Service* service = facts::service_of_mx(mx.exchange);
    return service != nullptr && (service->id == "amazon-ses" || service->id == "amazon-workmail");
  });
}

std::optional<std::string> ses_region(const facts::Facts& facts) {
  if (!facts.request.ses_region.empty()) return facts.request.ses_region;
  for (const facts::MailFrom& mail_from : facts.mail_froms)
    if (!mail_from.ses_region.empty()) return mail_from.ses_region;
  for (const dns::Mx& mx : facts.mx.hosts)
    if (auto region = inbound_region(mx.exchange)) return region;
  return std::nullopt;
}

std::optional<dns::Name> ses_dkim_target(const facts::Facts& facts, std::string_view token) {
  const bool region_given = !facts.request.ses_region.empty();
  if (const auto zone = zone_of_other_tokens(facts.dkim); zone && !region_given) return zone->child(token);
  const auto region = ses_region(facts);
  return region ? ses_dkim_zone(*region).child(token) : std::nullopt;
}

std::optional<dns::Name> ses_feedback_host(const facts::Facts& facts, const facts::MailFrom& mail_from) {
  const bool known_by_mx = facts.request.ses_region.empty() && !mail_from.ses_region.empty();
  const auto region = known_by_mx ? mail_from.ses_region : ses_region(facts);
  return region ? name(ses_include).child("feedback-smtp." + *region) : std::nullopt;
}

bool is_organizational_domain(const facts::Facts& facts) {
  return facts.dmarc.discovery.suffix_list.organizational_domain == facts.domain();
}

}  // namespace mailauth::rules
