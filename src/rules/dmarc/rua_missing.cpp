#include <fmt/format.h>

#include <algorithm>

#include "mailauth/rules/dmarc_diagnosis.h"
#include "mailauth/text/ascii.h"

namespace mailauth::rules {

namespace {

namespace dmarc = records::dmarc;

// Present in some form: other rules say what is wrong with it.
bool has_rua(const dmarc::Record& record) {
  const auto is_rua = [&](const records::Tag& tag) {
    return text::equals_ignoring_case(record.text(tag.name), "rua") && !tag.value.empty();
  };
  return std::any_of(record.list.tags.begin(), record.list.tags.end(), is_rua) ||
         std::any_of(record.swallowed.begin(), record.swallowed.end(),
                     [&](const dmarc::SwallowedTag& swallowed) { return is_rua(swallowed.tag); });
}

struct Place {
  Span span;
  std::string advice;
};

// `value`: the address to write, or a hint at one.
Place place_for_address(const dmarc::Record& record, const std::string& value) {
  if (const records::Tag* empty = record.find("rua")) return {empty->value, fmt::format("write {} here", value)};
  for (const records::Tag& tag : record.list.tags)
    if (meant_tag(record.text(tag.name)) == "rua") return {tag.name, "write rua here"};
  const auto end = record.source.whole().end;
  return {{end, end}, fmt::format("write {}rua={} here", record.list.ends_with_semicolon ? "" : "; ", value)};
}

void check(const Facts& facts, Findings& findings) {
  if (is_parked(facts)) return;  // nobody sends, so there is little to report
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    if (has_rua(*subject.record)) continue;
    const std::string value = can_receive_reports(facts, *subject.domain) ? "mailto:" + report_address(*subject.domain)
                                                                          : "mailto: and an address that receives mail";
    const Place place = place_for_address(*subject.record, value);
    add(findings, subject, place.span, place.advice)
        .says(fmt::format("no reports are sent: nobody sees who sends mail as {}", subject.domain->text()));
  }
}

}  // namespace

extern const Rule dmarc_rua_missing{
    .id = "dmarc-rua-missing",
    .severity = Severity::warning,
    .title = "The record asks for no reports: rua= is missing",
    .reference = "RFC 9989 4.7",
    .why =
        "Receivers send a daily summary of what they got in the domain's name to the addresses in rua=. It is the only "
        "way "
        "to notice that a service of your own fails DMARC, or that somebody forges your mail, and the basis on which a "
        "stricter policy can be decided.",
    .bad = R"(
@      MX  10 mail
mail   A   192.0.2.25
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(
@      MX  10 mail
mail   A   192.0.2.25
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .check = check};

}  // namespace mailauth::rules
