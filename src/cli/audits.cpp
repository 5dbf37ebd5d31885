#include "cli/audits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "audit/listed.h"
#include "cli/clock.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/live.h"
#include "cli/message_clues.h"
#include "cli/service_named.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "dns/snapshot.h"
#include "files/new_file.h"
#include "inputs/listed_twice.h"
#include "records/bad_keys.h"
#include "results/history.h"
#include "text/idna.h"

namespace mailauth::cli {

dns::Name domain_of(const std::string& typed, std::string_view what) {
  auto parsed = text::parse_domain(typed);
  if (const auto* error = std::get_if<text::NotADomain>(&parsed)) {
    const std::string hint = error->suggestion.empty() ? "" : fmt::format("; did you mean {}?", error->suggestion);
    const bool named = !typed.empty() && error->reason.find(typed) != std::string::npos;
    throw UsageError(fmt::format("{}{}{}{}", what, named ? "" : fmt::format("'{}': ", typed), error->reason, hint));
  }
  auto name = dns::Name::parse(std::get<std::string>(parsed));
  if (!name) throw UsageError(fmt::format("{}'{}' is no domain name", what, typed));
  return *name;
}

namespace {

void check_selectors(const std::vector<std::string>& selectors) {
  for (const std::string& selector : selectors)
    if (!records::dkim::is_selector(selector))
      throw UsageError(
          fmt::format("--selector '{}' is no selector: give only what stands in s=, such as s1", selector));
}

text::Ip ip_of(const std::string& typed, std::string_view what) {
  const auto ip = text::parse_ip(typed);
  if (!ip) throw UsageError(fmt::format("{}'{}' is no IP address", what, typed));
  return *ip;
}

// A token is the selector of its CNAME, and that must exist.
void add_ses_identity(const SenderOptions& options, facts::Request& request) {
  for (const std::string& token : options.ses_tokens) {
    if (!facts::amazon_ses::is_token(token))
      throw UsageError(fmt::format("--ses-token '{}' is none: SES gives 32 characters of a-z and 2-7", token));
    request.ses_tokens.push_back(token);
    if (std::ranges::find(request.selectors, token) == request.selectors.end()) request.selectors.push_back(token);
  }
  if (!options.ses_region.empty() && !facts::amazon_ses::is_region(options.ses_region))
    throw UsageError(fmt::format("--ses-region '{}' is none, such as eu-west-1", options.ses_region));
  request.ses_region = options.ses_region;
}

using BadKeys = std::shared_ptr<const records::dkim::BadKeys>;

BadKeys read_bad_keys(const std::string& path) {
  if (path.empty()) return nullptr;
  auto parsed = records::dkim::BadKeys::parse(read_file(path));
  if (const auto* error = std::get_if<std::string>(&parsed))
    throw UsageError(fmt::format("--bad-keys {}:{}", path, *error));
  return std::make_shared<records::dkim::BadKeys>(std::get<records::dkim::BadKeys>(std::move(parsed)));
}

void add_demands(const SenderOptions& options, facts::Request& request) {
  for (const std::string& typed : options.expected) {
    const facts::Service& service = service_named(typed);
    if (std::ranges::find(request.expected, &service) == request.expected.end()) request.expected.push_back(&service);
  }
  request.profiles = options.profiles;
}

void add_sender(const SenderOptions& options, facts::Request& request) {
  if (!options.ip.empty()) request.ip = ip_of(options.ip, "--ip ");
  add_ses_identity(options, request);
  add_demands(options, request);
}

// As typed, or as in a recording.
void set_mail_from(const std::string& typed, std::string_view what, facts::Request& request) {
  if (is_null_sender(typed))
    request.null_sender = true;
  else
    request.mail_from = domain_of(typed, what);
}

std::string recorded_mail_from(const facts::Request& request) {
  if (request.null_sender) return "<>";
  return request.mail_from ? request.mail_from->text() : "";
}

}  // namespace

facts::Request request_for_any_domain(const AuditOptions& options) {
  check_selectors(options.selectors);
  facts::Request request{.domain = {}, .selectors = options.selectors};
  if (options.mail_from) set_mail_from(*options.mail_from, "--mail-from ", request);
  add_sender(options.sender, request);
  request.bad_keys = read_bad_keys(options.sender.bad_keys);
  return request;
}

namespace {

std::vector<facts::Request> requests(const AuditOptions& options) {
  const std::vector<facts::MessageFacts> messages = read_messages(options.messages);
  const std::vector<std::string> domains = options.domains.empty() ? domains_of(messages) : options.domains;
  if (domains.empty())
    throw UsageError(options.messages.empty() ? "which domain? mailauth check example.com"
                                              : "--message: From has no domain");
  std::vector<facts::Request> requests(domains.size(), request_for_any_domain(options));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i].domain = domain_of(domains[i], "");
    add_clues(messages, requests[i]);
  }
  return requests;
}

