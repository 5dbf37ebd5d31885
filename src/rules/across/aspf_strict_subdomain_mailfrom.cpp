#include <fmt/format.h>

#include <algorithm>

#include "rules/authentication.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_aspf_strict_subdomain_mailfrom {

namespace {

using records::dmarc::Record;

// The record in force, or the one that was meant to be it.
const Record* intended_record(const facts::DmarcFacts& dmarc) {
  for (const facts::DmarcView* view : {&dmarc.discovery.tree_walk, &dmarc.discovery.suffix_list})
    if (view->record) return &*view->record;
  const auto& at_domain = dmarc.at_domain;
  return at_domain.records.empty() && at_domain.lookalikes.size() == 1 ? &at_domain.lookalikes.front() : nullptr;
}

std::vector<const facts::MailFrom*> mail_froms_below(const Facts& facts) {
  std::vector<const facts::MailFrom*> below;
  for (const facts::MailFrom& mail_from : facts.mail_froms)
    if (mail_from.name != facts.domain() && mail_from.name.is_within(facts.domain())) below.push_back(&mail_from);
  return below;
}

std::string name_with_service(const facts::MailFrom& mail_from) {
  if (mail_from.service == nullptr) return mail_from.name.text();
  return fmt::format("{} ({})", mail_from.name.text(), mail_from.service->name);
}

void check(const Facts& facts, Findings& findings) {
  const Record* record = intended_record(facts.dmarc);
  if (record == nullptr || record->aspf != records::dmarc::Alignment::strict) return;
  const auto mail_froms = mail_froms_below(facts);
  if (mail_froms.empty()) return;

  const bool in_force = facts.dmarc.discovery.found();
  const bool has_dkim = dkim_strength(facts) == DkimStrength::usable;
  Finding& finding = findings.add(record->source, record->find("aspf")->value, "remove aspf=s");
  finding
      .says(fmt::format("{}aspf=s never lets SPF count for mail with the MAIL FROM {}",
                        in_force ? "" : "once this record is repaired, ", name_with_service(*mail_froms.front())))
      .means(has_dkim ? "Only DKIM can make such mail pass DMARC; where a signature breaks, nothing is left."
                      : "Such mail passes DMARC only if it is signed with DKIM, and no usable DKIM key was found.")
      .note(fmt::format("aspf=s wants the MAIL FROM to be exactly {}. Without it any subdomain counts",
                        facts.domain().text()));
  for (std::size_t i = 1; i < mail_froms.size(); ++i)
    finding.note(fmt::format("the same goes for the MAIL FROM {}", name_with_service(*mail_froms[i])));
  if (has_dkim) finding.with(Severity::warning);
}

}  // namespace

extern const Rule rule{
    .id = "x-aspf-strict-subdomain-mailfrom",
    .severity = Severity::error,
    .title = "aspf=s does not fit a MAIL FROM below the domain: SPF never counts for DMARC",
    .reference = "RFC 9989 3.2.10.2",
    .why =
        "Mail services send with a MAIL FROM of their own making, such as bounce.example.com for example.com, so that "
        "bounces reach them. With aspf=s only exactly example.com would count, so SPF can pass and still not help: "
        "one of the two legs of DMARC is gone. Amazon's guide for SES says to leave it relaxed.",
    .bad = R"(@             TXT "v=spf1 -all"
mail          MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail          TXT "v=spf1 include:amazonses.com ~all"
_dmarc        TXT "v=DMARC1; p=reject; aspf=s; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all")",
    .good = R"(@             TXT "v=spf1 -all"
mail          MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail          TXT "v=spf1 include:amazonses.com ~all"
_dmarc        TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all")",
    .wish = Wish::drop_strict_spf,
    .check = check};

}  // namespace mailauth::rules::across_aspf_strict_subdomain_mailfrom
