#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_tag_duplicate {

namespace {

namespace dmarc = records::dmarc;

using Tags = std::vector<const records::Tag*>;

std::map<std::string, Tags> tags_by_name(const dmarc::Record& record) {
  std::map<std::string, Tags> found;
  for (const records::Tag& tag : record.list.tags)
    if (record.text(tag.separator) == "=") found[text::to_lower(record.text(tag.name))].push_back(&tag);
  return found;
}

void report(const DmarcSubject& subject, const std::string& name, const Tags& tags, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  Finding& finding =
      add(findings, subject, tags.front()->span, "keep one of them")
          .says(fmt::format("{}= stands in the record {} times", name, tags.size()))
          .note(fmt::format("most receivers use the last one: {}", text::quote(record.text(tags.back()->value))));
  for (std::size_t i = 1; i < tags.size(); ++i) finding.mark(tags[i]->span, "keep one of them");
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const auto& [name, tags] : tags_by_name(*subject.record))
      if (tags.size() > 1) report(subject, name, tags, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-tag-duplicate",
    .severity = Severity::error,
    .title = "A tag stands in the record more than once",
    .reference = "RFC 9989 4.7, RFC 6376 3.2",
    .why = "A list with the same tag twice is not valid. The receivers that were tested use the last one, others may "
           "drop the record; the policy that is in force may not be the one that its author reads.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; p=none; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_tag_duplicate
