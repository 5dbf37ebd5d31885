// The command line. CLI11 is included here and nowhere else: it is slow to compile.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <map>

#include "cli/command_help.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "mailauth/sweep/shard.h"
#include "mailauth/version.h"

namespace mailauth::cli {

namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr double longest_seconds = 3600;
constexpr int64_t most_questions = 100'000'000;  // under way, or a second

// All that the parser fills in; the chosen subcommand says which part counts.
struct Parsed {
  CheckOptions check;
  FixOptions fix;
  SetupOptions setup;
  SpfCheckOptions spf_check;
  ProvidersOptions providers;
  SpfTreeOptions spf_tree;
  SweepOptions sweep;
  DemoOptions demo;
  LintOptions lint;
  ExplainOptions explain;
  RulesOptions rules;
  SweepPlanOptions sweep_plan;
  SweepStatusOptions sweep_status;
  SweepMergeOptions sweep_merge;
  HistoryOptions history;
  DiffOptions diff;
  SummaryOptions summary;
};

// What must be there or may be there without an option before it; `name` as in "mailauth diff OLD NEW".
template <class Value>
CLI::Option* add_argument(CLI::App& app, const std::string& name, Value& target, const std::string& help) {
  return app.add_option(name, target, help)->type_name("");
}

// CLI::Range says "Value x not in range 0.001000 to 3600.000000".
template <class Number>
CLI::Validator between(Number least, Number most) {
  const auto check = [least, most](const std::string& typed) {
    Number number{};
    const bool good = CLI::detail::lexical_cast(typed, number) && number >= least && number <= most;
    return good ? "" : fmt::format("'{}' is no number from {} to {}", typed, least, most);
  };
  return {check, ""};
}

template <class Number>
void add_count(CLI::App& app, const std::string& name, Number& target, int64_t most, const std::string& help) {
  app.add_option(name, target, help)->check(between(int64_t{1}, most))->type_name("N");
}

// The help ends with what holds without the option: what `target` has now.
void add_seconds(CLI::App& app, const std::string& name, Milliseconds& target, const std::string& help) {
  const auto set = [&target](double seconds) { target = Milliseconds(static_cast<int64_t>(seconds * 1000)); };
  const double usual = static_cast<double>(target.count()) / 1000;
  app.add_option_function<double>(name, set, fmt::format("{} ({})", help, usual))
      ->check(between(0.001, longest_seconds))
      ->type_name("SECONDS");
}

// An option whose value is one of a few words.
template <class Value>
void add_word(CLI::App& app, const std::string& name, const std::string& type, Value& target,
              const std::map<std::string, Value>& words, const std::string& help) {
  std::vector<std::string> known;
  for (const auto& [word, value] : words) known.push_back(word);
  const auto check = [known, words](const std::string& word) {
    return words.contains(word) ? "" : fmt::format("'{}' is not one of: {}", word, fmt::join(known, ", "));
  };
  app.add_option_function<std::string>(
         name, [&target, words](const std::string& word) { target = words.at(word); }, help)
      ->check(CLI::Validator(check, ""))
      ->type_name(type);
}

const std::map<std::string, Format> text_and_json{{"text", Format::text}, {"json", Format::json}};
const std::map<std::string, Format> all_formats{
    {"text", Format::text}, {"json", Format::json}, {"markdown", Format::markdown}};

void add_format(CLI::App& app, OutputOptions& output, const std::map<std::string, Format>& formats) {
  add_word(app, "--format", "FORMAT", output.format, formats,
           formats.contains("markdown") ? "text, json or markdown" : "text or json");
}

void add_colour(CLI::App& app, OutputOptions& output) {
  add_word(app, "--color", "WHEN", output.colour,
           {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}},
           "auto (terminal, no NO_COLOR), always or never");
}

void add_report_options(CLI::App& app, OutputOptions& output) {
  add_format(app, output, text_and_json);
  add_colour(app, output);
  app.add_flag("-v,--verbose", output.verbose, "show in full what is only information");
  add_word(app, "--fail-on", "SEVERITY", output.fail_on,
           {{"error", rules::Severity::error}, {"warning", rules::Severity::warning}, {"info", rules::Severity::info}},
           "exit with 1 from here on: error, warning or info");
}

