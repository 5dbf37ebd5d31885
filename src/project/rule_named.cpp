#include "project/rule_named.h"

#include <fmt/format.h>

#include "project/error.h"
#include "text/edit_distance.h"

namespace mailauth::project {

namespace {

std::string unknown_rule(const std::string& id) {
  std::vector<std::string_view> ids;
  for (const rules::Rule* rule : rules::catalog()) ids.push_back(rule->id);
  const auto meant = text::nearest(id, ids, 4);
  return fmt::format("there is no rule '{}'; {}", id,
                     meant ? fmt::format("did you mean '{}'?", *meant) : "mailauth rules lists them");
}

}  // namespace

const rules::Rule& rule_named(const std::string& id) {
  const rules::Rule* rule = rules::find_rule(id);
  if (rule == nullptr) throw Error(unknown_rule(id));
  return *rule;
}

}  // namespace mailauth::project
