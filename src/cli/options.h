#pragma once
// What the user asked for. Made by parse_arguments(), carried out by one function a command.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/exit_code.h"
#include "cli/generate/model.h"
#include "cli/usage_error.h"
#include "facts/request.h"
#include "inputs/document.h"
#include "net/cares_resolver.h"
#include "project/config.h"
#include "project/policy.h"
#include "results/result.h"
#include "rules/rule.h"

namespace mailauth::cli {

enum class Format : uint8_t { text, json, markdown };
enum class Colour : uint8_t { automatic, always, never };

enum class ReportFormat : uint8_t { text, json, ndjson, sarif, junit, github, gitlab, markdown, csv };
struct ReportOutput {
  ReportFormat format = ReportFormat::text;
  std::string file;  // empty: stdout
};

struct OutputOptions {
  Format format = Format::text;
  std::vector<ReportOutput> reports;  // of the commands that audit, in place of `format`; empty: text to stdout
  Colour colour = Colour::automatic;
  bool verbose = false;
  rules::Severity fail_on = rules::Severity::error;
  bool fail_on_regression = false;  // what is new or worse than the baseline, of any severity
  std::string baseline;             // a file; empty: none
  bool update_baseline = false;
  bool allow_unknown = false;  // what nobody knows is no reason to fail
  project::Policy policy;
};

// What the user knows about those who send for the domain. As typed; empty: not given.
struct SenderOptions {
  std::string ip;
  std::vector<std::string> expected;  // ids of mail services
  std::vector<std::string> ses_tokens;
  std::string ses_region;
  std::vector<facts::Profile> profiles;
  std::string bad_keys;  // a file
};

// Which domains to audit, and where the evidence comes from.
struct AuditOptions {
  std::vector<std::string> domains;  // as typed
  std::vector<std::string> selectors;
  std::string mail_from;  // as typed; empty: not given
  SenderOptions sender;
  std::vector<std::string> providers;  // files
  net::ResolverOptions resolver;
  std::chrono::milliseconds deadline{20000};
  std::vector<std::string> zones;  // files
  bool offline = false;
  std::string record;  // files; empty: not wanted
  std::string replay;
  std::string history;  // of sweeps, that knows since when the domains are as they are
};

struct CheckOptions {
  AuditOptions audit;
  OutputOptions output;
};

enum class RecordFormat : uint8_t { text, zone, route53, terraform };

// Records to publish, instead of a report.
struct RecordOutput {
  RecordFormat format = RecordFormat::text;
  OutputOptions terminal;  // for text: its colour
};

struct FixOptions {
  AuditOptions audit;
  std::vector<std::string> only;  // ids of rules; empty: all
  RecordOutput output;
  project::Policy policy;
};

struct SetupOptions {
  std::string service;  // "amazon-ses"
  std::string domain;   // as typed
  std::string region;
  std::vector<std::string> tokens;
  std::string mail_from = "mail";  // a subdomain: a label, or the whole name
  bool all = false;                // also what is right already
  AuditOptions audit;              // of it: where the evidence comes from, and --providers
  RecordOutput output;
};

struct SpfCheckOptions {
  AuditOptions audit;  // of it: --mail-from, here an address, and where the evidence comes from
  std::string ip, helo;
  OutputOptions output;
};

struct ProvidersOptions {
  std::string name;                    // "mailchimp"; empty: all
  std::vector<std::string> providers;  // files
  OutputOptions output;
};

enum class TreeFormat : uint8_t { text, json, dot, mermaid };

struct SpfTreeOptions {
  AuditOptions audit;  // of it: one domain, and where the evidence comes from
  TreeFormat format = TreeFormat::text;
  OutputOptions terminal;  // for text: its colour
};

struct SweepOptions {
  std::vector<std::string> lists;  // files, or "-"
  std::string out = "-";
  std::string shard;    // as typed; empty: the whole list; otherwise `out` is a folder
  std::string history;  // a file that knows earlier sweeps and gets this one; empty: not wanted
  results::Detail detail = results::Detail::findings;
  bool resume = false;
  bool quiet = false;
  bool thorough = false;
  unsigned threads = 0;         // 0: one for each core
  std::size_t concurrency = 0;  // questions under way; 0: as many as the resolvers can take
  std::size_t rate = 0;         // questions a second; 0: the same
  AuditOptions audit;           // of it: what is asked of each domain, and the resolvers

