#include <fmt/format.h>

#include "rules/source_help.h"

namespace mailauth::rules {

namespace {

// "_dmarc.example.com" in the zone example.com; nothing unless the zone was appended to what already ends with it.
std::optional<dns::Name> meant_owner(const inputs::Record& record) {
  if (!record.zone || record.zone->label_count() < 2 || record.written_owner.text.empty()) return std::nullopt;
  const std::string_view written = record.written_owner.text;
  if (dns::is_absolute(written)) return std::nullopt;
  const auto meant = dns::Name::parse(written);
  const bool appended = meant && record.zone->child(meant->text()) == record.owner;
  return appended && meant->is_within(*record.zone) ? meant : std::nullopt;
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts)) {
    const auto meant = meant_owner(*record);
    if (!meant) continue;
    const Span end{record->written_owner.whole().end, record->written_owner.whole().end};
    findings.add(record->written_owner, end, "write '.' here")
        .says(fmt::format("the record goes to {}, where {} was meant", record->owner.text(), meant->text()))
        .write(record->written_owner.whole(), meant->text() + ".");
  }
}

}  // namespace

extern const Rule source_owner_doubled{
    .id = "source-owner-doubled",
    .severity = Severity::error,
    .title = "The owner ends with the zone's name and lacks the final dot, so the zone is appended once more",
    .reference = "RFC 1035 5.1",
    .why =
        "In a zone file a name without a dot at its end continues with the name of the zone. The record is published "
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

}  // namespace mailauth::rules
