// A diff for programs: one JSON document that is written as it comes.

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "mailauth/sweep/diff.h"
#include "report/json_text.h"
#include "sweep/result_file_json.h"

namespace mailauth::sweep {

namespace {

using report::Json;

std::string head(const DiffCounts& counts) {
  Json json = {{"before", file_json(counts.before)}, {"after", file_json(counts.after)}};
  json["domains"] = counts.domains;
  json["repeated"] = counts.repeated;
  json["unchanged"] = counts.unchanged;
  for (std::size_t i = 0; i < movements; ++i) json[std::string(to_string(static_cast<Movement>(i)))] = counts.of[i];
  std::string text = json.dump(2);
  text.resize(text.rfind('}') - 1);  // without "\n}"
  return text + ",\n  \"changes\": [";
}

std::string element(const DomainChange& change, bool first) {
  const Json json = {{"domain", change.domain}, {"movement", to_string(change.movement)}, {"what", change.what}};
  return (first ? "\n    " : ",\n    ") + json.dump();
}

}  // namespace

DiffWriter diff_to_json(Write write) {
  const auto first = std::make_shared<bool>(true);
  return {[write](const DiffCounts& counts) { write(head(counts)); },
          [write, first](const DomainChange& change) { write(element(change, std::exchange(*first, false))); },
          [write, first] { write(*first ? "]\n}\n" : "\n  ]\n}\n"); }};
}

}  // namespace mailauth::sweep
