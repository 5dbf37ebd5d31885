#include <fmt/format.h>

#include "diagnosis/characters.h"
#include "rules/dns/helpers/foreign_characters.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_txt_control_char {

namespace {

std::string advice(const Source& /*source*/, const diagnosis::ForeignCharacter& character) {
  return character.meant == " " ? "write a space here" : "remove this character";
}

void report(const Source& source, const diagnosis::SomeForeign& characters, Findings& findings) {
  mark_characters(source, characters, advice, findings)
      .says(fmt::format("the record contains the control character {}", first_and_number(characters)));
}

bool is_tag_list(std::string_view text) { return !records::spf::resembles_spf(text); }

// In a list of tags a tab is white space (RFC 6376 2.8, RFC 9989 4.8).
diagnosis::SomeForeign characters_to_report(const Source& source) {
  return diagnosis::foreign_characters(source.text, [&](const diagnosis::ForeignCharacter& each) {
    return each.control && !(source.at(each.span) == "\t" && is_tag_list(source.text));
  });
}

void check(const Facts& facts, Findings& findings) {
  for (const Source& source : policy_texts(facts)) {
    const auto characters = characters_to_report(source);
    if (characters.number > 0) report(source, characters, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-control-char",
    .severity = Severity::error,
    .title = "The record contains tabs, line ends or other control characters",
    .reference = "RFC 7208 4.5, RFC 7208 12",
    .why =
        "They cannot be seen in most DNS panels and come along when text is copied. Only spaces separate the words of "
        "SPF: receivers skip a record that has a tab behind its version, and find an error in others.",
    .bad = R"(@ TXT "v=spf1\009ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .rungs = Rung::no_policy_in_force | Rung::key_not_readable | Rung::no_spf_in_force,
    .reports = diagnosis::Problem::txt_control_char,
    .check = check};

}  // namespace mailauth::rules::dns_txt_control_char
