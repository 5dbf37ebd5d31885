#include "rules/spf/helpers/subjects.h"

#include <algorithm>

namespace mailauth::rules {

namespace {

void add_root(std::vector<const facts::SpfNode*>& roots, const facts::SpfNode& root) {
  const bool known =
      std::any_of(roots.begin(), roots.end(), [&](const facts::SpfNode* other) { return other->name == root.name; });
  if (!known) roots.push_back(&root);
}

std::vector<const facts::SpfNode*> find_roots(const Facts& facts) {
  std::vector<const facts::SpfNode*> roots;
  add_root(roots, facts.spf);
  for (const facts::MailFrom& mail_from : facts.mail_froms) add_root(roots, mail_from.spf);
  return roots;
}

std::vector<SpfSubject> find_spf_subjects(const Facts& facts) {
  std::vector<SpfSubject> subjects;
  for (const facts::SpfNode* root : spf_roots(facts)) {
    for (const auto& record : root->records) subjects.push_back({root, &record, true});
    for (const auto& record : root->lookalikes) subjects.push_back({root, &record, false});
  }
  return subjects;
}

std::vector<SpfSubject> find_single_subjects(const Facts& facts) {
  std::vector<SpfSubject> subjects = spf_subjects(facts);
  std::erase_if(subjects, [](const SpfSubject& subject) {
    return subject.root->records.size() + subject.root->lookalikes.size() > 1;
  });
  return subjects;
}

}  // namespace

const std::vector<const facts::SpfNode*>& spf_roots(const Facts& facts) {
  return facts.worked_out.once(find_roots, facts);
}

const std::vector<SpfSubject>& spf_subjects(const Facts& facts) {
  return facts.worked_out.once(find_spf_subjects, facts);
}

const std::vector<SpfSubject>& single_spf_subjects(const Facts& facts) {
  return facts.worked_out.once(find_single_subjects, facts);
}

Finding& add(Findings& findings, const SpfSubject& subject, Span span, std::string mark) {
  Finding& finding = findings.add(subject.record->source, span, std::move(mark));
  if (!subject.selected)
    finding.means("Receivers do not see this record at all today; once its beginning is right, this will matter too.");
  return finding;
}

}  // namespace mailauth::rules
