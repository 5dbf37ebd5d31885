// One domain, last time and this time.

#include <fmt/format.h>

#include "report/verdict_words.h"
#include "results/diff/parts.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using rules::Forgery;
using rules::OwnMail;

// As reports say it.
template <class Value>
std::string answered(const Word<Value>& word) {
  return word.value() ? std::string(report::answer(*word.value()).word) : escaped(word);
}

void compare_verdicts(const Result& before, const Result& after, Steps& steps) {
  if (before.forgery != after.forgery && !either_unknown(before.forgery, after.forgery))
    steps.add(trend_on({Forgery::anyone, Forgery::partly, Forgery::hard}, before.forgery, after.forgery),
              fmt::format("can it be forged: {} -> {}", answered(before.forgery), answered(after.forgery)));
  if (before.own_mail != after.own_mail && !either_unknown(before.own_mail, after.own_mail))
    steps.add(trend_on({OwnMail::fails, OwnMail::at_risk, OwnMail::passes}, before.own_mail, after.own_mail),
              fmt::format("will its own mail pass: {} -> {}", answered(before.own_mail), answered(after.own_mail)));
}

// Which parts of the result the missing answers leave open.
std::string open_parts(const Result& result) {
  std::vector<std::string> parts;
  if (result.spf == SpfState::unknown) parts.emplace_back("SPF");
  if (result.dkim == DkimState::unknown) parts.emplace_back("DKIM");
  if (result.dmarc == DmarcState::unknown) parts.emplace_back("DMARC");
  if (result.mx == MxState::unknown) parts.emplace_back("MX");
  return parts.empty() ? "answers are missing" : "not known: " + text::join(parts, ", ");
}

// What the records say; nothing of what was found in them.
void compare_published(const Result& before, const Result& after, Steps& steps) {
  compare_dmarc(before, after, steps);
  compare_spf(before, after, steps);
  compare_mx(before, after, steps);
  compare_further(before, after, steps);
  // What was not known last time did not come or go since then.
  if (!before.complete) return;
  compare_dkim(before, after, steps);
  if (before.listed && after.listed) compare_lists(before, after, steps);
}

// Lines of versions that kept no hash have at least what they made of the records.
bool has_same_records(const Result& before, const Result& after) {
  if (!before.records.empty() && !after.records.empty()) return before.records == after.records;
  Steps steps;
  compare_published(before, after, steps);
  return before.exists == after.exists && steps.what.empty();
}

bool is_judged_otherwise(const Result& before, const Result& after) {
  return before.version != after.version && has_same_records(before, after);
}

std::string versions(const Result& before, const Result& after) {
  const auto shown = [](const Result& result) {
    return result.version.empty() ? std::string("an earlier one") : text::escape_bytes(result.version);
  };
  return fmt::format("mailauth {} -> {}", shown(before), shown(after));
}

Steps steps_between(const Result& before, const Result& after) {
  Steps steps;
  if (before.exists != after.exists) {
    steps.add(after.exists ? Trend::better : Trend::worse,
              after.exists ? "the domain exists now" : "the domain does not exist any more");
    return steps;
  }
  compare_published(before, after, steps);
  if (before.complete) compare_findings(before, after, steps);
  compare_verdicts(before, after, steps);
  return steps;
}

}  // namespace

std::optional<DomainChange> compare(const Result& before, const Result& after) {
  const std::string domain = text::escape_bytes(after.domain);
  if (!after.complete) return DomainChange{Movement::unknown, domain, {open_parts(after)}};
  Steps steps = steps_between(before, after);
  if (steps.what.empty()) return std::nullopt;
  if (is_judged_otherwise(before, after)) {
    steps.what.push_back(versions(before, after));
    return DomainChange{Movement::judged, domain, std::move(steps.what)};
  }
  return DomainChange{steps.movement(), domain, std::move(steps.what)};
}

}  // namespace mailauth::results
