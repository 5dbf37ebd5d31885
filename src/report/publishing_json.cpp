#include "report/publishing_output.h"

namespace mailauth::report {

namespace {

Json step_json(const Publishing::Step& step) {
  const auto value = [](const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); };
  return {{"before", value(step.before)}, {"after", value(step.after)}};
}

Json findings_json(const std::vector<rules::Finding>& findings) {
  Json json = Json::array();
  for (const rules::Finding& finding : findings)
    json.push_back({{"rule", finding.rule->id},
                    {"severity", to_string(finding.severity)},
                    {"name", finding.name.text()},
                    {"type", dns::to_string(finding.type)}});
  return json;
}

}  // namespace

Json publishing_json(const Publishing& publishing) {
  return {{"policy", step_json(publishing.policy)},
          {"spf_lookups", step_json(publishing.spf_lookups)},
          {"lost_senders", publishing.lost_senders},
          {"new_senders", publishing.new_senders},
          {"lost_selectors", publishing.lost_selectors},
          {"new_selectors", publishing.new_selectors},
          {"new_findings", findings_json(publishing.new_findings)},
          {"gone_findings", findings_json(publishing.gone_findings)}};
}

}  // namespace mailauth::report
