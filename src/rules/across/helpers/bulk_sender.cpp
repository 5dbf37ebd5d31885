#include "rules/across/helpers/bulk_sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/authentication.h"
#include "rules/senders.h"

namespace mailauth::rules {

namespace {

enum class State : uint8_t {
  met,
  unmet,
  unseen,      // it may be met under a name that nobody gave
  unanswered,  // the DNS did not say
};

struct Demand {
  std::string_view name;  // "SPF"
  State state;
  std::string advice = {};  // what is missing, and what to do
};

Demand spf_of_sender(const facts::SenderFacts& sender) {
  switch (sender.spf.result) {
    case facts::SpfResult::pass: return {"SPF", State::met};
    case facts::SpfResult::temperror: return {"SPF", State::unanswered};
    case facts::SpfResult::fail:
    case facts::SpfResult::softfail:
    case facts::SpfResult::neutral:
    case facts::SpfResult::none:
    case facts::SpfResult::permerror: break;
  }
  return {"SPF", State::unmet,
          fmt::format("it has to pass, and is {} for {}: permit that address", to_string(sender.spf.result),
                      text::to_string(sender.client.ip))};
}

Demand spf_demand(const Facts& facts) {
  if (facts.sender) return spf_of_sender(*facts.sender);
  switch (spf_strength(facts)) {
    case SpfStrength::permits:
    case SpfStrength::unaligned: return {"SPF", State::met};
    case SpfStrength::nobody: return {"SPF", State::unmet, "the record permits nobody: list the servers that send"};
    case SpfStrength::none: return {"SPF", State::unmet, "no record: publish one that lists the servers that send"};
    case SpfStrength::broken: return {"SPF", State::unmet, "receivers answer permerror: repair the record"};
    case SpfStrength::unknown: break;
  }
  return {"SPF", State::unanswered};
}

Demand dkim_demand(const Facts& facts) {
  switch (dkim_strength(facts)) {
    case DkimStrength::usable: return {"DKIM", State::met};
    case DkimStrength::none:
      return {"DKIM", State::unmet,
              "no usable key: sign with an RSA key of 2048 bits (1024 is the least) and publish it"};
    case DkimStrength::selectors_unknown:
      return {
          "DKIM", State::unseen,
          fmt::format("not found under {} well-known selectors: name the selector with --selector", facts.dkim.probed)};
    case DkimStrength::unanswered: break;
  }
  return {"DKIM", State::unanswered};
}

Demand dmarc_demand(const Facts& facts) {
  if (policy_in_force(facts)) return {"DMARC", State::met};
  if (facts.dmarc.discovery.unknown()) return {"DMARC", State::unanswered};
  return {
      "DMARC", State::unmet,
      fmt::format("no record is in force: publish one at {}, p=none is enough", facts.dmarc.at_domain.owner.text())};
}

// What passes and stands for another domain only.
bool aligns_in_nothing(const Sender& sender) {
  const bool passes = sender.spf.result.passes == facts::Known::yes || sender.dkim.result.passes == facts::Known::yes;
  return sender.counts && passes && sender.dmarc.either() == facts::Known::no;
}

Demand alignment_demand(const Facts& facts) {
  const std::vector<Sender>& all = senders(facts);
  const auto found = std::ranges::find_if(all, aligns_in_nothing);
  if (found == all.end()) return {"alignment", State::met};
  return {"alignment", State::unmet,
          fmt::format("nothing that authenticates the mail of {} stands for {}: SPF: {}; DKIM: {}", found->name,
                      facts.domain().text(), found->spf.words, found->dkim.words)};
}

Demand reverse_demand(const facts::SenderFacts& sender) {
  if (std::ranges::any_of(sender.names, &facts::ReverseName::leads_back)) return {"reverse DNS", State::met};
  const bool unanswered = sender.ptr->failed() || std::ranges::any_of(sender.names, [](const facts::ReverseName& name) {
                            return name.addresses->failed();
                          });
  if (unanswered) return {"reverse DNS", State::unanswered};
  return {"reverse DNS", State::unmet,
          fmt::format("{} needs a PTR to a name that has its address", text::to_string(sender.client.ip))};
}

std::vector<Demand> unmet_demands(const BulkSenderDemands& demands, const Facts& facts) {
  std::vector<Demand> all{spf_demand(facts), dkim_demand(facts), dmarc_demand(facts), alignment_demand(facts)};
  if (demands.reverse_dns && facts.sender) all.push_back(reverse_demand(*facts.sender));
  std::erase_if(all, [](const Demand& demand) { return demand.state == State::met; });
  return all;
}

std::string names_of(const std::vector<Demand>& demands, State state) {
  std::vector<std::string_view> names;
  for (const Demand& demand : demands)
    if (demand.state == state) names.push_back(demand.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// What is certain decides about the weight of the finding.
void say(const BulkSenderDemands& demands, const Facts& facts, const std::vector<Demand>& open, Finding& finding) {
  const std::string subject = fmt::format("{} demands of bulk senders", demands.receiver);
  const std::string& domain = facts.domain().text();
  if (const std::string unmet = names_of(open, State::unmet); !unmet.empty())
    finding.says(fmt::format("{} does not meet what {}: {}", domain, subject, unmet))
        .means(std::string(demands.consequence));
  else if (const std::string unseen = names_of(open, State::unseen); !unseen.empty())
    finding.says(fmt::format("{} perhaps does not meet what {}: {} not found", domain, subject, unseen))
        .means(std::string(demands.consequence))
        .with(Severity::warning)
        .with(Certainty::likely);
  else
    finding
        .says(fmt::format("the DNS did not say whether {} meets what {}: {}", domain, subject,
                          names_of(open, State::unanswered)))
        .with(Certainty::indeterminate);
}

}  // namespace

void check_demands(const BulkSenderDemands& demands, const Facts& facts, Findings& findings) {
  if (std::ranges::count(facts.request.profiles, demands.profile) == 0) return;
  const std::vector<Demand> open = unmet_demands(demands, facts);
  if (open.empty()) return;
  Finding& finding = findings.add(facts.domain(), dns::Type::txt);
  say(demands, facts, open, finding);
  for (const Demand& demand : open)
    finding.note(fmt::format("{}: {}", demand.name,
                             demand.state == State::unanswered ? "not known, an answer did not come" : demand.advice));
}

}  // namespace mailauth::rules
