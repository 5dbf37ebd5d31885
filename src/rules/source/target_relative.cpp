#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "facts/registered_domain.h"
#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_target_relative {

namespace {

// What the files say there is.
struct Names {
  std::set<dns::Name> owners;
  std::set<dns::Name> whole_zones;  // what they do not list does not exist
};

Names names_of(const Facts& facts) {
  Names names;
  for (const inputs::Record* record : published(facts)) {
    names.owners.insert(record->owner);
    if (record->type == "SOA") names.whole_zones.insert(record->owner);
  }
  return names;
}

std::optional<dns::Name> target_of(const inputs::Record& record) {
  if (!record.data) return std::nullopt;
  if (const auto* mx = std::get_if<dns::Mx>(&*record.data)) return mx->exchange;
  const bool is_target = record.type == "CNAME" || record.type == "NS";
  const auto* name = std::get_if<dns::Name>(&*record.data);
  return is_target && name != nullptr ? std::optional(*name) : std::nullopt;
}

// The target as it is written, when the zone was appended to it.
std::optional<dns::Name> written_target(const inputs::Record& record, const dns::Name& target) {
  if (!record.zone || record.words.empty()) return std::nullopt;
  const auto written = dns::Name::parse(inputs::said(record, record.words.back()));
  return written && record.zone->child(written->text()) == target ? written : std::nullopt;
}

bool is_known_whole(const dns::Name& zone, const Names& names) {
  return std::ranges::any_of(names.whole_zones, [&](const dns::Name& apex) { return zone.is_within(apex); });
}

// Many words are top-level domains: "mail.dev" may be meant to hang below the zone. Nobody means to repeat the zone's
// name; and what ends like most domains do, or does not exist in a zone that is known whole, was meant as it stands.
bool is_meant_absolute(const dns::Name& written, const inputs::Record& record, const Names& names) {
  static const std::set<std::string, std::less<>> plain_endings{"com", "net", "org"};
  if (written.label_count() < 2 || !facts::ends_in_top_level_domain(written)) return false;
  return written.is_within(*record.zone) || plain_endings.contains(written.last_labels(1).text()) ||
         is_known_whole(*record.zone, names);
}

bool exists(const dns::Name& target, const Names& names) {
  return names.owners.contains(target) || names.owners.contains(target.parent().child("*").value_or(target));
}

dns::Data with_target(const inputs::Record& record, const dns::Name& target) {
  if (const auto* mx = std::get_if<dns::Mx>(&*record.data)) return dns::Mx{mx->preference, target};
  return target;
}

void check_record(const inputs::Record& record, const Names& names, Findings& findings) {
  const auto target = target_of(record);
  const auto written = target ? written_target(record, *target) : std::nullopt;
  if (!written || exists(*target, names) || !is_meant_absolute(*written, record, names)) return;
  const Span end{record.words.back().end, record.words.back().end};
  Finding& finding = findings.add(data_of(record), end, "write '.' here")
                         .says(fmt::format("the target is read as {}", target->text()));
  if (auto text = inputs::write_as(record.format, with_target(record, *written)))
    finding.write(all_words(record), *std::move(text));
}

void check(const Facts& facts, Findings& findings) {
  const Names& names = facts.worked_out.once(names_of, facts);
  for (const inputs::Record* record : published(facts)) check_record(*record, names, findings);
}

}  // namespace

extern const Rule rule{
    .id = "source-target-relative",
    .severity = Severity::error,
    .title = "The target of a CNAME, MX or NS lacks the final dot, so the zone's name is appended to it",
    .reference = "RFC 1035 5.1",
    .why = "In a zone file a name without a dot at its end continues with the name of the zone. The target does not "
           "exist: mail, keys or whole zones that it should lead to are not found.",
    .bad = R"(;! --input zone
@ TXT "v=spf1 -all"
s1._domainkey CNAME s1.dkim.example.net
)",
    .good = R"(;! --input zone
@ TXT "v=spf1 -all"
s1._domainkey CNAME s1.dkim.example.net.
)",
    .check = check};

}  // namespace mailauth::rules::source_target_relative
