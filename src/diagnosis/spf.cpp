#include "diagnosis/spf.h"

#include <algorithm>
#include <array>

#include "diagnosis/characters.h"
#include "diagnosis/markup.h"
#include "diagnosis/spf/looks.h"
#include "diagnosis/spf/syntax.h"
#include "diagnosis/spf_term_text.h"
#include "text/ascii.h"

namespace mailauth::diagnosis {

namespace {

using looks::is_flawed;
using looks::text_of;
using records::spf::Kind;
using records::spf::Term;
using text::Span;

using Look = std::optional<Diagnosis> (*)(const records::spf::Record& record, std::size_t at);

// Is there a second redirect= or exp=? RFC 7208 6.
bool is_repeated_modifier(const records::spf::Record& record, std::size_t at) {
  const Term& term = record.terms[at];
  return (term.kind == Kind::redirect || term.kind == Kind::exp) && record.first(term.kind) != &term;
}

Diagnosis of_any_text(Problem problem, std::size_t at, Span mark, std::string message) {
  return {.problem = problem, .term = at, .mark = mark, .message = std::move(message), .advice = "correct this"};
}

std::vector<Markup> markup_in(const records::spf::Record& record) { return find_markup(record.source.text); }

bool overlaps_markup(const records::spf::Record& record, Span span) {
  return overlaps_any(record.worked_out.once(markup_in, record), span);
}

// A term without the escapes of a web page that touch it; they may reach beyond it.
std::optional<Diagnosis> markup(const records::spf::Record& record, std::size_t at) {
  if (!is_flawed(record, at) || !overlaps_markup(record, record.terms[at].span)) return std::nullopt;
  auto found =
      of_any_text(Problem::txt_markup, at, record.terms[at].span, "an escape of a web page is part of the record");
  if (const auto plain = without_markup(text_of(record, at))) found.replacement = text::replace_all(*plain, "\"", "");
  return found;
}

// What is wrong with the text of any policy is reported by the rules of the area dns. A quote may be part of a name for
// the grammar, and is of none for the DNS.
std::optional<Diagnosis> foreign_text(const records::spf::Record& record, std::size_t at) {
  const std::string_view text = text_of(record, at);
  const auto quotes = stray_quotes(text);
  if (!is_flawed(record, at) && quotes.empty()) return std::nullopt;
  const Span term = record.terms[at].span;
  const auto within = [&](Span part) { return Span{term.begin + part.begin, term.begin + part.end}; };
  const auto foreign = foreign_characters(text, [](const ForeignCharacter&) { return true; }).first;
  const auto escaped = escaped_semicolons(text);

  std::optional<Diagnosis> found;
  if (!foreign.empty())
    found = of_any_text(foreign.front().control ? Problem::txt_control_char : Problem::txt_not_ascii, at,
                        within(foreign.front().span), foreign.front().name + " is not ASCII");
  else if (!escaped.empty())
    found =
        of_any_text(Problem::txt_escaped_semicolon, at, within(escaped.front()), "a backslash is part of the record");
  else if (!quotes.empty())
    found = of_any_text(Problem::txt_quotes_inside, at, within(quotes.front()), "quotes are part of the record");
  // Often all of them come together: what was copied from a web page has typographic quotes.
  if (found)
    if (const auto ascii = in_ascii(text)) found->replacement = without_quotes(text::replace_all(*ascii, "\\;", ""));
  return found;
}

std::optional<Diagnosis> any_other_flaw(const records::spf::Record& record, std::size_t at) {
  if (!is_flawed(record, at) && !is_repeated_modifier(record, at)) return std::nullopt;
  return diagnose_syntax(record, at);
}

// The first one that recognises the term speaks: what is special comes before what is general.
constexpr std::array<Look, 22> all_looks{looks::unicode_name,
                                         markup,
                                         foreign_text,
                                         looks::strings_joined,
                                         looks::pasted_behind,
                                         looks::equals_sign,
                                         looks::space_inside,
                                         looks::punctuation,
                                         looks::punctuation_between,
                                         looks::detached_qualifier,
                                         looks::mechanism_twice,
                                         looks::terms_glued,
                                         looks::wrong_qualifier,
                                         looks::ip_in_domain_mechanism,
                                         looks::web_or_mail_address,
                                         looks::impossible_label,
                                         looks::no_host_name,
                                         looks::bare_value,
                                         looks::panel_word,
                                         looks::unknown_mechanism,
                                         looks::misspelt_modifier,
                                         any_other_flaw};

std::optional<Diagnosis> look_at(const records::spf::Record& record, std::size_t at) {
  for (const Look look : all_looks)
    if (auto diagnosis = look(record, at)) return diagnosis;
  return std::nullopt;
}

std::vector<Diagnosis> look_at_all(const records::spf::Record& record) {
  std::vector<Diagnosis> diagnoses;
  for (std::size_t at = 0; at < record.terms.size();) {
    auto diagnosis = look_at(record, at);
    at += diagnosis ? diagnosis->terms_used : 1;
    if (!diagnosis) continue;
    // What was guessed counts only when receivers would accept it.
    if (diagnosis->replacement && !are_valid_terms(*diagnosis->replacement)) diagnosis->replacement.reset();
    diagnoses.push_back(std::move(*diagnosis));
  }
  return diagnoses;
}

std::vector<MeantTerm> find_meant_terms(const records::spf::Record& record) {
  std::vector<MeantTerm> terms;
  for (const records::spf::Term& term : record.terms) terms.push_back({&term, {term}});
  for (const Diagnosis& diagnosis : diagnose(record)) {
    if (!diagnosis.replacement) continue;
    terms[diagnosis.term].meant = records::spf::parse({.text = "v=spf1 " + *diagnosis.replacement}).terms;
    for (std::size_t used = 1; used < diagnosis.terms_used; ++used) terms[diagnosis.term + used].meant.clear();
  }
  return terms;
}

}  // namespace

const std::vector<Diagnosis>& diagnose(const records::spf::Record& record) {
  return record.worked_out.once(look_at_all, record);
}

const std::vector<MeantTerm>& meant_terms(const records::spf::Record& record) {
  return record.worked_out.once(find_meant_terms, record);
}

bool MeantTerm::means(records::spf::Kind kind) const {
  return std::any_of(meant.begin(), meant.end(), [&](const records::spf::Term& term) { return term.kind == kind; });
}

}  // namespace mailauth::diagnosis
