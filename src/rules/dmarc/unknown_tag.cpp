#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_unknown_tag {

namespace {

namespace dmarc = records::dmarc;

void report(const DmarcSubject& subject, const records::Tag& tag, std::optional<std::string_view> meant,
            Findings& findings) {
  Finding& finding =
      add(findings, subject, tag.name, meant ? fmt::format("write {} here", *meant) : "leave this tag out")
          .says(fmt::format("receivers do not know the tag {} and ignore it",
                            text::quote(subject.record->text(tag.name))));
  if (meant) finding.with(Severity::warning).means(fmt::format("If {}= was meant, it is not in force.", *meant));
}

void check_tag(const Facts& facts, const DmarcSubject& subject, std::size_t index, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  const records::Tag& tag = record.list.tags[index];
  const std::string name = text::to_lower(record.text(tag.name));
  const bool is_tag = !name.empty() && !tag.value.empty();
  if (!is_tag || dmarc::is_known_tag(name) || diagnosis::continues_report_list(record, index)) return;
  const auto meant = diagnosis::meant_tag(name);
  if (meant && is_said_to_be_missing(facts, record, *meant)) return;
  report(subject, tag, meant, findings);
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (std::size_t index = 1; index < subject.record->list.tags.size(); ++index)
      check_tag(facts, subject, index, findings);
}

}  // namespace

// Other tags may be registered (RFC 9989 9.3) and do no harm: only a name that is one letter from a known one counts
// as a mistake.
extern const Rule rule{
    .id = "dmarc-unknown-tag",
    .severity = Severity::info,
    .title = "The record has a tag that receivers do not know",
    .reference = "RFC 9989 4.7, 9.3",
    .why =
        "Receivers ignore tags that they do not know, so nothing is lost unless another tag was meant: then that one "
        "has no effect.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; adkm=s; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; adkim=s; rua=mailto:dmarc@example.com")",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_unknown_tag
