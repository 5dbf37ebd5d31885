#include <algorithm>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"

namespace mailauth::rules::dmarc_fo_without_ruf {

namespace {

namespace dmarc = records::dmarc;

// A tag of that name in any form, or glued to another one.
const records::Tag* find_anywhere(const dmarc::Record& record, std::string_view name) {
  const auto is_named = [&](const records::Tag& tag) {
    return text::equals_ignoring_case(record.text(tag.name), name);
  };
  for (const records::Tag& tag : record.list.tags)
    if (is_named(tag)) return &tag;
  for (const dmarc::SwallowedTag& swallowed : record.swallowed)
    if (is_named(swallowed.tag)) return &swallowed.tag;
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    const dmarc::Record& record = *subject.record;
    const records::Tag* options = find_anywhere(record, "fo");
    if (options == nullptr || find_anywhere(record, "ruf") != nullptr) continue;
    add(findings, subject, options->span, "leave this out").says("fo= has no effect, because there is no ruf=");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-fo-without-ruf",
    .severity = Severity::info,
    .title = "fo= has no effect without ruf=",
    .reference = "RFC 9989 4.7",
    .why = "fo= chooses the failures that are reported one by one to the addresses in ruf=. Without these, receivers "
           "ignore it.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com; fo=1")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_fo_without_ruf
