// The walk of an SPF evaluation, for people.

#include <fmt/format.h>

#include "facts/spf_tree.h"
#include "report/pen.h"
#include "report/spf.h"

namespace mailauth::report {

namespace {

using facts::SpfResult;
using facts::SpfStep;

constexpr std::size_t max_records_shown = 8;  // of one answer

Symbol symbol_of(SpfResult result) {
  switch (result) {
    case SpfResult::pass: return Symbol::good;
    case SpfResult::softfail:
    case SpfResult::neutral:
    case SpfResult::none: return Symbol::warning;
    case SpfResult::fail:
    case SpfResult::permerror: return Symbol::bad;
    case SpfResult::temperror: return Symbol::unknown;
  }
  return Symbol::unknown;
}

std::string came_back(const dns::Answer& answer) {
  if (!answer.found()) return std::string(dns::describe(answer.outcome));
  std::string text;
  for (std::size_t i = 0; i < answer.records.size() && i < max_records_shown; ++i)
    text += (i > 0 ? ", " : "") + dns::to_zone_text(answer.records[i].data);
  return answer.records.size() > max_records_shown ? text + ", ..." : text;
}

std::string answer_line(const dns::Answer& answer, unsigned indent, const Pen& pen) {
  const std::string question = dns::to_string(answer.question);
  return wrap(fmt::format("{}: {}", pen.display(question), pen.display(came_back(answer))), pen.width(), indent + 2,
              std::string(indent, ' ') + "? ");
}

// "lookup 3 of 10", "lookups 3 and 4 of 10": what this step added.
std::string cost(const SpfStep& step, const SpfStep& before) {
  std::string text;
  if (step.lookups == before.lookups + 1) text = fmt::format("lookup {} of {}", step.lookups, facts::spf_lookup_limit);
  if (step.lookups > before.lookups + 1)
    text = fmt::format("lookups {} and {} of {}", before.lookups + 1, step.lookups, facts::spf_lookup_limit);
  if (step.voids > before.voids)
    text += fmt::format("{}void {} of {}", text.empty() ? "" : ", ", step.voids, facts::spf_void_limit);
  return text;
}

std::string outcome(const SpfStep& step) {
  std::string text = step.result ? std::string(to_string(*step.result)) : "no match";
  if (step.matched) text = "match: " + text;
  return step.reason.empty() ? text : fmt::format("{} ({})", text, step.reason);
}

std::string record_lines(const SpfStep& step, const Pen& pen) {
  const unsigned indent = 2 + 4 * step.depth;
  std::string out = std::string(indent, ' ') + pen.paint(Ink::bold, pen.prose(step.domain) + " TXT") + "\n";
  if (!step.record.empty()) out += wrap(pen.display(step.record), pen.width(), indent + 2);
  if (!step.reason.empty()) out += wrap(pen.display(outcome(step)), pen.width(), indent + 2);
  for (const dns::Answer* answer : step.answers)
    if (!answer->found()) out += answer_line(*answer, indent + 2, pen);
  return out;
}

std::string term_lines(const SpfStep& step, const SpfStep& before, const Pen& pen) {
  const unsigned indent = 4 + 4 * step.depth;
  const Ink ink = step.matched ? Ink::green : step.result ? Ink::red : Ink::plain;
  const std::string costs = cost(step, before);
  std::string line = fmt::format("{} -> {}{}", pen.display(step.term), pen.display(outcome(step)),
                                 costs.empty() ? "" : fmt::format(", {}", costs));
  std::string out = pen.paint(ink, wrap(line, pen.width(), indent + 2, std::string(indent, ' ')));
  for (const dns::Answer* answer : step.answers) out += answer_line(*answer, indent + 2, pen);
  return out;
}

// What the last step has to say about it; an answer that did not come speaks for itself.
std::string reason_of(const facts::SpfCheck& check) {
  const std::string& reason = check.trace.back().reason;
  return reason.empty() ? "an answer did not come" : reason;
}

std::string why(const facts::SpfCheck& check) {
  switch (check.result) {
    case SpfResult::pass:
    case SpfResult::fail:
    case SpfResult::softfail: return check.mechanism + " decides";
    case SpfResult::neutral: return check.mechanism == "default" ? "no term matches" : check.mechanism + " decides";
    case SpfResult::none: return reason_of(check);
    case SpfResult::temperror:
    case SpfResult::permerror:
      return check.mechanism.empty() ? reason_of(check) : fmt::format("{}, at {}", reason_of(check), check.mechanism);
  }
  return "";
}

std::string decision(const facts::SpfCheck& check, const Pen& pen) {
  const std::string text = fmt::format("{}: {}", to_string(check.result), pen.display(why(check)));
  std::string out = fmt::format("  {} {}\n", pen.symbol(symbol_of(check.result)), pen.paint(Ink::bold, text));
  if (check.explanation) out += wrap("\"" + pen.display(*check.explanation) + "\"", pen.width(), 4);
  return out;
}

std::string why_spf_does_not_speak(const facts::SpfForDmarc& dmarc) {
  if (dmarc.spf.passes == facts::Known::unknown) return "the DNS did not say whether SPF passes";
  if (dmarc.spf.passes == facts::Known::no) return "SPF does not pass";
  return fmt::format("{} does not align with it", dmarc.authenticated.text());
}

// "reject", or of both generations when they differ.
std::string asked_of_receivers(const facts::DmarcOutcome& outcome) {
  const auto word = [](std::optional<records::dmarc::Policy> policy) {
    return policy ? std::string(to_string(*policy)) : "no policy";
  };
  if (outcome.policy_unknown) return "the DNS did not say which policy is in force";
  if (outcome.rfc7489 == outcome.rfc9989) return fmt::format("{} is in force", word(outcome.rfc9989));
  return fmt::format("{} is in force by RFC 9989, {} by RFC 7489", word(outcome.rfc9989), word(outcome.rfc7489));
}

std::string dmarc_line(const facts::SpfForDmarc& dmarc, const Pen& pen) {
  const facts::ByGeneration& passes = dmarc.outcome.passes;
  Symbol symbol = Symbol::good;
  std::string text = fmt::format("DMARC passes for From: {}: {} aligns", dmarc.from.text(), dmarc.authenticated.text());
  if (passes.either() != facts::Known::yes) {
    symbol = passes.either() == facts::Known::no ? Symbol::bad : Symbol::unknown;
    text = fmt::format("DMARC for From: {}: {}, so that only DKIM can make it pass; {}", dmarc.from.text(),
                       why_spf_does_not_speak(dmarc), asked_of_receivers(dmarc.outcome));
  } else if (passes.both() != facts::Known::yes) {
    symbol = Symbol::warning;
    text = fmt::format("DMARC for From: {} passes by RFC {} only, because {} aligns there", dmarc.from.text(),
                       passes.rfc7489 == facts::Known::yes ? "7489" : "9989", dmarc.authenticated.text());
  }
  return wrap(pen.prose(text), pen.width(), 3 + pen.symbol_width(), fmt::format("  {} ", pen.symbol(symbol)));
}

}  // namespace

std::string spf_check_text(const facts::SpfClient& client, const facts::SpfCheck& check,
                           const std::optional<facts::SpfForDmarc>& dmarc, const dns::Cost& cost,
                           const TextStyle& style) {
  const Pen pen(style);
  std::string out =
      "\n" + wrap(fmt::format("May {} send for {}? (HELO {})", text::to_string(client.ip), pen.prose(client.sender),
                              client.helo.empty() ? "not given" : pen.prose(client.helo)),
                  pen.width(), 2);
  out += "\n" + decision(check, pen);
  if (dmarc) out += dmarc_line(*dmarc, pen);
  out += "\n";
  SpfStep before;
  for (const SpfStep& step : check.trace) {
    out += step.term.empty() ? record_lines(step, pen) : term_lines(step, before, pen);
    before = {.lookups = step.lookups, .voids = step.voids};
  }
  for (const dns::Answer* answer : check.explanation_answers) out += answer_line(*answer, 4, pen);
  const std::string spent =
      fmt::format("{} of {} lookups{}{} of {} void lookups{}{}", check.lookups, facts::spf_lookup_limit, pen.dot(),
                  check.voids, facts::spf_void_limit, pen.dot(), fmt::join(cost.servers, ", "));
  return out + "\n" + wrap(pen.display(spent), pen.width(), 2);
}

}  // namespace mailauth::report
