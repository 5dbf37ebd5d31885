#include <fmt/format.h>

#include <array>
#include <utility>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_policy_stale_copy {

namespace {

struct Operator {
  std::string_view zone, name;
};
// Services at which the DMARC records of others stand. Only those whose zone has been seen behind a _dmarc CNAME: where
// reports go is another zone most often.
constexpr std::array<Operator, 6> operators{{{"dmarc-report.com", "DMARC Report"},
                                             {"easydmarc.pro", "EasyDMARC"},
                                             {"fdmarc.net", "Fraudmarc"},
                                             {"palisade.email", "Palisade"},
                                             {"sdmarc.net", "Sendmarc"},
                                             {"zone.mimeprotect.com", "MimeProtect"}}};

const Operator* operator_of(const dns::Name& target) {
  for (const Operator& each : operators)
    if (target.is_within(dns::Name::parse(each.zone).value_or(target))) return &each;
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  if (at.record() == nullptr || at.answer->cnames.empty()) return;
  const Operator* operated_by = operator_of(at.answer->owner());
  if (operated_by == nullptr) return;
  findings.add(at.owner, dns::Type::txt)
      .says(fmt::format("the DMARC record is an alias: {} decides what it says", operated_by->name))
      .note(fmt::format("{} is a CNAME of {}", at.owner.text(), at.answer->owner().text()));
}

}  // namespace

// An alias to any other name is nothing to speak of: receivers follow it.
extern const Rule rule{
    .id = "dmarc-policy-stale-copy",
    .severity = Severity::info,
    .title = "The DMARC record is an alias, and a service decides what it says",
    .reference = "RFC 9989 4.5",
    .why = "Receivers follow the alias, so the policy is in force. It is changed at the service and not in this zone, "
           "and it goes away with the contract.",
    .bad = R"(_dmarc CNAME _dmarc.example_com._d.easydmarc.pro.
_dmarc.example_com._d.easydmarc.pro. TXT "v=DMARC1; p=reject")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject")",
    .check = check};

}  // namespace mailauth::rules::dmarc_policy_stale_copy