std::optional<results::History> read_history(const AuditOptions& options) {
  return options.history.empty() ? std::nullopt : std::optional(results::History::read(options.history));
}

void add_past(std::optional<results::History>& history, facts::Request& request) {
  if (history) request.past = results::past_of(history->since(request.domain.text()), today());
}

std::vector<facts::Request> requests_with_past(const AuditOptions& options) {
  std::vector<facts::Request> all = requests(options);
  std::optional<results::History> history = read_history(options);
  for (facts::Request& request : all) add_past(history, request);
  return all;
}

SharedZone read_zones(const std::vector<std::string>& paths) {
  dns::Zone all;
  std::map<dns::Name, std::string> files;  // of each zone
  for (const std::string& path : paths) {
    auto zone = dns::Zone::read(path);
    if (const auto* error = std::get_if<dns::ZoneError>(&zone)) throw UsageError(dns::to_string(*error));
    for (const std::string& note : std::get<dns::Zone>(zone).notes()) print_error(note);
    for (const dns::Name& origin : std::get<dns::Zone>(zone).origins())
      if (const auto [at, is_new] = files.emplace(origin, path); !is_new)
        throw UsageError(inputs::both_list(at->second, path, "the zone " + origin.text()));
    all.merge(std::get<dns::Zone>(zone));
  }
  return std::make_shared<const dns::Zone>(std::move(all));
}

std::vector<audit::Audit> audit_offline(const AuditOptions& options, const std::vector<facts::Request>& requests) {
  const SharedZone zone = read_zones(options.zones);
  std::vector<audit::Audit> audits;
  for (facts::Request request : requests) {
    audit::add_listed(*zone, request);
    audits.push_back(audit::audit_evidence(request, evidence_over(nullptr, zone, options.zones)));
  }
  return audits;
}

std::vector<audit::Audit> audit_live(const AuditOptions& options, const std::vector<facts::Request>& requests) {
  const SharedZone zone = read_zones(options.zones);
  Live live(options.resolver);
  std::vector<audit::Audit> audits;
  for (facts::Request request : requests) {
    audit::add_listed(*zone, request);
    audits.push_back(audit::audit_domain(request, evidence_over(&live, zone, options.zones), live.transport,
                                         {options.deadline}, interrupted()));
    if (interrupted()) break;
  }
  return audits;
}

// What the user expects decides no question: it is not in the recording.
facts::Request request_of(const dns::Snapshot::Audit& recorded, const SenderOptions& sender, const BadKeys& bad_keys) {
  facts::Request request{.domain = domain_of(recorded.domain, "in the recording: "), .selectors = recorded.selectors};
  if (!recorded.mail_from.empty()) set_mail_from(recorded.mail_from, "in the recording: ", request);
  for (const std::string& name : recorded.return_paths)
    request.return_paths.push_back(domain_of(name, "in the recording: "));
  if (!recorded.ip.empty()) request.ip = ip_of(recorded.ip, "in the recording: ");
  request.ses_tokens = recorded.ses_tokens;
  request.ses_region = recorded.ses_region;
  add_demands(sender, request);
  request.bad_keys = bad_keys;
  return request;
}

bool is_wanted(const std::string& domain, const std::vector<facts::Request>& wanted) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(),
                                       [&](const facts::Request& request) { return request.domain.text() == domain; });
}

std::vector<dns::Snapshot::Audit> recorded_audits(const AuditOptions& options) {
  if (!options.zones.empty() || !options.record.empty() || !options.resolver.servers.empty())
    throw UsageError("--replay takes everything from its file: leave out --zone, --record and --resolver");
  auto parsed = dns::parse_snapshot(read_file(options.replay));
  if (const auto* error = std::get_if<std::string>(&parsed))
    throw UsageError(fmt::format("{}: {}", options.replay, *error));
  return std::move(std::get<dns::Snapshot>(parsed).audits);
}

