#include "rules/dns/helpers/policy_texts.h"

#include <algorithm>

#include "diagnosis/pasted.h"
#include "rules/dmarc/helpers/subjects.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules {

namespace {

using Sources = std::vector<text::Source>;

void add(Sources& sources, const text::Source& source) {
  if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
}

void add_spf(Sources& sources, const facts::SpfNode& node) {
  for (const auto& record : node.records) add(sources, record.source);
  for (const auto& lookalike : node.lookalikes) add(sources, lookalike.source);
}

std::vector<text::Source> find_policy_texts(const facts::Facts& facts) {
  Sources sources;
  add_spf(sources, facts.spf);
  for (const facts::MailFrom& mail_from : facts.mail_froms) add_spf(sources, mail_from.spf);
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    for (const auto& key : selector.keys) add(sources, key.source);
  for (const auto& record : facts.dmarc.at_domain.records) add(sources, record.source);
  for (const auto& record : facts.dmarc.at_domain.lookalikes) add(sources, record.source);
  for (const auto& unrelated : facts.dmarc.at_domain.unrelated) add(sources, unrelated);
  for (const DmarcSubject& subject : dmarc_subjects(facts)) add(sources, subject.record->source);
  std::erase_if(sources,
                [](const text::Source& source) { return diagnosis::before_zone_value(source.text).has_value(); });
  return sources;
}

void collect(std::vector<diagnosis::NotARecord>& found, const std::vector<text::Source>& sources,
             const dns::Name& owner, const dns::Name& domain) {
  for (const text::Source& source : sources)
    if (auto pasted = diagnosis::as_not_a_record(source, owner, domain)) found.push_back(std::move(*pasted));
}

void collect(std::vector<diagnosis::NotARecord>& found, const dns::Answer* answer, const dns::Name& domain) {
  if (answer != nullptr) collect(found, txt_sources(*answer), answer->question.name, domain);
}

std::vector<diagnosis::NotARecord> find_not_records(const facts::Facts& facts) {
  const dns::Name& domain = facts.domain();
  std::vector<diagnosis::NotARecord> found;
  for (const facts::SpfNode* root : spf_roots(facts)) collect(found, root->answer, domain);
  for (const facts::DkimSelector& selector : facts.dkim.selectors) collect(found, selector.answer, domain);
  collect(found, facts.dmarc.at_domain.answer, domain);
  return found;
}

}  // namespace

const std::vector<text::Source>& policy_texts(const facts::Facts& facts) {
  return facts.worked_out.once(find_policy_texts, facts);
}

const std::vector<diagnosis::NotARecord>& not_records(const facts::Facts& facts) {
  return facts.worked_out.once(find_not_records, facts);
}

}  // namespace mailauth::rules
