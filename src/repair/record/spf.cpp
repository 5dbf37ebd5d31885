#include "records/spf.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "diagnosis/spf.h"
#include "repair/record/plain_text.h"
#include "repair/repair.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::repair {

namespace spf = records::spf;

namespace {

struct SpfDraft {
  std::vector<std::string> terms;
  Changes changes;
};

// A list of terms as a record, to see what they are.
spf::Record parsed(const std::vector<std::string>& terms) {
  std::string text = "v=spf1";
  for (const std::string& term : terms) text += " " + term;
  return spf::parse({{}, std::move(text), {}, {}});
}

spf::Record parsed(const std::string& term) { return parsed(std::vector<std::string>{term}); }

bool is_kind(const std::string& term, spf::Kind kind) {
  const spf::Record record = parsed(term);
  return record.terms.size() == 1 && record.terms.front().kind == kind;
}

bool is_all(const std::string& term) { return is_kind(term, spf::Kind::all); }
bool is_redirect(const std::string& term) { return is_kind(term, spf::Kind::redirect); }

spf::Qualifier qualifier_of(const std::string& term) { return parsed(term).terms.front().qualifier; }

// One blank between terms, and nothing else: what is not in the text of a term goes away.
void add_terms(SpfDraft& draft, std::string_view terms) {
  for (const std::string_view term : text::split(terms, ' '))
    if (!term.empty()) draft.terms.emplace_back(term);
}

std::string_view text_of(const spf::Record& record, const diagnosis::Diagnosis& diagnosis) {
  const spf::Term& last = record.terms[diagnosis.term + diagnosis.terms_used - 1];
  return record.text({record.terms[diagnosis.term].span.begin, last.span.end});
}

std::string change(std::string_view before, std::string_view after) {
  return after.empty() ? fmt::format("{} was dropped", text::quote(before))
                       : fmt::format("{} became {}", text::quote(before), after);
}

// Two slips in one term: "ipv4:192.0.2.1,".
std::optional<std::string> without_punctuation(std::string_view term) {
  const auto end = term.find_last_not_of(",;") + 1;
  if (end == 0 || end == term.size()) return std::nullopt;
  const spf::Record bare = parsed(std::string(term.substr(0, end)));
  const auto& diagnoses = diagnosis::diagnose(bare);
  return diagnoses.size() == 1 ? diagnoses.front().replacement : std::nullopt;
}

// False when it is not known what one of the terms was meant to be.
bool repair_terms(const spf::Record& record, SpfDraft& draft) {
  const auto& diagnoses = diagnosis::diagnose(record);
  auto next = diagnoses.begin();
  for (std::size_t at = 0; at < record.terms.size();) {
    if (next != diagnoses.end() && next->term == at) {
      const std::string_view published = text_of(record, *next);
      const auto meant = next->replacement ? next->replacement : without_punctuation(published);
      if (!meant) return false;
      add_terms(draft, *meant);
      draft.changes.fault(change(published, *meant));
      at += next->terms_used;
      ++next;
    } else {
      if (record.terms[at].flaw != spf::Flaw::none) return false;
      draft.terms.emplace_back(record.text(record.terms[at].span));
      ++at;
    }
  }
  return true;
}

// What became of one slip may hold another: "i,nclude=example.net".
bool repair_again(SpfDraft& draft) {
  constexpr int max_rounds = 4;
  for (int round = 0; round < max_rounds; ++round) {
    const spf::Record record = parsed(draft.terms);
    if (diagnosis::diagnose(record).empty()) return true;
    draft.terms.clear();
    if (!repair_terms(record, draft)) return false;
  }
  return false;
}

// The first `all` ends the evaluation: what was meant to count stands before it (RFC 7208 5.1).
void move_all_behind_mechanisms(SpfDraft& draft) {
  const auto all = std::find_if(draft.terms.begin(), draft.terms.end(), is_all);
  if (all == draft.terms.end()) return;
  const std::string kept = *all;
  if (std::count_if(all, draft.terms.end(), is_all) > 1)
    draft.changes.fault(fmt::format("only the first of several 'all' terms was kept: {}", kept));
  const auto counts = [](const std::string& term) {
    const spf::Record record = parsed(term);
    return !is_all(term) && spf::is_mechanism(record.terms.front().kind);
  };
  if (std::any_of(all + 1, draft.terms.end(), counts)) draft.changes.fault("terms behind 'all' were moved before it");
  std::erase_if(draft.terms, is_all);
  const auto modifiers = std::stable_partition(draft.terms.begin(), draft.terms.end(), counts);
  draft.terms.insert(modifiers, kept);
}

// Can somebody pass by this term?
bool permits(const std::string& term) {
  const spf::Record record = parsed(term);
  const spf::Term& only = record.terms.front();
  return only.kind == spf::Kind::redirect || (spf::is_mechanism(only.kind) && only.qualifier == spf::Qualifier::pass);
}

void drop_terms(const std::vector<std::string>& unwanted, SpfDraft& draft) {
  for (const std::string& term : unwanted)
    if (std::erase(draft.terms, term) > 0) draft.changes.fault(fmt::format("{} was dropped", text::quote(term)));
}

bool permits_all(const std::string& term) { return is_all(term) && qualifier_of(term) == spf::Qualifier::pass; }

// Those who could send because everybody could get terms of their own, as far as they are known.
void deny_others(const std::vector<std::string>& senders, SpfDraft& draft) {
  const auto all = std::find_if(draft.terms.begin(), draft.terms.end(), permits_all);
  if (all == draft.terms.end()) return;
  draft.changes.fault(fmt::format("{} became ~all: servers that are not listed no longer pass", *all));
  *all = "~all";
  std::vector<std::string> added;
  for (const std::string& sender : senders)
    if (std::find(draft.terms.begin(), draft.terms.end(), sender) == draft.terms.end()) added.push_back(sender);
  if (added.empty()) return;
  draft.changes.fault(fmt::format("{} added: who is known to send", text::join(added, " ")));
  draft.terms.insert(std::find_if(draft.terms.begin(), draft.terms.end(), is_all), added.begin(), added.end());
}

// A record without `all` and redirect ends with ?all (RFC 7208 4.7).
void add_default(SpfDraft& draft) {
  const bool has_default = std::any_of(draft.terms.begin(), draft.terms.end(),
                                       [](const std::string& term) { return is_all(term) || is_redirect(term); });
  if (has_default) return;
  draft.terms.emplace_back("~all");
  draft.changes.fault("~all was added: without it servers that are not listed neither pass nor fail");
  move_all_behind_mechanisms(draft);
}

// The letters of an international name belong to it: they are no slips like typographic quotes.
std::string with_ascii_names(const spf::Record& record, Changes& changes) {
  std::string text = record.source.text;
  auto diagnoses = diagnosis::diagnose(record);
  std::erase_if(diagnoses, [](const auto& each) {
    return each.problem != diagnosis::Problem::target_ulabel || !each.replacement;
  });
  for (auto each = diagnoses.rbegin(); each != diagnoses.rend(); ++each) {
    const std::string_view published = text_of(record, *each);
    changes.fault(change(published, *each->replacement));
    text.replace(record.terms[each->term].span.begin, published.size(), *each->replacement);
  }
  return text;
}

std::optional<SpfDraft> draft_of(const spf::Record& published) {
  SpfDraft draft;
  auto text = plain_text(with_ascii_names(published, draft.changes), draft.changes);
  if (!text) return std::nullopt;
  // The joints are offsets of the published text.
  const bool same = *text == published.source.text;
  const spf::Record record = same ? published : spf::parse({published.source.where, std::move(*text), {}, {}});
  if (!repair_terms(record, draft) || !repair_again(draft)) return std::nullopt;
  if (!spf::is_spf(record.source.text)) draft.changes.fault("the record begins with v=spf1 and a space");
  return draft;
}

// redirect=x says "and as for the rest, ask x"; beside other terms that is an include.
std::string in_union(const std::string& term) {
  return is_redirect(term) ? "include:" + term.substr(term.find('=') + 1) : term;
}

// Beside `all` it is never used (RFC 7208 6.1).
void replace_idle_redirect(SpfDraft& draft) {
  if (std::none_of(draft.terms.begin(), draft.terms.end(), is_all)) return;
  std::vector<std::string> terms;
  for (const std::string& term : draft.terms) {
    const std::string used = in_union(term);
    if (used != term) draft.changes.fault(fmt::format("{} became {}: beside 'all' it is never used", term, used));
    if (used == term || std::find(draft.terms.begin(), draft.terms.end(), used) == draft.terms.end())
      terms.push_back(used);
  }
  draft.terms = std::move(terms);
}

std::optional<Repaired> finish(SpfDraft draft, const SpfWishes& wishes) {
  const auto permits_somebody = [&] { return std::any_of(draft.terms.begin(), draft.terms.end(), permits); };
  const bool somebody_sends = permits_somebody();
  replace_idle_redirect(draft);
  move_all_behind_mechanisms(draft);
  deny_others(wishes.senders, draft);
  drop_terms(wishes.drop, draft);
  // When nobody may send any more, it is not known who should.
  if (somebody_sends && !permits_somebody()) return std::nullopt;
  add_default(draft);
  spf::Record record = parsed(draft.terms);
  if (!draft.changes.has_fault || !spf::is_valid(record)) return std::nullopt;
  return Repaired{std::move(record.source.text), std::move(draft.changes.lines)};
}

// The strictest, but softfail if any record says so: its author knew of mail from elsewhere.
std::string merged_all(const std::vector<std::string>& alls) {
  std::optional<spf::Qualifier> merged;
  for (const std::string& all : alls) {
    const spf::Qualifier qualifier = qualifier_of(all);
    if (qualifier == spf::Qualifier::softfail || merged == spf::Qualifier::softfail)
      merged = spf::Qualifier::softfail;
    else if (qualifier == spf::Qualifier::fail || !merged || merged == spf::Qualifier::pass)
      merged = qualifier;
  }
  if (!merged) return "~all";
  switch (*merged) {
    case spf::Qualifier::fail: return "-all";
    case spf::Qualifier::softfail: return "~all";
    case spf::Qualifier::neutral: return "?all";
    case spf::Qualifier::pass: return "+all";  // deny_others() has the last word
  }
  return "~all";
}

}  // namespace

