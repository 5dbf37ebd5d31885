#include "rules/dmarc/helpers/subjects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "diagnosis/pasted.h"
#include "text/edit_distance.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

void add_inherited(std::vector<DmarcSubject>& subjects, const facts::DmarcView& view) {
  if (!view.record || !view.inherited || !view.policy_domain) return;
  const auto same = [&](const DmarcSubject& subject) { return subject.record->source == view.record->source; };
  if (std::none_of(subjects.begin(), subjects.end(), same))
    subjects.push_back({view.record, true, false, &*view.policy_domain});
}

// Nothing is in force and nothing stands at the domain: then its organizational domain may hold what was meant to be
// a record.
void add_lookalikes_above(std::vector<DmarcSubject>& subjects, const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  for (const facts::DmarcAtName& at : discovery.walk)
    if (at.domain == discovery.suffix_list.organizational_domain && at.domain != facts.domain())
      for (const dmarc::Record& record : at.lookalikes) subjects.push_back({&record, false, false, &at.domain});
}

std::vector<DmarcSubject> find_dmarc_subjects(const Facts& facts) {
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  const facts::Discovery& discovery = facts.dmarc.discovery;
  std::vector<DmarcSubject> subjects;
  for (const dmarc::Record& record : at.records)
    subjects.push_back({&record, at.record() != nullptr, true, &at.domain});
  if (at.records.empty())
    for (const dmarc::Record& record : at.lookalikes) subjects.push_back({&record, false, true, &at.domain});
  // Only the domain's own are reported as pasted.
  std::erase_if(subjects,
                [](const DmarcSubject& subject) { return diagnosis::is_pasted(subject.record->source.text); });
  add_inherited(subjects, discovery.tree_walk);
  add_inherited(subjects, discovery.suffix_list);
  if (subjects.empty() && !discovery.unknown()) add_lookalikes_above(subjects, facts);
  return subjects;
}

}  // namespace

const std::vector<DmarcSubject>& dmarc_subjects(const Facts& facts) {
  return facts.worked_out.once(find_dmarc_subjects, facts);
}

std::vector<DmarcSubject> dmarc_in_force(const Facts& facts) {
  std::vector<DmarcSubject> subjects = dmarc_subjects(facts);
  std::erase_if(subjects, [](const DmarcSubject& subject) { return !subject.in_force; });
  return subjects;
}

Finding& add(Findings& findings, const DmarcSubject& subject, Span span, std::string mark) {
  Finding& finding = findings.add(subject.record->source, span, std::move(mark));
  if (!subject.own)
    finding.note(fmt::format("the record stands at _dmarc.{} and holds for names below it that have none of their own",
                             subject.domain->text()));
  return finding;
}

}  // namespace mailauth::rules
