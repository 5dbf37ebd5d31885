#include "inputs/route53/set.h"

#include "inputs/reading/fields.h"

namespace mailauth::inputs {

Records read_route53_set(const Tree& set, Record common, const Where& where) {
  expect_map(set, "ResourceRecordSet", where.path);
  const Tree& name = required_text(set, "Name", where.path);
  common.owner = owner_of(name, where, route53_manner);
  common.type = type_text(required_text(set, "Type", where.path).scalar);
  common.ttl = ttl_of(set.find("TTL"));
  if (const Tree* identifier = set.find_text("SetIdentifier")) common.set = identifier->scalar;
  take_owner(common, value_of(name));

  // An alias is answered with the addresses that its target has at the time of the question.
  if (const Tree* alias = set.find("AliasTarget")) return {without_value(common, *alias, where, Unread::alias)};
  Records records;
  for (const Tree& each : required_list(set, "ResourceRecords", where.path).items)
    records.push_back(with_value(common, value_of(required_text(each, "Value", where.path)), where, route53_manner));
  return records;
}

}  // namespace mailauth::inputs
