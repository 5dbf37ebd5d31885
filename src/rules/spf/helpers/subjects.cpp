#include "rules/spf/helpers/subjects.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/spf.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace {

void add_root(std::vector<const facts::SpfNode*>& roots, const facts::SpfNode& root) {
  const bool known =
      std::any_of(roots.begin(), roots.end(), [&](const facts::SpfNode* other) { return other->name == root.name; });
  if (!known) roots.push_back(&root);
}

constexpr std::size_t max_notes = 5;

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

// The first one is the message; the others are marked too, and told when they are of another kind.
void report(const SpfSubject& subject, const std::vector<diagnosis::Diagnosis>& diagnoses, Findings& findings) {
  const diagnosis::Diagnosis& first = diagnoses.front();
  Finding& finding = add(findings, subject, first.mark, first.advice).says(first.message);
  for (std::size_t at = 1; at < diagnoses.size(); ++at) {
    finding.mark(diagnoses[at].mark, diagnoses[at].advice);
    if (at <= max_notes) finding.note("also: " + diagnoses[at].message);
  }
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

void report_diagnoses(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts)) {
    std::vector<diagnosis::Diagnosis> diagnoses;
    std::ranges::copy_if(
        diagnosis::diagnose(*subject.record), std::back_inserter(diagnoses),
        [&](const diagnosis::Diagnosis& diagnosis) { return diagnosis.problem == findings.rule().reports; });
    if (!diagnoses.empty()) report(subject, diagnoses, findings);
  }
}

std::string term_text(const facts::SpfNode& node, const facts::SpfEdge& edge) {
  return text::escape_bytes(node.records.front().text(term_of(node, edge).span));
}

}  // namespace mailauth::rules
