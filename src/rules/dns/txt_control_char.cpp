#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/characters.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_txt_control_char {

namespace {

constexpr std::size_t max_marks = 12;

std::string advice(const diagnosis::ForeignCharacter& character) {
  return character.meant == " " ? "write a space here" : "remove this character";
}

void report(const Source& source, const std::vector<diagnosis::ForeignCharacter>& characters, Findings& findings) {
  Finding& finding = findings.add(source, characters.front().span, advice(characters.front()));
  for (std::size_t at = 1; at < std::min(characters.size(), max_marks); ++at)
    finding.mark(characters[at].span, advice(characters[at]));
  const std::string others = characters.size() == 1 ? "" : fmt::format(" and {} more", characters.size() - 1);
  finding.says(fmt::format("the record contains the control character {}{}", characters.front().name, others));
}

void check(const Facts& facts, Findings& findings) {
  for (const Source& source : policy_texts(facts)) {
    auto characters = diagnosis::foreign_characters(source.text);
    std::erase_if(characters, [](const diagnosis::ForeignCharacter& each) { return !each.control; });
    if (!characters.empty()) report(source, characters, findings);
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
        "a policy: receivers skip a record that has a tab behind its version, and find an error in others.",
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
