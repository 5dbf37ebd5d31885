#include <fmt/format.h>

#include <algorithm>

#include "mailauth/rules/dmarc_diagnosis.h"
#include "mailauth/text/ascii.h"
#include "rules/quote.h"

namespace mailauth::rules {

namespace {

namespace dmarc = records::dmarc;

// A tag that became part of the address, quotes or backslashes that became data: other rules point at these.
bool is_explained_elsewhere(const dmarc::Record& record, const dmarc::Uri& uri) {
  const std::string_view text = record.text(uri.span);
  if (std::any_of(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~' || c == '"'; })) return true;
  if (text.ends_with('\\')) return true;
  return std::any_of(record.swallowed.begin(), record.swallowed.end(), [&](const dmarc::SwallowedTag& swallowed) {
    return swallowed.separator.begin <= uri.span.end && uri.span.begin <= swallowed.tag.span.end;
  });
}

struct Flaw {
  Span span;
  std::string advice;
};

Flaw flaw_of(const dmarc::Record& record, const dmarc::Uri& uri) {
  const std::string_view item = record.text(uri.span);
  const auto meant = meant_uris(item);
  if (meant.empty()) return {uri.span, "write an address like mailto:dmarc@example.com here"};
  if (meant.front() == fmt::format("mailto:{}", item)) return {{uri.span.begin, uri.span.begin}, "write mailto: here"};
  return {uri.span, fmt::format("write {} here", fmt::join(meant, ","))};
}

void check_list(const DmarcSubject& subject, const std::vector<dmarc::Uri>& uris, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  for (const dmarc::Uri& uri : uris) {
    if (uri.well_formed || has_other_scheme(record, uri) || is_explained_elsewhere(record, uri)) continue;
    const Flaw flaw = flaw_of(record, uri);
    add(findings, subject, flaw.span, flaw.advice)
        .says(fmt::format("{} is no address that a report can be sent to", quote(record.text(uri.span))));
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    check_list(subject, subject.record->rua, findings);
    check_list(subject, subject.record->ruf, findings);
  }
}

}  // namespace

extern const Rule dmarc_rua_malformed{.id = "dmarc-rua-malformed",
                                      .severity = Severity::error,
                                      .title = "A report address is not written as mailto:somebody@example.com",
                                      .reference = "RFC 9989 4.8, RFC 6068 2",
                                      .why = "Receivers send reports only to addresses of the form "
                                             "mailto:somebody@example.com, with commas between several of "
                                             "them. With any other text nothing is sent, and nobody says so.",
                                      .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=dmarc@example.com")",
                                      .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
                                      .check = check};

}  // namespace mailauth::rules
