// Zone files from anywhere under the rules about the way they are written: what is marked lies in the record, and what
// is to be written there can be read again.

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "inputs/document.h"
#include "rules/rule.h"
#include "support/judged.h"

namespace mailauth::source_rules_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// An owner, or the data of a record.
void check_edit(const rules::Finding& finding) {
  require(finding.record->whole().contains(finding.edit->span));
  if (finding.rule->id == "source-owner-doubled") return require(dns::Name::parse(finding.edit->text).has_value());
  const std::string line = "a " + std::string(dns::to_string(finding.type)) + " " + finding.edit->text;
  const auto again = inputs::read(line, "-", {.format = inputs::Format::zone, .origin = dns::Name()});
  require(std::holds_alternative<inputs::Document>(again));
}

void check_finding(const rules::Finding& finding) {
  require(finding.record != nullptr && !finding.message.empty());
  for (const rules::Mark& mark : finding.marks) {
    require(mark.span.begin <= mark.span.end && finding.record->whole().contains(mark.span));
    require(text::position_of(*finding.record, mark.span.begin).line > 0);
  }
  if (finding.edit) check_edit(finding);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto read = inputs::read({reinterpret_cast<const char*>(data), size}, "-",
                           {.format = inputs::Format::zone, .origin = dns::Name::parse("example.com")});
  auto* document = std::get_if<inputs::Document>(&read);
  if (document == nullptr) return 0;
  facts::Facts facts;
  facts.request.domain = *dns::Name::parse("example.com");
  facts.request.published = std::make_shared<const inputs::SharedRecords>(inputs::share(std::move(document->records)));
  rules::Findings findings;
  for (const rules::Rule* rule : rules::catalog()) {
    if (rules::area(*rule) != "source") continue;
    findings.begin(*rule);
    rule->check(facts, findings);
  }
  const std::vector<rules::Finding> found = findings.take();
  for (const rules::Finding& finding : found) check_finding(finding);
  require(test::most_alike(found) <= rules::max_findings_alike);
  return 0;
}

}  // namespace mailauth::source_rules_fuzz
