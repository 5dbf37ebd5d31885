#include "inputs/reading/nameless.h"

#include <algorithm>

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

// The zone, and the names in it that the files have records of: each may be a domain that sends mail.
std::set<dns::Name> domains_of(const Nameless& set, const PublishedState& state) {
  std::set<dns::Name> domains;
  if (!set.zone.is_root()) domains.insert(set.zone);
  for (const auto& [key, members] : state.sets)
    if (key.question.name.is_within(set.zone) && !is_below_mark(key.question.name)) domains.insert(key.question.name);
  return domains;
}

}  // namespace

void leave_open(const Nameless& set, PublishedState& state) {
  const std::string_view parent = parent_of(set);
  if (parent.empty()) return;
  for (const dns::Name& domain : domains_of(set, state))
    if (const auto name = domain.child(parent))
      state.sets.try_emplace({{*name, dns::Type::txt}, ""}, Members{.known = false, .records = {}});
}

}  // namespace mailauth::inputs
