#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/characters.h"
#include "diagnosis/dmarc_international.h"
#include "diagnosis/spf.h"
#include "rules/dns/helpers/foreign_characters.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dns_txt_not_ascii {

namespace {

// "o'brien"; elsewhere it encloses something.
bool is_apostrophe(const Source& source, Span span) {
  const Span before{span.begin - std::min(span.begin, 1u), span.begin}, after{span.end, span.end + 1};
  const auto is_letter = [](std::string_view text) { return !text.empty() && text::is_alnum(text.front()); };
  return is_letter(source.at(before)) && is_letter(source.at(after));
}

std::string advice(const Source& source, const diagnosis::ForeignCharacter& character) {
  if (!character.meant) return "write this in ASCII";
  if (character.meant->empty()) return "remove this invisible character";
  const bool is_quote = *character.meant == "\"" || *character.meant == "'";
  if (is_quote && !is_apostrophe(source, character.span)) return "remove this quote";
  return *character.meant == " " ? "write a space here" : fmt::format("write {} here", *character.meant);
}

void report(const Source& source, const diagnosis::SomeForeign& characters, Findings& findings) {
  mark_characters(source, characters, advice, findings)
      .says(fmt::format("the record contains {}: receivers understand only ASCII", first_and_number(characters)));
}

// International names: reported by spf-target-ulabel and dmarc-report-not-ascii.
std::vector<Span> international_names(const Source& source) {
  std::vector<Span> names;
  if (records::spf::resembles_spf(source.text)) {
    const records::spf::Record record = records::spf::parse(source);
    for (const diagnosis::Diagnosis& diagnosis : diagnosis::diagnose(record))
      if (diagnosis.problem == diagnosis::Problem::target_ulabel) names.push_back(diagnosis.mark);
  } else if (const auto record = records::dmarc::parse(source); records::dmarc::resembles_dmarc(record)) {
    for (const diagnosis::InternationalUri& uri : diagnosis::international_uris(record)) names.push_back(uri.span);
  }
  return names;
}

// Control characters have dns-txt-control-char.
diagnosis::SomeForeign characters_to_report(const Source& source) {
  if (!diagnosis::has_foreign_characters(source.text)) return {};
  std::vector<Span> names = international_names(source);
  std::ranges::sort(names, {}, &Span::begin);
  auto name = names.begin();
  return diagnosis::foreign_characters(source.text, [&](const diagnosis::ForeignCharacter& each) {
    while (name != names.end() && name->end <= each.span.begin) ++name;
    return !each.control && (name == names.end() || !name->contains(each.span));
  });
}

void check(const Facts& facts, Findings& findings) {
  for (const Source& source : policy_texts(facts))
    if (const auto characters = characters_to_report(source); characters.number > 0)
      report(source, characters, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-not-ascii",
    .severity = Severity::error,
    .title = "The record contains characters that are not ASCII",
    .reference = "RFC 7208 3.1, RFC 9989 4.8, RFC 6376 3.2",
    .why =
        "Text that is copied from a web page, a mail or a document often has typographic quotes, long dashes or "
        "invisible spaces in it. Receivers do not know these characters and drop the record, or the part around them.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1\194\160-all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .rungs = Rung::no_policy_in_force | Rung::key_not_readable | Rung::no_spf_in_force,
    .reports = diagnosis::Problem::txt_not_ascii,
    .check = check};

}  // namespace mailauth::rules::dns_txt_not_ascii
