#pragma once
// What the reports are made of, and the formats.

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dns/evidence.h"
#include "facts/facts.h"
#include "rules/rule.h"
#include "rules/verdict.h"

namespace mailauth::report {

// A finding that the project knows about and has decided to live with: it is kept, but does not count.
struct Suppressed {
  rules::Finding finding;
  std::string reason;      // as the project wrote it
  std::string until;       // the last day, "2027-01-31"; empty: for good
  text::Position because;  // where that is written: mailauth.toml:12:1
};

// A finding beside those of an earlier run, the baseline.
enum class Change : uint8_t {
  added,
  worse,  // it was there, with a lower severity
  unchanged,
};
std::string_view to_string(Change change);  // "added": stable, for JSON

struct Publishing;  // report/publishing.h

// One audited domain. References live as long as the audit.
struct DomainReport {
  const facts::Facts& facts;
  const std::vector<rules::Finding>& findings;
  const rules::Verdict& verdict;
  const dns::Cost& cost;
  // Where in a file somebody asked for the domain: the list, the configuration, the file of records that is linted.
  // What is found where no record stands is reported there. Empty: nobody knows.
  text::Position origin = {};
  std::span<const Suppressed> suppressed = {};
  std::span<const Change> changes = {};    // of each finding, in their order; empty: there is no baseline
  const Publishing* publishing = nullptr;  // what it was beside these facts before; null: not compared
  unsigned repairs_untried = 0;            // of so many findings, because what was published is too much
  // The report is about this message, and `facts` only names the domain in its From. Null: it is about the domain.
  const facts::MessageFacts* message = nullptr;
};

// Every answer that a verdict rests on has come.
bool is_complete(const DomainReport& report);

inline constexpr unsigned unlimited_width = std::numeric_limits<unsigned>::max();  // nothing is wrapped

struct TextStyle {
  bool colour = false;
  bool utf8 = true;      // draw with ✓ ─ │; otherwise with ASCII
  unsigned width = 80;   // columns, at least 40
  bool verbose = false;  // also findings of severity info in full, and what was fine
};

std::string to_text(const std::vector<DomainReport>& domains, const TextStyle& style);

// docs/report.schema.json describes it. Ends with a line feed.
std::string to_json(const std::vector<DomainReport>& domains);

// One of its domains, on one line without a line feed.
std::string to_json_object(const DomainReport& domain);

// One record judged as text. `id` and `name` are the caller's own; they may be empty.
struct RecordReport {
  std::string_view id;       // JSON text, such as "\"a1\"" or "17"
  std::string_view kind;     // "spf"
  std::string_view verdict;  // "valid", "warning", "invalid"
  const std::vector<rules::Finding>& findings;
  unsigned repairs_untried = 0;
};
std::string to_text(const RecordReport& record, const TextStyle& style);
std::string to_json_line(const RecordReport& record);  // one line of NDJSON

// `mailauth explain RULE` and `mailauth rules`.
std::string explain_text(const rules::Rule& rule, const TextStyle& style);
std::string rules_text(const TextStyle& style);
std::string rules_json();
std::string rules_markdown();  // docs/rules.md

}  // namespace mailauth::report
