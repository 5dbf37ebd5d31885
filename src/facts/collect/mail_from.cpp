#include <algorithm>
#include <utility>

#include "facts/collect/parts.h"
#include "facts/return_path.h"
#include "facts/wildcard.h"

namespace mailauth::facts {

namespace {

const Service* recognise(const MailFrom& mail_from, const dns::Answer& txt) {
  const AnyText any_text = [&](const auto& is_wanted) {
    return std::ranges::any_of(dns::txt_sources(txt), is_wanted, &text::Source::text);
  };
  for (const dns::Mx& host : mail_from.hosts)
    if (const Service* service = service_of_bounces(mail_from.name, host.exchange, any_text)) return service;
  for (const dns::Name& target : mail_from.mx->cnames.empty() ? txt.cnames : mail_from.mx->cnames)
    if (const Service* service = service_of_return_path(target)) return service;
  return nullptr;
}

// Without its SPF, which is looked at only for names that turn out to be a MAIL FROM domain.
MailFrom look_at(const dns::Name& name, dns::Evidence& evidence) {
  MailFrom mail_from{.name = name, .mx = &evidence.ask(name, dns::Type::mx)};
  const dns::Answer& txt = evidence.ask(name, dns::Type::txt);
  mail_from.hosts = mx_records(*mail_from.mx);
  mail_from.service = recognise(mail_from, txt);
  for (const dns::Mx& host : mail_from.hosts) {
    if (!mail_from.ses_region.empty()) break;
    mail_from.ses_region = amazon_ses::feedback_region(host.exchange).value_or("");
  }
  return mail_from;
}

// A sweep tries only the most frequent ones.
std::span<const std::string_view> labels_to_try(const Request& request) {
  constexpr std::size_t labels_of_a_sweep = 3;
  const std::span<const std::string_view> labels = mail_from_labels();
  return request.effort == Effort::sweep ? labels.first(labels_of_a_sweep) : labels;
}

}  // namespace

std::vector<MailFrom> collect_mail_froms(const Request& request, const MxFacts& mx, dns::Evidence& evidence) {
  std::vector<MailFrom> found;
  if (request.mail_from) {
    found.push_back(look_at(*request.mail_from, evidence));
    found.back().given = true;
  }
  for (const dns::Name& name : request.return_paths)
    if (name != request.mail_from) found.push_back(look_at(name, evidence));
  for (const std::string_view label : labels_to_try(request)) {
    const auto name = request.domain.child(label);
    if (!name || std::ranges::find(found, *name, &MailFrom::name) != found.end()) continue;
    MailFrom candidate = look_at(*name, evidence);
    if (candidate.service != nullptr && !comes_from_wildcard(*candidate.mx, *mx.wildcard))
      found.push_back(std::move(candidate));
  }
  for (MailFrom& mail_from : found) {
    mail_from.spf = spf_tree(mail_from.name, evidence);
    mail_from.identity = identity_of(mail_from.name, evidence);
  }
  return found;
}

}  // namespace mailauth::facts