std::vector<audit::Audit> audit_replay(const AuditOptions& options) {
  const SenderOptions& sender = options.sender;
  if (!options.messages.empty()) throw UsageError("--replay takes everything from its file: leave out --message");
  if (!options.selectors.empty() || options.mail_from || !sender.ip.empty() || !sender.ses_tokens.empty() ||
      !sender.ses_region.empty())
    throw UsageError("--replay takes everything from its file: leave out --selector, --mail-from, --ip, --ses-token "
                     "and --ses-region");
  const auto wanted = options.domains.empty() ? std::vector<facts::Request>{} : requests(options);
  const BadKeys bad_keys = read_bad_keys(sender.bad_keys);
  std::optional<results::History> history = read_history(options);
  std::vector<audit::Audit> audits;
  for (dns::Snapshot::Audit& recorded : recorded_audits(options)) {
    if (!recorded.message.empty() || !is_wanted(recorded.domain, wanted)) continue;
    facts::Request request = request_of(recorded, sender, bad_keys);
    add_past(history, request);
    audits.push_back(audit::audit_evidence(request, std::move(recorded.evidence)));
  }
  if (audits.empty())
    throw UsageError(fmt::format("{} has no recording of {}", options.replay, fmt::join(options.domains, ", ")));
  return audits;
}

// With the evidence of the audit, which has none then.
dns::Snapshot::Audit recording_of(audit::Audit& audit) {
  const facts::Request& request = audit.request;
  std::vector<std::string> return_paths;
  for (const dns::Name& name : request.return_paths) return_paths.push_back(name.text());
  return {.domain = request.domain.text(),
          .selectors = request.selectors,
          .mail_from = recorded_mail_from(request),
          .return_paths = std::move(return_paths),
          .ip = request.ip ? text::to_string(*request.ip) : "",
          .ses_tokens = request.ses_tokens,
          .ses_region = request.ses_region,
          .evidence = std::move(audit.evidence)};
}

void record(const std::string& path, std::vector<audit::Audit>& audits) {
  dns::Snapshot snapshot;
  for (audit::Audit& audit : audits) snapshot.audits.push_back(recording_of(audit));
  files::write_file(path, dns::to_json(snapshot));
  for (std::size_t i = 0; i < audits.size(); ++i) audits[i].evidence = std::move(snapshot.audits[i].evidence);
}

}  // namespace

std::optional<std::vector<audit::Audit>> audits_of(const AuditOptions& options) {
  add_services_of(options.providers);
  std::vector<audit::Audit> audits = !options.replay.empty() ? audit_replay(options)
                                     : options.offline       ? audit_offline(options, requests_with_past(options))
                                                             : audit_live(options, requests_with_past(options));
  if (was_stopped()) return std::nullopt;
  if (!options.record.empty()) record(options.record, audits);
  return audits;
}

EvidenceSource::EvidenceSource(const AuditOptions& options) : options_(options) {
  if (!options.replay.empty())
    replayed_.audits = recorded_audits(options);
  else
    zone_ = read_zones(options.zones);
  if (options.replay.empty() && !options.offline) live_ = std::make_unique<Live>(options.resolver);
}

EvidenceSource::~EvidenceSource() = default;

// What was recorded for another purpose may lack something: then it is not known.
dns::Evidence EvidenceSource::gather(const dns::Snapshot::Audit& recorded, const Pass& pass) {
  const auto is_it = [&](const dns::Snapshot::Audit& audit) {
    return audit.message == recorded.message && (!audit.message.empty() || audit.domain == recorded.domain);
  };
  if (const auto audit = std::ranges::find_if(replayed_.audits, is_it); audit != replayed_.audits.end()) {
    dns::Evidence evidence = std::move(audit->evidence);
    replayed_.audits.erase(audit);  // of two equal messages each has its own
    return evidence;
  }
  if (!options_.replay.empty())
    throw UsageError(fmt::format("{} has no recording of {}", options_.replay, recorded.domain));
  dns::Evidence evidence = evidence_over(live_.get(), zone_, options_.zones);
  if (live_) audit::gather(pass, evidence, live_->transport, {options_.deadline}, interrupted());
  return evidence;
}

void EvidenceSource::keep(dns::Snapshot::Audit recorded) {
  if (!options_.record.empty()) kept_.audits.push_back(std::move(recorded));
}

void EvidenceSource::end() {
  if (!options_.record.empty()) files::write_file(options_.record, dns::to_json(kept_));
}

std::optional<dns::Evidence> evidence_of(const AuditOptions& options, const std::string& domain, const Pass& pass) {
  EvidenceSource source(options);
  dns::Evidence evidence = source.gather({.domain = domain}, pass);
  if (was_stopped()) return std::nullopt;
  evidence.settle(dns::Outcome::not_asked);
  pass(evidence);
  if (options.record.empty()) return evidence;
  dns::Snapshot snapshot;
  snapshot.audits.push_back({.domain = domain, .evidence = std::move(evidence)});
  files::write_file(options.record, dns::to_json(snapshot));
  return std::move(snapshot.audits.front().evidence);
}

}  // namespace mailauth::cli
