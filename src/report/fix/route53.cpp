#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "report/fix/route53_value.h"
#include "report/json_text.h"
#include "report/publication.h"

namespace mailauth::report {

using repair::RecordSet;

namespace {

void put_record_set(JsonWriter& out, const RecordSet& set) {
  out.text("Name", route53_name(set.owner) + ".").text("Type", dns::to_string(set.type)).number("TTL", set.ttl);
  out.objects("ResourceRecords", set.after.empty() ? set.before : set.after,
              [&](const dns::Data& data) { out.text("Value", route53_value(data)); });
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
  if (std::ranges::any_of(sets, std::logical_not(), &RecordSet::is_known))
    text += ". It was not asked what is there: UPSERT replaces it";
  if (deletes) text += ". DELETE needs the TTL as it is in the hosted zone";
  return text;
}

}  // namespace

std::string publication_route53(const std::vector<RecordSet>& sets) {
  JsonWriter out(indented);
  out.object([&] {
    out.text("Comment", batch_comment(sets)).objects("Changes", sets, [&](const RecordSet& set) {
      out.text("Action", set.after.empty() ? "DELETE" : "UPSERT").object("ResourceRecordSet", put_record_set, set);
    });
  });
  return finish(out);
}

}  // namespace mailauth::report
