// The report that a person reads: verdict first, one line a protocol, then what is wrong, what it does to
// mail and what to publish; counts and cost last.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>

#include "report/escape.h"
#include "report/formats.h"
#include "report/gaps.h"
#include "report/message/text.h"
#include "report/publishing/output.h"
#include "report/text/finding.h"
#include "report/text/parts.h"
#include "report/text/policy_table.h"
#include "report/text/senders_table.h"
#include "report/text/status_lines.h"
#include "report/verdict_words.h"
#include "text/idna.h"

namespace mailauth::report {

namespace {

constexpr unsigned question_width = 24;  // "Will its own mail pass?" and a blank

}  // namespace

std::string verdict_line(std::string_view question, const Answered& answered, std::string_view reason, const Pen& pen) {
  const std::string symbol = pen.symbol(answered.symbol);
  const std::string first = fmt::format("  {:<{}}{} ", question, question_width, symbol);
  const std::string text = reason.empty() ? std::string(answered.word) : fmt::format("{}: {}", answered.word, reason);
  return wrap(pen.prose(text), pen.width(), 2 + question_width + pen.symbol_width() + 1, first);
}

std::string status_text(const std::vector<StatusLine>& lines, const Pen& pen) {
  std::size_t name_width = 0;
  for (const StatusLine& line : lines) name_width = std::max(name_width, line.protocol.size() + 1);
  std::string out;
  for (const StatusLine& line : lines) {
    const std::string first = fmt::format("  {:<{}}{} ", line.protocol, name_width, pen.symbol(line.symbol));
    const unsigned indent = 2 + static_cast<unsigned>(name_width) + pen.symbol_width() + 1;
    out += wrap(pen.prose(fmt::format("{}", fmt::join(line.facts, pen.dot()))), pen.width(), indent, first);
  }
  return out;
}

namespace {

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string counts(const std::vector<rules::Finding>& findings) {
  const auto known = [](const rules::Finding& f) { return f.certainty != rules::Certainty::indeterminate; };
  const auto of = [&](rules::Severity severity) {
    return count_if(findings, [&](const rules::Finding& f) { return known(f) && f.severity == severity; });
  };
  std::vector<std::string> parts;
  if (const auto n = of(rules::Severity::error); n > 0) parts.push_back(count(n, "error", "errors"));
  if (const auto n = of(rules::Severity::warning); n > 0) parts.push_back(count(n, "warning", "warnings"));
  if (const auto n = of(rules::Severity::info); n > 0) parts.push_back(fmt::format("{} info", n));
  if (const auto n = count_if(findings, std::not_fn(known)); n > 0) parts.push_back(fmt::format("{} not known", n));
  return parts.empty() ? "no findings" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string cost(const dns::Cost& cost, const Pen& pen) {
  std::vector<std::string> parts;
  if (cost.questions > 0)
    parts.push_back(fmt::format("{} in {:.2f} s", count(cost.questions, "question", "questions"),
                                static_cast<double>(cost.elapsed.count()) / 1000.0));
  for (const std::string& server : cost.servers) parts.push_back(pen.display(server));
  return fmt::format("{}", fmt::join(parts, pen.dot()));
}

// What fails the job when there is a baseline: the rest is known.
std::string since_baseline(const DomainReport& report, const Pen& pen) {
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < report.changes.size(); ++i) {
    const std::string_view id = report.findings[i].rule->id;
    const bool named = std::ranges::find(ids, id) != ids.end();
    const bool known = report.findings[i].certainty != rules::Certainty::indeterminate;
    if (report.changes[i] != Change::unchanged && known && !named) ids.push_back(id);
  }
  return ids.empty() ? "" : wrap(fmt::format("{}", fmt::join(ids, ", ")), pen.width(), 7, "  new: ");
}

}  // namespace

std::string footer(const DomainReport& report, const Pen& pen) {
  std::string line = counts(report.findings);
  std::size_t known = 0;
  for (std::size_t i = 0; i < report.changes.size(); ++i)
    if (report.changes[i] == Change::unchanged) known += report.findings[i].count();
  if (known > 0) line += fmt::format("{}{} known from the baseline", pen.dot(), known);
  std::size_t ignored = 0;
  for (const Suppressed& suppressed : report.suppressed) ignored += suppressed.finding.count();
  if (ignored > 0) line += fmt::format("{}{} ignored", pen.dot(), ignored);
  if (const std::string spent = cost(report.cost, pen); !spent.empty()) line += std::string(pen.dot()) + spent;
  std::string out = wrap(line, pen.width(), 2, "  ") + since_baseline(report, pen);
  if (!report.findings.empty())
    out += pen.paint(Ink::dim, fmt::format("  more: mailauth explain {}\n", report.findings.front().rule->id));
  return out;
}

namespace {

std::string one_domain(const DomainReport& report, const Pen& pen) {
  if (report.message != nullptr) return message_text(report, pen);
  const facts::Facts& facts = report.facts;
  const std::string name = pen.display(text::to_unicode(facts.domain().text()));
  std::string out = "\n  " + pen.paint(Ink::bold, name);
  if (name != facts.domain().text()) out += fmt::format(" ({})", facts.domain().text());
  out += "\n  " + pen.paint(Ink::dim, pen.line(pen.width() - 4)) + "\n";
  out += verdict_line("Can it be forged?", answer(report.verdict.forgery), report.verdict.forgery_reason, pen);
  const auto& senders = rules::senders(facts);
  out += verdict_line("Will its own mail pass?", answer(report.verdict.own_mail, senders),
                      report.verdict.own_mail_reason, pen);
  if (facts.domain_exists) {
    if (const std::string table = senders_table(senders, pen); !table.empty()) out += "\n" + table;
    out += "\n" + status_text(status_lines(report), pen);
    if (const std::string table = policy_table(facts.dmarc.discovery, pen); !table.empty()) out += "\n" + table;
    if (report.publishing != nullptr) out += "\n" + publishing_text(*report.publishing, pen);
  }
  return out + "\n" + findings_text(report.findings, pen) + untried_text(report.repairs_untried, pen) +
         footer(report, pen);
}

std::string place_of(const inputs::Gap& gap) {
  const bool whole = gap.position.line == 0 || !gap.resource.empty();
  return whole ? gap.position.file : fmt::format("{}:{}", gap.position.file, gap.position.line);
}

std::string about_files(const inputs::Tally& files, const Pen& pen) {
  constexpr std::size_t most = 10;
  std::string out = "\n" + wrap(summary_of(files), pen.width(), 2, "  ");
  const std::size_t told = std::min(files.gaps.size(), most);
  for (const inputs::Gap& gap : std::span(files.gaps).first(told)) {
    const Symbol symbol = gap.why == inputs::Gap::Why::not_read ? Symbol::bad : Symbol::unknown;
    const std::string text =
        fmt::format("{}: {}: {}", label_of(gap.why), pen.display(place_of(gap)), pen.display(gap.what));
    out += wrap(text, pen.width(), 3 + pen.symbol_width(), fmt::format("  {} ", pen.symbol(symbol)));
  }
  if (const std::string more = how_many_more(files, told); !more.empty()) out += fmt::format("  {}\n", more);
  return out;
}

}  // namespace

// Of a message that was sent nobody knows whether it passes DMARC as long as nobody knows who sent it.
bool is_complete(const DomainReport& report) {
  const facts::MessageFacts* message = report.message;
  const bool is_open = message != nullptr && !message->request.unsent &&
                       (message->rfc7489 == facts::DmarcResult::unknown ||
                        message->rfc9989 == facts::DmarcResult::unknown);
  return report.facts.unanswered.empty() && !is_open;
}

ReportWriter text_report(Write write, const TextStyle& style) {
  return {[write, pen = Pen(style)](const DomainReport& report) {
            write(without_workflow_commands(one_domain(report, pen)));
          },
          [write, pen = Pen(style)](const inputs::Tally* files) {
            if (files != nullptr) write(without_workflow_commands(about_files(*files, pen)));
          }};
}

}  // namespace mailauth::report
