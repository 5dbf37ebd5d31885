#include <fmt/format.h>

#include "report/publishing/output.h"

namespace mailauth::report {

namespace {

constexpr unsigned service_width = 18;

std::string line(std::string_view label, std::string_view text, const Pen& pen) {
  return wrap(pen.prose(text), pen.width(), 2 + service_width, fmt::format("  {:<{}}", label, service_width));
}

std::string step(std::string_view label, const Publishing::Step& step, const Pen& pen) {
  const auto word = [](const std::optional<std::string>& value) { return value.value_or("not known"); };
  const std::string before = word(step.before), after = word(step.after);
  const std::string text = step.before && before == after
                               ? fmt::format("{}, as before", after)
                               : fmt::format("{} {} {}", before, pen.style().utf8 ? "→" : "->", after);
  return line(label, text, pen);
}

std::string list(std::string_view label, const std::vector<std::string>& words, const Pen& pen) {
  return words.empty() ? "" : line(label, fmt::format("{}", fmt::join(words, ", ")), pen);
}

std::string list(std::string_view label, const std::vector<rules::Finding>& findings, const Pen& pen) {
  std::vector<std::string> words;
  for (const rules::Finding& finding : findings)
    words.push_back(fmt::format("{} ({})", finding.rule->id, label_of(finding)));
  return list(label, words, pen);
}

}  // namespace

std::string publishing_text(const Publishing& publishing, const Pen& pen) {
  std::string text = "  " + pen.paint(Ink::dim, "what publishing changes") + "\n";
  text += step("policy", publishing.policy, pen);
  text += step("SPF lookups", publishing.spf_lookups, pen);
  text += list("loses SPF", publishing.lost_senders, pen);
  text += list("gets SPF", publishing.new_senders, pen);
  text += list("loses its key", publishing.lost_selectors, pen);
  text += list("gets a key", publishing.new_selectors, pen);
  text += list("new findings", publishing.new_findings, pen);
  text += list("repaired", publishing.gone_findings, pen);
  return text;
}

}  // namespace mailauth::report
