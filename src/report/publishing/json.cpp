#include "report/publishing/output.h"

namespace mailauth::report {

namespace {

void put_before_and_after(JsonWriter& out, const Publishing::Step& step) {
  out.text("before", step.before).text("after", step.after);
}

void put_short_finding(JsonWriter& out, const rules::Finding& finding) {
  out.text("rule", finding.rule->id).text("severity", to_string(finding.severity));
  out.text("name", finding.name.text()).text("type", dns::to_string(finding.type));
}

}  // namespace

void put_publishing(JsonWriter& out, const Publishing& publishing) {
  out.object("policy", put_before_and_after, publishing.policy);
  out.object("spf_lookups", put_before_and_after, publishing.spf_lookups);
  out.texts("lost_senders", publishing.lost_senders).texts("new_senders", publishing.new_senders);
  out.texts("lost_selectors", publishing.lost_selectors).texts("new_selectors", publishing.new_selectors);
  out.objects("new_findings", publishing.new_findings, put_short_finding);
  out.objects("gone_findings", publishing.gone_findings, put_short_finding);
}

}  // namespace mailauth::report
