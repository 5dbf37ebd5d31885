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
  std::set<dns::Name> whole_zones;  // what they do not list does not exist,
  std::set<dns::Name> cuts;         // except at and below what is delegated, and below a DNAME
};

Names names_of(const Facts& facts) {
  Names names;
  for (const inputs::Record* record : published(facts)) {
    names.owners.insert(record->owner);
    if (record->type == "SOA") names.whole_zones.insert(record->owner);
    if (record->type == "NS" || record->type == "DNAME") names.cuts.insert(record->owner);
  }
  std::erase_if(names.cuts, [&](const dns::Name& name) { return names.whole_zones.contains(name); });
  return names;
}

std::optional<dns::Name> target_of(const inputs::Record& record) {
  if (!record.data) return std::nullopt;
  if (const auto* mx = std::get_if<dns::Mx>(&*record.data)) return mx->exchange;
  const bool is_target = record.type == "CNAME" || record.type == "NS";
  const auto* name = std::get_if<dns::Name>(&*record.data);
  return is_target && name != nullptr ? std::optional(*name) : std::nullopt;
}

// A target whose last part is not written: the zone, or what $ORIGIN says at its line.
struct Relative {
  dns::Name written, appended;
};

std::optional<Relative> relative_target(const inputs::Record& record, const dns::Name& target) {
  if (record.words.empty()) return std::nullopt;
  const auto written = dns::Name::parse(inputs::said(record, record.words.back()));
  if (!written || written->label_count() >= target.label_count()) return std::nullopt;
  const dns::Name appended = target.last_labels(target.label_count() - written->label_count());
  return appended.child(written->text()) == target ? std::optional(Relative{*written, appended}) : std::nullopt;
}

template <class Matches>
bool at_or_above(const dns::Name& name, Matches matches) {
  for (dns::Name at = name; !at.is_root(); at = at.parent())
    if (matches(at)) return true;
  return false;
}

bool is_missing(const dns::Name& target, const Names& names) {
  return at_or_above(target, [&](const dns::Name& at) { return names.whole_zones.contains(at); });
}

// Many words are top-level domains: "mail.dev" may be meant to hang below the zone. Nobody means to repeat the zone's
// name; and what ends like most domains do, or does not exist in a zone that is known whole, was meant as it stands.
bool is_meant_absolute(const Relative& relative, const dns::Name& target, const inputs::Record& record,
                       const Names& names) {
  static const std::set<std::string, std::less<>> plain_endings{"com", "net", "org"};
  const dns::Name& written = relative.written;
  if (written.label_count() < 2 || !facts::ends_in_top_level_domain(written)) return false;
  return written.is_within(relative.appended) || (record.zone && written.is_within(*record.zone)) ||
         plain_endings.contains(written.last_labels(1).text()) || is_missing(target, names);
}

bool may_exist(const dns::Name& target, const Names& names) {
  return names.owners.contains(target) || names.owners.contains(target.parent().child("*").value_or(target)) ||
         at_or_above(target, [&](const dns::Name& at) { return names.cuts.contains(at); });
}

dns::Data with_target(const inputs::Record& record, const dns::Name& target) {
  if (const auto* mx = std::get_if<dns::Mx>(&*record.data)) return dns::Mx{mx->preference, target};
  return target;
}

void check_record(const inputs::Record& record, const Names& names, Findings& findings) {
  const auto target = target_of(record);
  const auto relative = target ? relative_target(record, *target) : std::nullopt;
  if (!relative || may_exist(*target, names) || !is_meant_absolute(*relative, *target, record, names)) return;
  const Span end{record.words.back().end, record.words.back().end};
  Finding& finding = findings.add(data_of(record), end, "write '.' here")
                         .says(fmt::format("the target is read as {}", target->text()));
  if (auto text = inputs::write_as(record.format, with_target(record, relative->written)))
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