std::optional<Repaired> repair_spf(const spf::Record& record, const SpfWishes& wishes) {
  auto draft = draft_of(record);
  if (!draft) return std::nullopt;
  return finish(std::move(*draft), wishes);
}

std::optional<Repaired> merge_spf(std::span<const spf::Record> records, const SpfWishes& wishes) {
  SpfDraft merged;
  std::set<std::string> known;
  std::vector<std::string> alls;
  merged.changes.fault(fmt::format("{} records became one", records.size()));
  for (const spf::Record& record : records) {
    auto draft = draft_of(record);
    if (!draft) return std::nullopt;
    for (const std::string& term : draft->terms) {
      if (is_all(term))
        alls.push_back(term);
      else if (known.insert(in_union(term)).second)
        merged.terms.push_back(in_union(term));
    }
    if (known.size() > spf::max_terms) return std::nullopt;
    for (std::string& line : draft->changes.lines) merged.changes.tidy(std::move(line));
  }
  merged.terms.push_back(merged_all(alls));
  if (std::set<std::string>(alls.begin(), alls.end()).size() > 1)
    merged.changes.fault(fmt::format("they end in {}: {} was kept, so that no mail of either is refused that is not "
                                     "refused today",
                                     text::join(alls, " and "), merged.terms.back()));
  return finish(std::move(merged), wishes);
}

}  // namespace mailauth::repair
