#include <algorithm>
#include <string>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/report_uris.h"

namespace mailauth::rules::dmarc_rua_list_separator {

namespace {

namespace dmarc = records::dmarc;

constexpr std::string_view message = "two report addresses are not separated by ','";

// The blanks or bars behind the first address of the item.
Span separator_in(const dmarc::Record& record, Span item) {
  const std::string_view text = record.text(item);
  const std::size_t begin = text.find_first_of(" \t|", text.find('@'));
  if (begin == std::string_view::npos) return item;
  const std::size_t end = std::min(text.find_first_not_of(" \t|", begin), text.size());
  return {item.begin + static_cast<uint32_t>(begin), item.begin + static_cast<uint32_t>(end)};
}

void check_semicolons(const DmarcSubject& subject, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  for (std::size_t index = 1; index < record.list.tags.size(); ++index) {
    if (!diagnosis::continues_report_list(record, index)) continue;
    const uint32_t semicolon = record.list.semicolons[index - 1];
    add(findings, subject, {semicolon, semicolon + 1}, "write ',' here")
        .says("';' stands between two report addresses, so the second is lost");
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) check_semicolons(subject, findings);
  for_each_report_uri(facts, [&](const ReportUri& item) {
    if (diagnosis::flaw_of(item.record(), item.uri) == diagnosis::UriFlaw::separator)
      add(findings, item.subject, separator_in(item.record(), item.uri.span), "write ',' here")
          .says(std::string(message));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-list-separator",
    .severity = Severity::error,
    .title = "Two report addresses are separated by something else than ','",
    .reference = "RFC 9989 4.8",
    .why = "Several report addresses are written as one list with commas. A ';' ends the list, so the next address is "
           "taken for an unknown tag; with a space or '|' both become one address that does not exist. The reports "
           "do not arrive.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com;mailto:b@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.com")",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_list_separator
