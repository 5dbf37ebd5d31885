#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_rua_over_two {

namespace {

constexpr std::size_t served_by_all = 2;  // RFC 7489 6.2

void check_list(const DmarcSubject& subject, std::string_view name, const std::vector<records::dmarc::Uri>& uris,
                Findings& findings) {
  if (uris.size() <= served_by_all) return;
  add(findings, subject, {uris[served_by_all].span.begin, uris.back().span.end}, "some receivers stop before this")
      .says(fmt::format("{}= has {} addresses, and some receivers send only to the first two", name, uris.size()));
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    check_list(subject, "rua", subject.record->rua, findings);
    check_list(subject, "ruf", subject.record->ruf, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-over-two",
    .severity = Severity::info,
    .title = "There are more than two report addresses, and some receivers send only to the first two",
    .reference = "RFC 7489 6.2, RFC 9989 C.7",
    .why =
        "Older receivers have to send reports to two addresses at least, and some stop there. Put the most important "
        "ones first, or let one mailbox distribute the reports.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.com,mailto:c@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_over_two
