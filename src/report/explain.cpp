// What the catalog says: `mailauth explain RULE`, `mailauth rules`, docs/rules.md.

#include <fmt/format.h>

#include "report/json_text.h"
#include "report/pen.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

std::string sample(std::string_view title, std::string_view zone, const Pen& pen) {
  std::string out = "\n  " + pen.paint(Ink::bold, title) + "\n";
  for (const std::string_view line : text::split(text::trim(zone), '\n'))
    out += fmt::format("    {}\n", pen.display(line));
  return out;
}

std::string markdown_sample(std::string_view title, std::string_view zone) {
  return fmt::format("{}\n\n```dns\n{}\n```\n\n", title, text::trim(zone));
}

std::string markdown(const rules::Rule& rule) {
  std::string out =
      fmt::format("## {}\n\n**{}** · {} · {}\n\n", rule.id, to_string(rule.severity), rule.title, rule.reference);
  out += fmt::format("{}\n\n", rule.why);
  return out + markdown_sample("Wrong:", rule.bad) + markdown_sample("Right:", rule.good);
}

}  // namespace

std::string explain_text(const rules::Rule& rule, const TextStyle& style) {
  const Pen pen(style);
  std::string out = fmt::format("\n  {}  {}\n", pen.paint(Ink::bold, rule.id),
                                pen.paint(ink_of(rule.severity), to_string(rule.severity)));
  out += wrap(fmt::format("{}.", rule.title), pen.width(), 2);
  out += "\n" + wrap(rule.why, pen.width(), 2);
  out += sample("wrong", rule.bad, pen) + sample("right", rule.good, pen);
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
    out.text("bad", text::trim(rule->bad)).text("good", text::trim(rule->good));
  });
  return finish(out);
}

std::string rules_markdown() {
  std::string out =
      "# Rules\n\nWritten by `mailauth rules --format markdown`; a test keeps it in step with the program.\n"
      "Zones are for example.com. A comment that begins with `;!` gives an option of the audit, or an answer that a\n"
      "zone cannot say.\n\n";
  for (const rules::Rule* rule : rules::catalog()) out += markdown(*rule);
  out.pop_back();
  return out;
}

}  // namespace mailauth::report
