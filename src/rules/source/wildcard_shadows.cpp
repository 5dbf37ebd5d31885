#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "records/kind.h"
#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_wildcard_shadows {

namespace {

using inputs::Record;

constexpr std::size_t most_labels = 16;  // below the wildcard's parent, of a name that is looked at

// Mail for every name below a domain: its wildcard MX.
using Wildcards = std::map<dns::Name, const Record*>;  // by the name that they hang below

Wildcards mail_wildcards(const std::vector<const Record*>& records) {
  Wildcards wildcards;
  for (const Record* record : records)
    if (record->type == "MX" && record->data && !record->owner.is_root() && record->owner.labels().front() == "*" &&
        !std::get<dns::Mx>(*record->data).exchange.is_root())
      wildcards.emplace(record->owner.parent(), record);
  return wildcards;
}

// The name right below the wildcard's parent that exists because of the owner. RFC 4592 2.2.2: so do names between
// them, even without records of their own.
std::optional<dns::Name> taken_out(const dns::Name& owner, const dns::Name& parent) {
  const std::size_t below = owner.label_count() - parent.label_count();
  if (below == 0 || below > most_labels) return std::nullopt;
  const dns::Name name = owner.last_labels(parent.label_count() + 1);
  const std::string_view label = name.labels().front();
  return label == "*" || label.starts_with('_') ? std::nullopt : std::optional(name);
}

// What shows that mail is meant: a policy or a key below the name, or SPF at it.
bool is_for_mail(const Record& record) {
  return records::place_of(record.owner.text()) ||
         (is_txt(record) && records::spf::is_spf(published_text(record).text));
}

// With an address of its own a name is a host, which takes mail without an MX (RFC 5321 5.1).
std::set<dns::Name> names_that_take_mail(const std::vector<const Record*>& records) {
  static constexpr std::array<std::string_view, 4> types{"MX", "CNAME", "A", "AAAA"};
  std::set<dns::Name> names;
  for (const Record* record : records)
    if (std::ranges::find(types, record->type) != types.end()) names.insert(record->owner);
  return names;
}

// Those that are for mail, by the names at and above theirs that have a wildcard.
std::map<dns::Name, std::vector<const Record*>> below(const Wildcards& wildcards,
                                                      const std::vector<const Record*>& records) {
  std::map<dns::Name, std::vector<const Record*>> below;
  if (wildcards.empty()) return below;
  for (const Record* record : records) {
    if (!is_for_mail(*record)) continue;
    dns::Name at = record->owner;
    for (std::size_t i = 0; i <= most_labels; ++i, at = at.parent()) {
      if (wildcards.contains(at)) below[at].push_back(record);
      if (at.is_root()) break;
    }
  }
  return below;
}

std::vector<const Record*> records_above(const Facts& facts) {
  std::vector<const Record*> above;
  if (!facts.request.published) return above;
  for (const auto& record : *facts.request.published)
    if (record->action != inputs::Action::remove && is_above(*record, facts)) above.push_back(record.get());
  return above;
}

void check(const Facts& facts, Findings& findings) {
  const std::vector<const Record*> own = published(facts);
  std::vector<const Record*> all = records_above(facts);
  all.insert(all.end(), own.begin(), own.end());
  const Wildcards wildcards = mail_wildcards(all);
  const std::set<dns::Name> hosts = names_that_take_mail(all);
  for (const auto& [parent, records] : below(wildcards, own)) {
    std::set<dns::Name> seen;
    for (const Record* record : records) {
      const auto name = taken_out(record->owner, parent);
      if (!name || !seen.insert(*name).second || hosts.contains(*name)) continue;
      findings.add(data_of(*record), all_words(*record), fmt::format("{} needs an MX of its own", name->text()))
          .says(fmt::format("because of this record {} exists, so the wildcard *.{} MX no longer answers for it",
                            name->text(), parent.text()));
    }
  }
}

}  // namespace

extern const Rule rule{
    .id = "source-wildcard-shadows",
    .severity = Severity::warning,
    .title = "A name with records of its own gets no mail through the wildcard MX",
    .reference = "RFC 4592 2.2.1",
    .why = "A wildcard answers only for names that do not exist. A record at a name, or anywhere below it, makes the "
           "name exist: from then on mail to it does not go to the hosts of the wildcard, and bounces.",
    .bad = R"(;! --input zone
@ MX 10 mail
* MX 10 mail
mail A 192.0.2.1
_dmarc.shop TXT "v=DMARC1; p=reject"
)",
    .good = R"(;! --input zone
@ MX 10 mail
* MX 10 mail
mail A 192.0.2.1
shop MX 10 mail
_dmarc.shop TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::source_wildcard_shadows
