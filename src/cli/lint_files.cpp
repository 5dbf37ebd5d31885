#include "cli/lint_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>
#include <span>

#include "audit/publication.h"
#include "cli/audit_output.h"
#include "cli/audits.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/live.h"
#include "cli/message_clues.h"
#include "cli/service_named.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "inputs/listed_twice.h"
#include "inputs/tally.h"

namespace mailauth::cli {

namespace {

using audit::Subject;
using inputs::Document;

constexpr std::size_t most_names = 5;  // in one line

std::string bytes_of(const std::string& path) {
  if (path != "-") return read_file(path);
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

// A file that cannot be read must not pass, so nothing is judged then.
inputs::Documents read_documents(const LintFilesOptions& options) {
  if (options.files.empty()) throw UsageError("which file? mailauth lint example.com.zone");
  auto documents = std::make_shared<std::vector<Document>>();
  for (const std::string& path : options.files) {
    auto read = inputs::read(bytes_of(path), path, options.reading);
    if (const auto* error = std::get_if<inputs::Error>(&read)) throw UsageError(to_string(*error));
    documents->push_back(std::get<Document>(std::move(read)));
  }
  return documents;
}

std::string names_of(const std::vector<Subject>& subjects) {
  std::vector<std::string> names;
  for (const Subject& subject : std::span(subjects).first(std::min(subjects.size(), most_names)))
    names.push_back(subject.domain.text());
  const std::size_t more = subjects.size() - names.size();
  return fmt::format("{}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string judged(const std::vector<Subject>& subjects, const inputs::Tally& tally) {
  if (!subjects.empty()) return "judged: " + names_of(subjects);
  return tally.has_gaps() ? "none of those that could be read touches mail" : "none of them touches mail";
}

// On stderr, so that stdout has nothing but the report.
void say_what_was_read(const std::vector<Document>& documents, const std::vector<Subject>& subjects,
                       const inputs::Tally& tally) {
  std::size_t records = 0;
  std::vector<std::string> files;
  for (const Document& document : documents) {
    records += document.records.size();
    if (files.size() < most_names) files.push_back(fmt::format("{} ({})", document.path, describe(document.format)));
    for (const std::string& note : document.notes) print_error(fmt::format("{}: {}", document.path, note));
  }
  if (documents.size() > files.size()) files.push_back(fmt::format("{} more files", documents.size() - files.size()));
  print_error(fmt::format("{} record{} in {}; {}", records, records == 1 ? "" : "s", fmt::join(files, ", "),
                          judged(subjects, tally)));
}

void leave_only(const std::vector<std::string>& typed, std::vector<Subject>& subjects) {
  std::set<dns::Name> wanted;
  for (const std::string& each : typed) {
    const dns::Name name = domain_of(each, "--domain ");
    const auto domain = [](const Subject& subject) -> const dns::Name& { return subject.domain; };
    if (!std::ranges::binary_search(subjects, name, {}, domain))
      throw UsageError(fmt::format("--domain {}: the files have mail records of {}", name.text(),
                                   subjects.empty() ? "no domain" : names_of(subjects)));
    wanted.insert(name);
  }
  if (wanted.empty()) return;
  std::erase_if(subjects, [&](const Subject& subject) { return !wanted.contains(subject.domain); });
}

// Where evidence for the files comes from.
class World {
 public:
  World(const LintFilesOptions& options, const facts::Request& common)
      : options_(options), common_(common), messages_(read_messages(options.audit.messages)) {
    if (!options.audit.offline) live_.emplace(options.audit.resolver);
  }

  inputs::Publication publish(const inputs::Documents& documents) {
    dns::Evidence current = evidence_over(live(), no_zone(), {});
    const auto pass = [&](dns::Evidence& evidence) { inputs::publish(documents, evidence); };
    if (live_) audit::gather(pass, current, live_->transport, limits(), interrupted());
    current.settle(dns::Outcome::not_asked);
    return inputs::publish(documents, current);
  }

  audit::Audit audit(const facts::Request& request, const SharedZone& zone, const std::vector<std::string>& files) {
    dns::Evidence evidence = evidence_over(live(), zone, files);
    if (!live_) return audit::audit_evidence(request, std::move(evidence));
    stop_on_ctrl_c();  // again: while a report is written it ends the program
    return audit::audit_domain(request, std::move(evidence), live_->transport, limits(), interrupted());
  }

  // As all of its worlds have it.
  audit::Audit after(const Subject& subject, const std::vector<SharedZone>& worlds) {
    facts::Request request = audit::after_publication(subject, common_);
    add_clues(messages_, request);
    audit::Audit audit = this->audit(request, worlds.front(), options_.files);
    for (std::size_t i = 1; i < worlds.size() && !interrupted(); ++i)
      audit::add_findings(audit, this->audit(request, worlds[i], options_.files));
    return audit;
  }

  audit::Audit before(const Subject& subject) {
    facts::Request request = audit::before_publication(subject, common_);
    add_clues(messages_, request);
    return audit(request, no_zone(), {});
  }

 private:
  static SharedZone no_zone() { return std::make_shared<const dns::Zone>(); }
  const Live* live() const { return live_ ? &*live_ : nullptr; }
  audit::Limits limits() const { return {options_.audit.deadline}; }

  const LintFilesOptions& options_;
  const facts::Request& common_;
  const std::vector<facts::MessageFacts> messages_;
  std::optional<Live> live_;  // nothing: --offline
};

void check_options(const LintFilesOptions& options) {
  if (options.against_live && options.audit.offline)
    throw UsageError("--against live asks the DNS: leave out --offline");
}

}  // namespace

ExitCode lint_files(const LintFilesOptions& options, const ReportOptions& output, const project::Policy& policy) {
  check_options(options);
  add_services_of(options.audit.providers);
  const facts::Request common = request_for_any_domain(options.audit);
  const inputs::Documents documents = read_documents(options);
  if (const auto why = inputs::listed_twice(*documents)) throw UsageError(*why);
  World world(options, common);
  inputs::Publication publication = world.publish(documents);
  if (was_stopped()) return ExitCode::interrupted;
  std::vector<Subject> subjects = audit::subjects_of(publication);
  leave_only(options.audit.domains, subjects);
  inputs::Tally tally = inputs::tally(*documents);
  inputs::add(audit::faulty_parts(publication, inputs::max_gaps), tally);
  say_what_was_read(*documents, subjects, tally);
  std::vector<SharedZone> worlds;
  for (dns::Zone& zone : publication.worlds) worlds.push_back(std::make_shared<const dns::Zone>(std::move(zone)));
  AuditOutput reports(output, policy);
  for (const Subject& subject : subjects) {
    audit::Audit after = world.after(subject, worlds);
    std::optional<audit::Audit> before;
    if (options.against_live && !interrupted()) before = world.before(subject);
    if (was_stopped()) return ExitCode::interrupted;
    reports.add(after, before ? &*before : nullptr);
  }
  return reports.end(&tally);
}

}  // namespace mailauth::cli
