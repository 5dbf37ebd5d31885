#include <fmt/format.h>

#include <algorithm>

#include "rules/rule.h"

namespace mailauth::rules::spf_wildcard_gap {

namespace {

bool has_spf(const dns::Answer& answer) {
  const auto& sources = txt_sources(answer);
  return std::any_of(sources.begin(), sources.end(),
                     [](const Source& source) { return records::spf::is_spf(source.text); });
}

// "Does not know" is no gap.
std::vector<const dns::Answer*> gaps(const Facts& facts) {
  std::vector<const dns::Answer*> found;
  for (const dns::Answer* answer : facts.beside_wildcard)
    if ((answer->found() || answer->absent()) && !has_spf(*answer)) found.push_back(answer);
  return found;
}

void check(const Facts& facts, Findings& findings) {
  const auto names = gaps(facts);
  if (names.empty()) return;
  for (Source source : txt_sources(*facts.wildcard)) {
    if (!records::spf::is_spf(source.text)) continue;
    source.where = fmt::format("*.{} TXT", facts.domain().text());
    Finding& finding = findings.add(source, source.whole(), "this does not hold for names that exist");
    finding.says(fmt::format("the wildcard gives SPF to made-up names, but not to {}{}",
                             names.front()->question.name.text(),
                             names.size() > 1 ? fmt::format(" and {} more", names.size() - 1) : ""));
    for (const dns::Answer* answer : names)
      finding.note(fmt::format("publish an SPF record of its own at {}", answer->question.name.text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-wildcard-gap",
    .severity = Severity::info,
    .title = "A wildcard with SPF does not hold for a mail host that has records of its own",
    .reference = "RFC 7208 3.5, RFC 4592 2.2.1",
    .why =
        "A wildcard answers only for names that do not exist. A mail host has an address, so it exists and has no SPF: "
        "forgers can use its name, and a server that greets with it gets no verdict.",
    .bad = R"(@ TXT "v=spf1 mx -all"
* TXT "v=spf1 -all"
@ MX 10 mail
mail A 192.0.2.1
)",
    .good = R"(@ TXT "v=spf1 mx -all"
* TXT "v=spf1 -all"
@ MX 10 mail
mail A 192.0.2.1
mail TXT "v=spf1 a -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_wildcard_gap
