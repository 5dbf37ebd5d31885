#include "mailauth/rules/dmarc_diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mailauth/text/edit_distance.h"
#include "rules/not_a_record.h"

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

struct Synonym {
  std::string_view word;
  dmarc::Policy policy;
};
constexpr std::array<Synonym, 16> synonyms{{
    {"block", dmarc::Policy::reject},
    {"deny", dmarc::Policy::reject},
    {"discard", dmarc::Policy::reject},
    {"drop", dmarc::Policy::reject},
    {"fail", dmarc::Policy::reject},
    {"refuse", dmarc::Policy::reject},
    {"junk", dmarc::Policy::quarantine},
    {"spam", dmarc::Policy::quarantine},
    {"accept", dmarc::Policy::none},
    {"allow", dmarc::Policy::none},
    {"monitor", dmarc::Policy::none},
    {"monitoring", dmarc::Policy::none},
    {"no", dmarc::Policy::none},
    {"nothing", dmarc::Policy::none},
    {"off", dmarc::Policy::none},
    {"report", dmarc::Policy::none},
}};

std::vector<DmarcSubject> find_dmarc_subjects(const Facts& facts) {
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  const facts::Discovery& discovery = facts.dmarc.discovery;
  std::vector<DmarcSubject> subjects;
  for (const dmarc::Record& record : at.records)
    subjects.push_back({&record, at.record() != nullptr, true, &at.domain});
  if (at.records.empty())
    for (const dmarc::Record& record : at.lookalikes) subjects.push_back({&record, false, true, &at.domain});
  // Only the domain's own are reported as pasted.
  std::erase_if(subjects, [](const DmarcSubject& subject) { return is_pasted(subject.record->source.text); });
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

Span own_value(const dmarc::Record& record, const records::Tag& tag) {
  Span value = tag.value;
  for (const dmarc::SwallowedTag& swallowed : record.swallowed)
    if (tag.span.contains(swallowed.separator) && swallowed.separator.begin >= value.begin)
      value.end = std::min(value.end, swallowed.separator.begin);
  return value;
}

const records::Tag* tag_around(const dmarc::Record& record, Span span) {
  for (const records::Tag& tag : record.list.tags)
    if (tag.span.contains(span)) return &tag;
  return nullptr;
}

std::optional<dmarc::Policy> meant_policy(std::string_view word) {
  if (const auto policy = dmarc::parse_policy(word)) return policy;
  for (const Synonym& synonym : synonyms)
    if (text::edit_distance(word, synonym.word) == 0) return synonym.policy;
  static constexpr std::array<std::string_view, 3> words{"none", "quarantine", "reject"};
  // Short words are near to everything: "on" is no misspelt "none".
  const auto nearest = text::nearest(word, words, word.size() < 5 ? 1 : 2);
  return nearest ? dmarc::parse_policy(*nearest) : std::nullopt;
}

std::optional<std::string_view> meant_tag(std::string_view name) {
  if (name == "policy") return "p";
  static constexpr std::array<std::string_view, 4> names{"adkim", "aspf", "rua", "ruf"};
  return name.size() < 3 || dmarc::is_known_tag(name) ? std::nullopt : text::nearest(name, names, 1);
}

std::string_view fate_of_mail(dmarc::Policy policy) {
  switch (policy) {
    case dmarc::Policy::none: return "delivered as usual";
    case dmarc::Policy::quarantine: return "put into the spam folder";
    case dmarc::Policy::reject: return "refused";
  }
  return "";
}

bool can_receive_reports(const Facts& facts, const dns::Name& domain) {
  if (domain != facts.domain()) return true;
  const auto is_absent = [](const dns::Answer* answer) { return answer != nullptr && answer->absent(); };
  return !facts.mx.null_mx && !(is_absent(facts.mx.answer) && is_absent(facts.mx.a) && is_absent(facts.mx.aaaa));
}

std::string report_address(const dns::Name& domain) { return "dmarc@" + domain.text(); }

}  // namespace mailauth::rules
