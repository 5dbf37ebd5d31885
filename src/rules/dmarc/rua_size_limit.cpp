#include <fmt/format.h>

#include "rules/dmarc/helpers/report_uris.h"

namespace mailauth::rules::dmarc_rua_size_limit {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_report_uri(facts, [&](const ReportUri& item) {
    const Span size = item.uri.size;
    if (size.empty()) return;
    add(findings, item.subject, {size.begin - 1, size.end}, "leave this out")
        .says(fmt::format("the size limit !{} is no longer part of DMARC", item.record().text(size)));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-size-limit",
    .severity = Severity::info,
    .title = "A report address has a size limit, which is no longer part of DMARC",
    .reference = "RFC 9989 4.8, C.4",
    .why = "Newer receivers ignore the limit. Older ones send nothing when a report is larger, so reports of busy days "
           "can be missing.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com!10m")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_size_limit