void add_resolver_options(CLI::App& app, AuditOptions& audit) {
  app.add_option_function<std::vector<std::string>>(
         "--resolver",
         [&audit](const std::vector<std::string>& typed) {
           for (const std::string& text : typed) {
             auto server = net::parse_server(text);
             if (const auto* error = std::get_if<std::string>(&server)) throw UsageError("--resolver: " + *error);
             audit.resolver.servers.push_back(std::get<net::Server>(std::move(server)));
           }
         },
         "ask this one, not the system's; repeatable")
      ->type_name("HOST[:PORT]")
      ->allow_extra_args(false);
  add_seconds(app, "--timeout", audit.resolver.timeout, "wait so long for the first try");
  add_count(app, "--tries", audit.resolver.tries, 20, "ask so often before a server is silent (3)");
}

// Where the evidence comes from.
void add_evidence_options(CLI::App& app, AuditOptions& audit) {
  add_resolver_options(app, audit);
  add_seconds(app, "--deadline", audit.deadline, "wait so long for everything on a domain");
  app.add_option("--zone", audit.zones, "a zone file that counts first; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_flag("--offline", audit.offline, "ask nothing");
  app.add_option("--record", audit.record, "write all answers to this file")->type_name("FILE");
  app.add_option("--replay", audit.replay, "audit from a file that --record wrote")->type_name("FILE");
}

void add_providers_file(CLI::App& app, std::vector<std::string>& files) {
  app.add_option("--providers", files, "more mail services (docs/providers.md)")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

void add_audit_options(CLI::App& app, AuditOptions& audit) {
  app.add_option("--selector", audit.selectors, "a DKIM selector in use (s=); repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mail-from", audit.mail_from, "the MAIL FROM (return-path) domain in use")->type_name("DOMAIN");
  add_providers_file(app, audit.providers);
  add_evidence_options(app, audit);
}

void add_ses_options(CLI::App& app, SenderOptions& sender) {
  app.add_option("--ses-token", sender.ses_tokens, "a DKIM token of Amazon SES; three times")
      ->type_name("TOKEN")
      ->allow_extra_args(false);
  app.add_option("--ses-region", sender.ses_region, "of Amazon SES, such as eu-west-1")->type_name("REGION");
}

void add_sender_options(CLI::App& app, SenderOptions& sender) {
  app.add_option("--ip", sender.ip, "an address that sends for the domain")->type_name("IP");
  app.add_option("--expect", sender.expected, "mail services that must be set up")
      ->type_name("ID,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  add_ses_options(app, sender);
  app.add_option_function<std::vector<std::string>>(
         "--profile",
         [&sender](const std::vector<std::string>& words) {
           for (const std::string& word : words) {
             const auto profile = facts::parse_profile(word);
             if (!profile) throw UsageError(fmt::format("--profile '{}' is none of google, yahoo, microsoft", word));
             sender.profiles.push_back(*profile);
           }
         },
         "of bulk senders: google, yahoo, microsoft")
      ->type_name("WHO,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--bad-keys", sender.bad_keys, "a list of keys that are known to be bad")->type_name("FILE");
}

void add_check(CLI::App& app, CheckOptions& check) {
  add_argument(app, "DOMAIN", check.audit.domains, "the domains to audit");
  add_audit_options(app, check.audit);
  add_sender_options(app, check.audit.sender);
  add_report_options(app, check.output);
}

void add_record_output(CLI::App& app, RecordOutput& output) {
  add_word(app, "--format", "FORMAT", output.format,
           {{"text", RecordFormat::text},
            {"zone", RecordFormat::zone},
            {"route53", RecordFormat::route53},
            {"terraform", RecordFormat::terraform}},
           "text, zone, route53 or terraform");
  add_colour(app, output.terminal);
}

void add_fix(CLI::App& app, FixOptions& fix) {
  add_argument(app, "DOMAIN", fix.audit.domains, "the domain to repair")->expected(0, 1);
  app.add_option("--only", fix.only, "only what this rule asks for; repeatable")
      ->type_name("RULE")
      ->allow_extra_args(false);
  add_audit_options(app, fix.audit);
  add_record_output(app, fix.output);
}

void add_setup(CLI::App& app, SetupOptions& setup) {
  add_argument(app, "SERVICE", setup.service, "such as amazon-ses")->required();
  add_argument(app, "DOMAIN", setup.domain, "the domain that sends with it")->required();
  app.add_option("--region", setup.region, "of Amazon SES, such as eu-west-1")->type_name("REGION");
  app.add_option("--token", setup.tokens, "a DKIM token of Amazon SES; three times")
      ->type_name("TOKEN")
      ->allow_extra_args(false);
  app.add_option("--mail-from", setup.mail_from, "the subdomain that takes bounces (mail)")->type_name("SUBDOMAIN");
  app.add_flag("--all", setup.all, "as zone, route53, terraform: also what is right");
  add_providers_file(app, setup.audit.providers);
  add_evidence_options(app, setup.audit);
  add_record_output(app, setup.output);
}

void add_providers(CLI::App& app, ProvidersOptions& providers) {
  add_argument(app, "NAME", providers.name, "such as mailchimp; all without it");
  add_providers_file(app, providers.providers);
  add_format(app, providers.output, text_and_json);
  add_colour(app, providers.output);
}

void add_spf_check(CLI::App& app, SpfCheckOptions& check) {
  app.add_option("--ip", check.ip, "the address that sends")->type_name("IP")->required();
  app.add_option("--mail-from", check.audit.mail_from, "the MAIL FROM address; '' for a bounce")->type_name("ADDRESS");
  app.add_option("--helo", check.helo, "the name after HELO or EHLO")->type_name("NAME");
  add_evidence_options(app, check.audit);
  add_format(app, check.output, text_and_json);
  add_colour(app, check.output);
}

void add_spf_tree(CLI::App& app, SpfTreeOptions& tree) {
  add_argument(app, "DOMAIN", tree.audit.domains, "the domain whose SPF to draw")->expected(0, 1);
  add_evidence_options(app, tree.audit);
  add_word(app, "--format", "FORMAT", tree.format,
           {{"text", TreeFormat::text},
            {"json", TreeFormat::json},
            {"dot", TreeFormat::dot},
            {"mermaid", TreeFormat::mermaid}},
           "text, json, dot or mermaid");
  add_colour(app, tree.terminal);
}

void add_sweep_output(CLI::App& app, SweepOptions& sweep) {
  app.add_option("--out", sweep.out, "the result lines; with --shard a folder")->type_name("FILE");
  add_word(app, "--detail", "WORD", sweep.detail,
           {{"verdict", sweep::Detail::verdict}, {"findings", sweep::Detail::findings}, {"full", sweep::Detail::full}},
           "how much: verdict, findings or full");
  app.add_flag("--resume", sweep.resume, "go on where --out ends");
  app.add_option("--shard", sweep.shard, "only this share of the list: 3/16, auto")->type_name("I/N");
  app.add_option("--history", sweep.history, "add the results to this SQLite file")->type_name("FILE");
  app.add_flag("-q,--quiet", sweep.quiet, "no progress");
}

void add_sweep_speed(CLI::App& app, SweepOptions& sweep) {
  app.add_flag("--thorough", sweep.thorough, "ask as much of each domain as check does");
  add_count(app, "--threads", sweep.threads, 256, "one for each core");
  add_count(app, "--concurrency", sweep.concurrency, most_questions, "no more questions under way than this");
  add_count(app, "--rate", sweep.rate, most_questions, "no more questions a second than this");
}

void add_sweep(CLI::App& app, SweepOptions& sweep) {
  add_argument(app, "LIST", sweep.lists, "files with one domain a line; - is stdin");
  add_sweep_output(app, sweep);
  add_sweep_speed(app, sweep);
  app.add_option("--selector", sweep.audit.selectors, "a DKIM selector in use (s=); repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add_resolver_options(app, sweep.audit);
}

void add_lint(CLI::App& app, LintOptions& lint) {
  app.add_option("--record", lint.kind, "spf, dkim or dmarc; - reads NDJSON from stdin")->type_name("KIND")->required();
  add_argument(app, "TEXT", lint.text, "the record; several: the strings of one TXT");
  app.add_option("--name", lint.name, "where it stands, such as _dmarc.example.com")->type_name("NAME");
  add_report_options(app, lint.output);
}

void add_sweep_shards(CLI::App& sweep, Parsed& parsed) {
  CLI::App* plan = sweep.add_subcommand("plan", "how a list falls into shards, and what to run");
  add_argument(*plan, "LIST", parsed.sweep_plan.lists, "files of domains; - is stdin")->required();
  plan->add_option("--shards", parsed.sweep_plan.shards, "how many")
      ->check(between(int64_t{1}, int64_t{sweep::max_shards}))
      ->type_name("N")
      ->required();
  add_format(*plan, parsed.sweep_plan.output, text_and_json);
  CLI::App* status = sweep.add_subcommand("status", "which parts of a sharded sweep are complete");
  add_argument(*status, "DIR", parsed.sweep_status.folder, "where the parts are")->required();
  status->add_flag("--missing", parsed.sweep_status.missing, "print only the indices to run again, such as 3,7-9");
  status->footer(exit_codes_help({"all parts are complete", "a part is not complete", ""}));
  add_format(*status, parsed.sweep_status.output, text_and_json);
  CLI::App* merge = sweep.add_subcommand("merge", "all parts as one file, when they are complete");
  add_argument(*merge, "DIR", parsed.sweep_merge.folder, "where the parts are")->required();
  add_argument(*merge, "LIST", parsed.sweep_merge.lists, "lists to compare with");
  merge->add_option("--out", parsed.sweep_merge.out, "the file to write")->type_name("FILE")->required();
}

void add_history(CLI::App& app, HistoryOptions& history) {
  add_argument(app, "DOMAIN", history.domain, "the domain")->required();
  app.add_option("--history", history.file, "a file that sweeps have added to")->type_name("FILE")->required();
  add_format(app, history.output, text_and_json);
}

void add_diff(CLI::App& app, DiffOptions& diff) {
  add_argument(app, "OLD", diff.before, "result lines of a sweep")->required();
  add_argument(app, "NEW", diff.after, "those of a later one")->required();
  add_format(app, diff.output, all_formats);
  add_colour(app, diff.output);
  add_word(app, "--fail-on", "WHAT", diff.fail_on_regression, {{"regression", true}},
           "regression: exit with 1 when a domain is worse");
  app.add_option("--output", diff.file, "write to this file")->type_name("FILE");
}

void add_summary(CLI::App& app, SummaryOptions& summary) {
  add_argument(app, "FILE", summary.files, "result lines of sweeps")->required();
  add_word(app, "--format", "FORMAT", summary.format,
           {{"text", SummaryFormat::text},
            {"json", SummaryFormat::json},
            {"markdown", SummaryFormat::markdown},
            {"csv", SummaryFormat::csv}},
           "text, json, markdown or csv");
  add_colour(app, summary.terminal);
  add_count(app, "--top", summary.top, 100'000, "of long lists so many lines (10)");
  app.add_option("--metrics", summary.metrics, "write metrics for Prometheus, too")->type_name("FILE");
}

// The commands of which `app` has some, such as "mailauth spf".
std::string path_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + " " + app.get_name();
}

void add_spf(CLI::App& spf, Parsed& parsed) {
  spf.require_subcommand(1);
  CLI::App* check = spf.add_subcommand("check", "may this address send this mail?");
  add_spf_check(*check, parsed.spf_check);
  check->footer(exit_codes_help({"pass", "any other result", "temperror: the DNS left something open"}));
  CLI::App* tree = spf.add_subcommand("tree", "what an SPF record includes, costs and permits");
  add_spf_tree(*tree, parsed.spf_tree);
  tree->footer(exit_codes_help({"receivers can use the record", "there is none, or it is a permerror",
                                "the DNS left open which of these it is"}));
}

void add_catalog(CLI::App& app, Parsed& parsed) {
  add_providers(*app.add_subcommand("providers", "list mail services, or explain one"), parsed.providers);
  CLI::App* explain = app.add_subcommand("explain", "explain a rule");
  add_argument(*explain, "RULE", parsed.explain.rule, "such as dmarc-version-typo")->required();
  add_colour(*explain, parsed.explain.output);
  CLI::App* rules = app.add_subcommand("rules", "list all rules");
  add_format(*rules, parsed.rules.output, all_formats);
  add_colour(*rules, parsed.rules.output);
}

void add_one_domain(CLI::App& app, Parsed& parsed) {
  CLI::App* check = app.add_subcommand("check", "audit the mail authentication of domains");
  add_check(*check, parsed.check);
  check->footer(exit_codes_of_all());
  CLI::App* fix = app.add_subcommand("fix", "print only the records to publish, in a safe order");
  add_fix(*fix, parsed.fix);
  fix->footer(exit_codes_help({"nothing has to be published", "something has to be published",
                               "nothing is known to be wrong, but the DNS left something open"}));
  add_setup(*app.add_subcommand("setup", "print all records that a mail service needs"), parsed.setup);
  add_spf(*app.add_subcommand("spf", "evaluate SPF as a receiver does, or draw its tree"), parsed);
  CLI::App* lint = app.add_subcommand("lint", "judge one record as text, without the DNS");
  add_lint(*lint, parsed.lint);
  lint->footer(exit_codes_help({exit_codes[0].text, exit_codes[1].text, ""}));
  add_report_options(*app.add_subcommand("demo", "audit a built-in example, without the network"), parsed.demo.output);
}

void add_many_domains(CLI::App& app, Parsed& parsed) {
  CLI::App* sweep = app.add_subcommand("sweep", "audit a list of domains, a line of JSON each");
  sweep->require_subcommand(0, 1);
  add_sweep(*sweep, parsed.sweep);
  add_sweep_shards(*sweep, parsed);
  sweep->footer(exit_codes_help({"every domain has its line, whatever stands in it", "", ""}));
  CLI::App* diff = app.add_subcommand("diff", "what changed between two sweeps");
  add_diff(*diff, parsed.diff);
  diff->footer(exit_codes_help({"compared", "with --fail-on regression: a domain is worse", ""}));
  add_summary(*app.add_subcommand("summary", "what the results of a sweep have in common"), parsed.summary);
  add_history(*app.add_subcommand("history", "since when a domain is as it is"), parsed.history);
}

void build(CLI::App& app, Parsed& parsed) {
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  app.set_version_flag("--version", "mailauth " + std::string(version));
  app.set_help_flag("-h,--help", "print this help");
  add_one_domain(app, parsed);
  add_catalog(app, parsed);
  add_many_domains(app, parsed);
  app.footer(exit_codes_of_all());  // last: a command added later would have it, too
}

Options chosen_spf(const CLI::App& spf, Parsed parsed) {
  if (spf.got_subcommand("tree")) return parsed.spf_tree;
  return parsed.spf_check;
}

Options chosen_sweep(const CLI::App& sweep, Parsed parsed) {
  if (sweep.got_subcommand("plan")) return parsed.sweep_plan;
  if (sweep.got_subcommand("status")) return parsed.sweep_status;
  if (sweep.got_subcommand("merge")) return parsed.sweep_merge;
  return parsed.sweep;
}

Options chosen(const CLI::App& app, Parsed parsed) {
  if (app.got_subcommand("check")) return parsed.check;
  if (app.got_subcommand("fix")) return parsed.fix;
  if (app.got_subcommand("setup")) return parsed.setup;
  if (app.got_subcommand("providers")) return parsed.providers;
  if (app.got_subcommand("spf")) return chosen_spf(*app.get_subcommand("spf"), std::move(parsed));
  if (app.got_subcommand("lint")) return parsed.lint;
  if (app.got_subcommand("explain")) return parsed.explain;
  if (app.got_subcommand("rules")) return parsed.rules;
  if (app.got_subcommand("sweep")) return chosen_sweep(*app.get_subcommand("sweep"), std::move(parsed));
  if (app.got_subcommand("history")) return parsed.history;
  if (app.got_subcommand("diff")) return parsed.diff;
  if (app.got_subcommand("summary")) return parsed.summary;
  return parsed.demo;
}

// The command that was being read when the parser stopped.
const CLI::App& last_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : last_command(*chosen.front());
}

std::string not_taken(const CLI::App& command, const std::string& typed) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return unexpected(typed, std::vector<std::string_view>(names.begin(), names.end()));
}

// CLI11 says "The following argument was not expected: chek": say what was meant.
std::string explained(const CLI::App& command, const std::string& message) {
  const std::vector<std::string> not_expected = command.remaining();
  const std::string typed = not_expected.empty() ? "" : not_expected.front();
  Commands commands{path_of(command), {}};
  for (const CLI::App* below : command.get_subcommands(nullptr)) commands.names.push_back(below->get_name());
  if (command.get_require_subcommand_min() > 0 && command.get_subcommands().empty())
    return which_command(commands, typed);
  return typed.empty() ? message : not_taken(command, typed);
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

std::variant<Options, ExitCode> parse_arguments(int argc, const char* const* argv) {
  CLI::App app("Audits a domain's e-mail authentication: SPF, DKIM and DMARC.", "mailauth");
  Parsed parsed;
  build(app, parsed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answered) {  // --help, --version
    std::ostringstream text;
    app.exit(answered, text, text);
    print(text.str());
    flush_output();
    return ExitCode::clean;
  } catch (const CLI::ParseError& error) {
    const CLI::App& command = last_command(app);
    throw UsageError(fmt::format("{} (see {} --help)", one_line(explained(command, error.what())), path_of(command)));
  }
  return chosen(app, std::move(parsed));
}

}  // namespace mailauth::cli
