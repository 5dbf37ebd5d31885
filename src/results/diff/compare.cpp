// One domain, last time and this time.

#include <fmt/format.h>

#include "results/diff/parts.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using rules::Forgery;
using rules::OwnMail;

void compare_verdicts(const Result& before, const Result& after, Steps& steps) {
  if (before.forgery != after.forgery && !either_unknown(before.forgery, after.forgery))
    steps.add(trend_on({Forgery::anyone, Forgery::partly, Forgery::hard}, before.forgery, after.forgery),
              fmt::format("forgery {} -> {}", escaped(before.forgery), escaped(after.forgery)));
  if (before.own_mail != after.own_mail && !either_unknown(before.own_mail, after.own_mail))
    steps.add(trend_on({OwnMail::fails, OwnMail::at_risk, OwnMail::passes}, before.own_mail, after.own_mail),
              fmt::format("own mail {} -> {}", escaped(before.own_mail), escaped(after.own_mail)));
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

Steps steps_between(const Result& before, const Result& after) {
  Steps steps;
  if (before.exists != after.exists) {
    steps.add(after.exists ? Trend::better : Trend::worse,
              after.exists ? "the domain exists now" : "the domain does not exist any more");
    return steps;
  }
  compare_dmarc(before, after, steps);
  compare_spf(before, after, steps);
  compare_mx(before, after, steps);
  compare_further(before, after, steps);
  // What was not known last time did not come or go since then.
  if (before.complete) {
    compare_dkim(before, after, steps);
    compare_findings(before, after, steps);
    if (before.listed && after.listed) compare_lists(before, after, steps);
  }
  compare_verdicts(before, after, steps);
  return steps;
}

}  // namespace

std::optional<DomainChange> compare(const Result& before, const Result& after) {
  const std::string domain = text::escape_bytes(after.domain);
  if (!after.complete) return DomainChange{Movement::unknown, domain, {open_parts(after)}};
  Steps steps = steps_between(before, after);
  if (steps.what.empty()) return std::nullopt;
  return DomainChange{steps.movement(), domain, std::move(steps.what)};
}

}  // namespace mailauth::results
