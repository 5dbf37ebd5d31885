#include "rules/own_mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/authentication.h"

namespace mailauth::rules {

namespace {

using facts::Facts;

// The services that SPF lets send, here or at a MAIL FROM domain.
std::vector<std::string_view> permitted_services(const Facts& facts) {
  std::vector<std::string_view> names;
  for (const facts::RecognisedService& recognised : facts.services)
    if (std::find(recognised.signs.begin(), recognised.signs.end(), facts::Sign::spf_include) != recognised.signs.end())
      names.push_back(recognised.service->name);
  return names;
}

std::string describe_permission(const Facts& facts) {
  const auto services = permitted_services(facts);
  return services.empty() ? "SPF is in place" : fmt::format("SPF permits {}", fmt::join(services, ", "));
}

std::string describe(SpfStrength spf, const Facts& facts) {
  switch (spf) {
    case SpfStrength::permits: return describe_permission(facts);
    case SpfStrength::unaligned: return "SPF does not count because of aspf=s";
    case SpfStrength::nobody: return "SPF permits nobody";
    case SpfStrength::none:
      return facts.spf.lookalikes.empty() ? "there is no SPF record" : "receivers ignore the SPF record";
    case SpfStrength::broken: return "SPF is broken";
    case SpfStrength::unknown: return "the DNS did not say what SPF permits";
  }
  return {};
}

std::string describe(DkimStrength dkim) {
  switch (dkim) {
    case DkimStrength::usable: return "DKIM is in place";
    case DkimStrength::none: return "there is no usable DKIM key";
    case DkimStrength::selectors_unknown: return "DKIM was not seen: its selectors are unknown";
    case DkimStrength::unanswered: return "the DNS did not say whether there is a DKIM key";
  }
  return {};
}

OwnMail weigh(SpfStrength spf, DkimStrength dkim) {
  if (spf == SpfStrength::unknown || dkim == DkimStrength::unanswered) return OwnMail::unknown;
  if (spf == SpfStrength::permits) return dkim == DkimStrength::usable ? OwnMail::passes : OwnMail::at_risk;
  return dkim == DkimStrength::none ? OwnMail::fails : OwnMail::at_risk;
}

// A domain that only receives says so with "v=spf1 -all" and has no key.
bool only_receives(const Facts& facts, SpfStrength spf) {
  return spf == SpfStrength::nobody && has_no_selector(facts) && facts.request.selectors.empty();
}

}  // namespace

OwnMailJudgement judge_own_mail(const Facts& facts) {
  if (facts::is_parked(facts)) return {OwnMail::not_sent, "nobody uses the domain for mail"};
  const SpfStrength spf = spf_strength(facts);
  const DkimStrength dkim = dkim_strength(facts);
  if (only_receives(facts, spf)) return {OwnMail::not_sent, "SPF permits nobody, and there is no DKIM key"};
  const OwnMail own_mail = weigh(spf, dkim);
  if (own_mail == OwnMail::passes && permitted_services(facts).empty()) return {own_mail, "SPF and DKIM are in place"};
  const bool agree = (spf == SpfStrength::permits) == (dkim == DkimStrength::usable);
  return {own_mail, fmt::format("{}, {} {}", describe(spf, facts), agree ? "and" : "but", describe(dkim))};
}

}  // namespace mailauth::rules