  SweepOptions() { audit.resolver.timeout = std::chrono::milliseconds(1000); }  // others wait, too
};

struct DemoOptions {
  OutputOptions output;
};

struct LintOptions {
  std::string kind;  // "spf", "dkim", "dmarc", or "-" for NDJSON on stdin
  std::vector<std::string> text;
  std::string name;  // owner of the record; empty: the usual place
  OutputOptions output;
};

// Files of records that are to be published.
struct LintFilesOptions {
  std::vector<std::string> files;  // "-": stdin
  inputs::ReadOptions reading;
  bool against_live = false;
  AuditOptions audit;  // of it: domains that the rest is left out of, what is asked of each, and the resolvers
  OutputOptions output;
};

struct ExplainOptions {
  std::string rule;
  OutputOptions output;
};

struct RulesOptions {
  OutputOptions output;
};

struct SweepPlanOptions {
  std::vector<std::string> lists;  // files
  unsigned shards = 0;
  OutputOptions output;
};

struct SweepStatusOptions {
  std::string folder;
  bool missing = false;  // only the indices of parts that are not complete
  OutputOptions output;
};

struct SweepMergeOptions {
  std::string folder;
  std::string out;                 // a file
  std::vector<std::string> lists;  // that every domain must be in; empty: not compared
};

struct HistoryOptions {
  std::string domain;  // as typed
  std::string file;
  OutputOptions output;
};

// Two files of result lines.
struct DiffOptions {
  std::string before, after;
  std::string file;  // empty: stdout
  OutputOptions output;
  bool fail_on_regression = false;
};

enum class SummaryFormat : uint8_t { text, json, markdown, csv };

struct SummaryOptions {
  std::vector<std::string> files;  // of result lines
  SummaryFormat format = SummaryFormat::text;
  OutputOptions terminal;  // for text: its colour
  unsigned top = 10;
  std::string metrics;  // a file; empty: not wanted
};

struct ConfigShowOptions {
  OutputOptions output;
  project::Config config;
};

enum class Generated : uint8_t { man, bash, zsh, fish, schema };

struct GenerateOptions {
  Generated what = Generated::man;
  generate::CommandModel model;
};

using Options = std::variant<CheckOptions, FixOptions, SetupOptions, SpfCheckOptions, ProvidersOptions, SpfTreeOptions,
                             SweepOptions, DemoOptions, LintOptions, LintFilesOptions, ExplainOptions, RulesOptions,
                             SweepPlanOptions, SweepStatusOptions, SweepMergeOptions, HistoryOptions, DiffOptions,
                             SummaryOptions, ConfigShowOptions, GenerateOptions>;

// The command to carry out, or the exit code when --help or --version has answered already.
// Throws UsageError.
std::variant<Options, ExitCode> parse_arguments(int argc, const char* const* argv);

ExitCode run(const CheckOptions& options);
ExitCode run(const FixOptions& options);
ExitCode run(const SetupOptions& options);
ExitCode run(const SpfCheckOptions& options);
ExitCode run(const ProvidersOptions& options);
ExitCode run(const SpfTreeOptions& options);
ExitCode run(const SweepOptions& options);
ExitCode run(const DemoOptions& options);
ExitCode run(const LintOptions& options);
ExitCode run(const LintFilesOptions& options);
ExitCode run(const ExplainOptions& options);
ExitCode run(const RulesOptions& options);
ExitCode run(const SweepPlanOptions& options);
ExitCode run(const SweepStatusOptions& options);
ExitCode run(const SweepMergeOptions& options);
ExitCode run(const HistoryOptions& options);
ExitCode run(const DiffOptions& options);
ExitCode run(const SummaryOptions& options);
ExitCode run(const ConfigShowOptions& options);
ExitCode run(const GenerateOptions& options);

}  // namespace mailauth::cli
