#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"

namespace mailauth::rules::dmarc_tag_colon {

namespace {

namespace dmarc = records::dmarc;

// The version is the matter of dmarc-version-typo.
bool has_colon(const dmarc::Record& record, const records::Tag& tag) {
  const std::string_view name = record.text(tag.name);
  return record.text(tag.separator) == ":" && dmarc::is_known_tag(name) && !text::equals_ignoring_case(name, "v");
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const records::Tag& tag : subject.record->list.tags)
      if (has_colon(*subject.record, tag))
        add(findings, subject, tag.separator, "write '=' here")
            .says(fmt::format("':' stands where '=' belongs, so receivers do not see {}=",
                              text::to_lower(subject.record->text(tag.name))));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-tag-colon",
    .severity = Severity::error,
    .title = "A tag has ':' in place of '='",
    .reference = "RFC 9989 4.8",
    .why = "Receivers know only tag=value. With ':' the tag is not there for some of them, and others drop the whole "
           "record; without its policy it protects nobody.",
    .bad = R"(_dmarc TXT "v=DMARC1; p:reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force | Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_tag_colon
