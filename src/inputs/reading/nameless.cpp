#include "inputs/reading/nameless.h"

#include <algorithm>
#include <map>
#include <set>

#include "records/kind.h"

namespace mailauth::inputs {

namespace {

// Where the text of a set may be found: below "_domainkey" are keys, and whether one may be there is asked of that
// name.
std::string_view parent_of(const Nameless& set) {
  if (set.type != "TXT" && set.type != "CNAME") return {};
  for (const records::KindInfo& kind : records::kinds())
    if (!kind.more_in_front && kind.labels.substr(0, kind.labels.find('.')) == set.first_label &&
        !set.first_label.empty())
      return kind.labels;
  return records::labels_of(records::RecordKind::dkim);
}

bool is_below_mark(const dns::Name& name) {
  return std::ranges::any_of(name.labels(), [](std::string_view label) { return label[0] == '_' || label == "*"; });
}

// Below which names of a zone something may be found.
using Parents = std::map<dns::Name, std::set<std::string_view>>;

Parents parents_of(const std::vector<Nameless>& sets) {
  Parents parents;
  for (const Nameless& set : sets)
    if (const std::string_view parent = parent_of(set); !parent.empty()) parents[set.zone].insert(parent);
  return parents;
}

void add(const dns::Name& domain, const std::set<std::string_view>& parents, std::set<dns::Name>& names) {
  for (const std::string_view parent : parents)
    if (auto name = domain.child(parent)) names.insert(*std::move(name));
}

// The zones, and the names in them that the files have records of: each may be a domain that sends mail.
std::set<dns::Name> open_names(const Parents& parents, const PublishedState& state) {
  std::set<dns::Name> names;
  for (const auto& [zone, of_zone] : parents)
    if (!zone.is_root()) add(zone, of_zone, names);
  for (const auto& [key, members] : state.sets) {
    const dns::Name& domain = key.question.name;
    if (is_below_mark(domain)) continue;
    for (dns::Name zone = domain;; zone = zone.parent()) {
      if (const auto at = parents.find(zone); at != parents.end()) add(domain, at->second, names);
      if (zone.is_root()) break;
    }
  }
  return names;
}

}  // namespace

void leave_open(const std::vector<Nameless>& sets, PublishedState& state) {
  const Parents parents = parents_of(sets);
  if (parents.empty()) return;
  for (const dns::Name& name : open_names(parents, state))
    state.sets.try_emplace({{name, dns::Type::txt}, ""}, Members{.known = false, .records = {}});
}

}  // namespace mailauth::inputs
