// What the catalog says: `mailauth explain RULE`, `mailauth rules`, docs/rules.md.

#include <fmt/format.h>

#include "report/json_text.h"
#include "report/pen.h"
#include "report/shown_sample.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

std::string sample(std::string_view title, std::string_view zone, std::string_view message, const Pen& pen) {
  const ShownSample shown = shown_sample(zone, message);
  std::string out = "\n  " + pen.paint(Ink::bold, title) + "\n";
  if (!shown.circumstances.empty()) out += wrap(fmt::format("({})", shown.circumstances), pen.width(), 4);
  for (const std::string_view line : text::split(shown.zone, '\n')) out += fmt::format("    {}\n", pen.display(line));
  return out;
}

std::string markdown_sample(std::string_view title, std::string_view zone, std::string_view message) {
  const ShownSample shown = shown_sample(zone, message);
  const std::string with = shown.circumstances.empty() ? "" : fmt::format(" (`{}`)", shown.circumstances);
  return fmt::format("{}{}:\n\n```{}\n{}\n```\n\n", title, with, message.empty() ? "dns" : "text", shown.zone);
}

void put_sample(JsonWriter& out, std::string_view name, std::string_view zone, std::string_view message) {
  const ShownSample shown = shown_sample(zone, message);
  out.text(name, shown.zone);
  if (!shown.circumstances.empty()) out.text(fmt::format("{}_when", name), shown.circumstances);
}

std::string markdown(const rules::Rule& rule) {
  std::string out =
      fmt::format("## {}\n\n**{}** · {} · {}\n\n", rule.id, to_string(rule.severity), rule.title, rule.reference);
  out += fmt::format("{}\n\n", rule.why);
  return out + markdown_sample("Wrong", rule.bad, rule.bad_message) +
         markdown_sample("Right", rule.good, rule.good_message);
}

}  // namespace

std::string explain_text(const rules::Rule& rule, const TextStyle& style) {
  const Pen pen(style);
  std::string out = fmt::format("\n  {}  {}\n", pen.paint(Ink::bold, rule.id),
                                pen.paint(ink_of(rule.severity), to_string(rule.severity)));
  out += wrap(fmt::format("{}.", rule.title), pen.width(), 2);
  out += "\n" + wrap(rule.why, pen.width(), 2);
  out += sample("wrong", rule.bad, rule.bad_message, pen) + sample("right", rule.good, rule.good_message, pen);
  return out + "\n" + wrap(fmt::format("Reference: {}", rule.reference), pen.width(), 2);
}

std::string rules_text(const TextStyle& style) {
  const Pen pen(style);
  constexpr unsigned id_width = 34;
  std::string out;
  for (const rules::Rule* rule : rules::catalog()) {
    const std::string first = fmt::format("{:<8}{:<{}} ", to_string(rule->severity), rule->id, id_width);
    out += wrap(rule->title, pen.width(), 8 + id_width + 1, first);
  }
  return out;
}

std::string rules_json() {
  JsonWriter out(indented);
  out.objects(rules::catalog(), [&](const rules::Rule* rule) {
    out.text("id", rule->id).text("area", rules::area(*rule)).text("severity", to_string(rule->severity));
    out.text("title", rule->title).text("reference", rule->reference).text("why", rule->why);
    put_sample(out, "bad", rule->bad, rule->bad_message);
    put_sample(out, "good", rule->good, rule->good_message);
  });
  return finish(out);
}

std::string rules_markdown() {
  std::string out =
      "# Rules\n\nWritten by `mailauth rules --format markdown`; a test keeps it in step with the program.\n"
      "Zones are for example.com; what other domains publish stands there with its whole name. Long keys are\n"
      "shortened. In brackets stands what the audit was told, and what a zone cannot say.\n\n";
  for (const rules::Rule* rule : rules::catalog()) out += markdown(*rule);
  out.pop_back();
  return out;
}

}  // namespace mailauth::report
