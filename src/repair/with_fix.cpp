#include <algorithm>
#include <array>
#include <utility>

#include "facts/wildcard.h"
#include "repair/publication.h"
#include "repair/repair.h"

namespace mailauth::repair {

using dns::Answer;
using dns::Evidence;
using dns::Outcome;
using dns::Type;
using rules::Fix;

namespace {

dns::Record record_of(const Fix& fix) { return {fix.owner, fix.type, usual_ttl, fix.data}; }

bool is_replaced(const Fix& fix, const dns::Record& record) {
  if (fix.type != Type::txt) return true;
  const std::string text = to_source(record).text;
  return std::any_of(fix.replaces.begin(), fix.replaces.end(),
                     [&](const text::Source& source) { return source.text == text; });
}

// A record in place of a CNAME, or of some of the records at its end.
void apply(const Fix& fix, Answer& answer) {
  const bool was_alias = answer.question.name == fix.owner && !answer.cnames.empty();
  if (was_alias) {
    answer.cnames.clear();
    answer.records.clear();
  }
  std::erase_if(answer.records, [&](const dns::Record& record) { return is_replaced(fix, record); });
  if (fix.action == Fix::Action::publish) answer.records.push_back(record_of(fix));
  answer.outcome = answer.records.empty() ? Outcome::no_data : Outcome::found;
}

bool is_at_fix(const Fix& fix, const Answer& answer) {
  return answer.question.type == fix.type && (answer.owner() == fix.owner || answer.question.name == fix.owner);
}

// What the wildcard says that the fix is about; null: it is about none.
const Answer* wildcard_at(const Fix& fix, const std::vector<const Answer*>& known) {
  const auto probe = facts::probe_of(fix.owner);
  if (!probe) return nullptr;
  const auto found = std::ranges::find(known, dns::Question{*probe, fix.type}, &Answer::question);
  return found == known.end() ? nullptr : *found;
}

bool is_given_by(const Answer* wildcard, const Fix& fix, const Answer& answer) {
  return wildcard != nullptr && answer.question.type == fix.type && answer.cnames.empty() &&
         answer.question.name.is_within(fix.owner.parent()) && answer.question.name != fix.owner.parent() &&
         facts::comes_from_wildcard(answer, *wildcard);
}

// What exists below a name makes the name exist (RFC 8020).
void revive(const Fix& fix, Answer& answer) {
  if (answer.outcome == Outcome::no_domain && answer.cnames.empty() && fix.owner.is_within(answer.question.name))
    answer.outcome = Outcome::no_data;
}

// What is asked through a new CNAME: as far as its target is known, else nobody has asked.
Answer through_alias(const Fix& fix, const dns::Name& target, Type type, const std::vector<const Answer*>& known) {
  const dns::Question question{target, type};
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Answer* each) { return each->question == question; });
  Answer answer = found == known.end() ? Answer{.outcome = Outcome::not_asked} : **found;
  answer.question = {fix.owner, type};
  answer.cnames.insert(answer.cnames.begin(), target);
  return answer;
}

void put_alias(const Fix& fix, const std::vector<const Answer*>& known, Evidence& changed) {
  const auto* target = std::get_if<dns::Name>(&fix.data);
  if (target == nullptr) return;
  for (const Type type : {Type::txt, Type::mx, Type::a, Type::aaaa})
    changed.put(through_alias(fix, *target, type, known));
}

Answer new_answer(const Fix& fix) {
  Answer answer{.question = {fix.owner, fix.type}};
  apply(fix, answer);
  return answer;
}

}  // namespace

Evidence with_fix(const Evidence& evidence, const Fix& fix) {
  const std::vector<const Answer*> known = evidence.answers();
  Evidence changed;
  // The first answer to a question counts, so what is put here hides what comes later.
  if (fix.type == Type::cname && fix.action == Fix::Action::publish) put_alias(fix, known, changed);
  const Answer* wildcard = wildcard_at(fix, known);
  bool was_asked = false;
  for (const Answer* before : known) {
    Answer answer = *before;
    revive(fix, answer);
    if (is_at_fix(fix, answer) || is_given_by(wildcard, fix, answer)) {
      apply(fix, answer);
      was_asked = was_asked || answer.question.name == fix.owner;
    }
    changed.put(std::move(answer));
  }
  if (!was_asked) changed.put(new_answer(fix));
  changed.add_zone(evidence.shared_zone());
  changed.go_offline();
  return changed;
}

namespace {

// The text of a TXT that nobody can publish, because a string is too long, is not known to the fix.
bool is_replaced(const Fix& fix, const inputs::Record& record) {
  if (record.owner != fix.owner || record.type != to_string(fix.type)) return false;
  return !record.data || is_replaced(fix, dns::Record{record.owner, fix.type, usual_ttl, *record.data});
}

}  // namespace

facts::Request with_fix(const facts::Request& request, const Fix& fix) {
  facts::Request changed = request;
  const auto is_gone = [&](const auto& record) { return is_replaced(fix, *record); };
  if (!request.published || std::ranges::none_of(*request.published, is_gone)) return changed;
  inputs::SharedRecords rest = *request.published;
  std::erase_if(rest, is_gone);
  changed.published = std::make_shared<const inputs::SharedRecords>(std::move(rest));
  return changed;
}

}  // namespace mailauth::repair
