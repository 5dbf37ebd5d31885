#include <fmt/format.h>

#include "mailauth/report/publication.h"
#include "report/json_text.h"
#include "report/route53_value.h"

namespace mailauth::report {

using repair::RecordSet;

namespace {

Json change(const RecordSet& set) {
  Json values = Json::array();
  for (const dns::Data& data : set.after.empty() ? set.before : set.after)
    values.push_back({{"Value", route53_value(data)}});
  return {{"Action", set.after.empty() ? "DELETE" : "UPSERT"},
          {"ResourceRecordSet",
           {{"Name", route53_name(set.owner) + "."},
            {"Type", dns::to_string(set.type)},
            {"TTL", set.ttl},
            {"ResourceRecords", std::move(values)}}}};
}

// The API takes a comment of at most 256 characters, and only one. A batch takes effect at once, and a set is deleted
// only if its TTL is right.
std::string batch_comment(const std::vector<RecordSet>& sets) {
  std::size_t activating = 0;
  bool deletes = false;
  for (const RecordSet& set : sets) {
    activating += set.activates ? 1 : 0;
    deletes = deletes || set.after.empty();
  }
  std::string text = "mailauth";
  if (activating > 0)
    text += fmt::format(": the last {} switch{} on what is not in force today: send {} separately, after the others",
                        activating == 1 ? "change" : fmt::format("{} changes", activating), activating == 1 ? "es" : "",
                        activating == 1 ? "it" : "them");
  if (deletes) text += ". DELETE needs the TTL as it is in the hosted zone";
  return text;
}

}  // namespace

std::string publication_route53(const std::vector<RecordSet>& sets) {
  Json changes = Json::array();
  for (const RecordSet& set : sets) changes.push_back(change(set));
  return dump({{"Comment", batch_comment(sets)}, {"Changes", std::move(changes)}});
}

}  // namespace mailauth::report
