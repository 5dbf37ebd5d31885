#include <fmt/format.h>

#include <algorithm>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_owner_doubled {

namespace {

// "_dmarc.example.com" in the zone example.com; nothing unless what was appended, the zone or a name in it, makes an
// owner of what already ends with the zone.
std::optional<dns::Name> meant_owner(const inputs::Record& record) {
  if (!record.zone || record.zone->label_count() < 2 || record.written_owner.text.empty()) return std::nullopt;
  const std::string_view written = record.written_owner.text;
  if (dns::is_absolute(written)) return std::nullopt;
  const auto meant = dns::Name::parse(written);
  if (!meant || !meant->is_within(*record.zone) || meant->label_count() >= record.owner.label_count())
    return std::nullopt;
  const dns::Name appended = record.owner.last_labels(record.owner.label_count() - meant->label_count());
  return appended.is_within(*record.zone) && appended.child(meant->text()) == record.owner ? meant : std::nullopt;
}

// Only in zone files a dot at the end makes a name whole.
void point_at_end(const inputs::Record& record, const dns::Name& meant, Findings& findings) {
  const Span whole = record.written_owner.whole();
  const auto zone = static_cast<uint32_t>(record.zone->text().size() + 1);
  const Span suffix{whole.end - std::min(whole.end, zone), whole.end};
  const bool dot = is_in_zone_file(record);
  Finding& finding = findings.add(owner_of(record), dot ? Span{whole.end, whole.end} : suffix,
                                  dot ? "write '.' here" : "remove this: the zone is appended");
  finding.says(fmt::format("the record goes to {}, where {} was meant", record.owner.text(), meant.text()));
  if (dot) finding.write(whole, meant.text() + ".");
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts))
    if (const auto meant = meant_owner(*record)) point_at_end(*record, *meant, findings);
}

}  // namespace

extern const Rule rule{
    .id = "source-owner-doubled",
    .severity = Severity::error,
    .title = "The owner ends with the zone's name, which is appended once more",
    .reference = "RFC 1035 5.1",
    .why =
        "In a zone file a name without a dot at its end continues with the name of the zone, and names of octoDNS and "
        "of records of Azure always do. The record is published "
        "at a name that ends with the domain twice, where nobody looks: it has no effect.",
    .bad = R"(;! --input zone
@ TXT "v=spf1 -all"
_dmarc.example.com TXT "v=DMARC1; p=reject"
)",
    .good = R"(;! --input zone
@ TXT "v=spf1 -all"
_dmarc.example.com. TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::source_owner_doubled
