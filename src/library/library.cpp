// The functions of include/mailauth/mailauth.h over the layers. It is the only file that knows both.

#include <fmt/format.h>

#include <atomic>

#include "audit/audit.h"
#include "audit/lint.h"
#include "dns/zone.h"
#include "mailauth/mailauth.h"
#include "net/cache.h"
#include "net/resolver.h"
#include "report/json_text.h"
#include "report/report.h"
#include "report/sentence.h"
#include "text/ascii.h"
#include "text/idna.h"

namespace mailauth {

namespace {

dns::Name name_of(std::string_view what, const std::string& typed) {
  const auto parsed = text::parse_domain(typed);
  if (const auto* error = std::get_if<text::NotADomain>(&parsed))
    throw BadRequest(fmt::format("{} '{}': {}", what, text::escape_bytes(typed), error->reason));
  const auto name = dns::Name::parse(std::get<std::string>(parsed));
  if (!name) throw BadRequest(fmt::format("{} '{}' is no domain name", what, text::escape_bytes(typed)));
  return *name;
}

facts::Request facts_request(const Request& request) {
  facts::Request wanted{.domain = name_of("domain", request.domain), .selectors = request.selectors};
  for (const std::string& selector : request.selectors)
    if (!records::dkim::is_selector(selector))
      throw BadRequest(fmt::format("'{}' is no selector", text::escape_bytes(selector)));
  if (!request.mail_from.empty()) wanted.mail_from = name_of("MAIL FROM", request.mail_from);
  return wanted;
}

dns::Evidence evidence_of(const Request& request, const dns::Name& domain) {
  dns::Evidence evidence;
  if (!request.zone.empty()) {
    auto zone = dns::Zone::parse(request.zone, "zone", domain);
    if (const auto* error = std::get_if<dns::ZoneError>(&zone)) throw BadRequest(to_string(*error));
    evidence.add_zone(std::make_shared<const dns::Zone>(std::get<dns::Zone>(std::move(zone))));
  }
  if (request.offline) evidence.go_offline();
  return evidence;
}

net::ResolverOptions resolver_of(const Request& request) {
  net::ResolverOptions options;
  for (const std::string& typed : request.resolvers) {
    const auto server = net::parse_server(typed);
    if (const auto* error = std::get_if<std::string>(&server)) throw BadRequest(*error);
    options.servers.push_back(std::get<net::Server>(server));
  }
  return options;
}

audit::Audit run(const Request& request) {
  const facts::Request wanted = facts_request(request);
  dns::Evidence evidence = evidence_of(request, wanted.domain);
  if (request.offline) return audit::audit_evidence(wanted, std::move(evidence));
  net::Resolver resolver(resolver_of(request));
  net::Cache cache(resolver.transport());
  net::Transport transport = cache.transport();
  const std::atomic<bool> never{false};
  return audit::audit_domain(wanted, std::move(evidence), transport, {.deadline = request.deadline}, never);
}

Severity severity_of(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::info: return Severity::info;
    case rules::Severity::warning: return Severity::warning;
    case rules::Severity::error: return Severity::error;
  }
  return Severity::error;
}

void add_fix(const rules::Fix& fix, Finding& finding) {
  finding.publish_at = dns::to_string(dns::Question{fix.owner, fix.type});
  if (fix.action == rules::Fix::Action::publish) finding.publish = dns::to_zone_text(fix.data);
  finding.warning = text::escape_bytes(fix.warning);
}

Finding finding_of(const rules::Finding& found) {
  const std::string_view consequence = found.consequence.empty() ? found.rule->why : found.consequence;
  Finding finding{.rule = std::string(found.rule->id),
                  .severity = severity_of(found.severity),
                  .known = found.certainty != rules::Certainty::indeterminate,
                  .message = text::escape_bytes(found.message) + report::more_like(found),
                  .consequence = text::escape_bytes(consequence),
                  .where = dns::to_string(dns::Question{found.name, found.type}),
                  .record = found.record ? text::escape_bytes(report::shown_of(*found.record)) : ""};
  if (found.fix) add_fix(*found.fix, finding);
  return finding;
}

std::vector<Finding> findings_of(const std::vector<rules::Finding>& found) {
  std::vector<Finding> findings;
  for (const rules::Finding& each : found) findings.push_back(finding_of(each));
  return findings;
}

}  // namespace

Report audit_domain(const Request& request) {
  const audit::Audit done = run(request);
  const report::DomainReport whole{.facts = done.facts,
                                   .findings = done.findings,
                                   .verdict = done.verdict,
                                   .cost = done.evidence.cost,
                                   .repairs_untried = done.repairs_untried};
  return {.domain = done.facts.domain().text(),
          .exists = done.facts.domain_exists,
          .complete = report::is_complete(whole),
          .forgery = std::string(rules::to_string(done.verdict.forgery)),
          .own_mail = std::string(rules::to_string(done.verdict.own_mail)),
          .forgery_reason = text::escape_bytes(done.verdict.forgery_reason),
          .own_mail_reason = text::escape_bytes(done.verdict.own_mail_reason),
          .findings = findings_of(done.findings),
          .json = report::to_json_object(whole)};
}

Judgement judge_record(std::string_view kind, const std::string& text, std::string_view name) {
  const auto known = records::parse_record_kind(kind);
  if (!known) throw BadRequest(fmt::format("'{}' is no kind of record", text::escape_bytes(kind)));
  if (!name.empty() && !dns::Name::parse(name))
    throw BadRequest(fmt::format("'{}' is no domain name", text::escape_bytes(name)));
  const audit::Lint lint = audit::lint_record(*known, name, {text});
  return {std::string(audit::to_string(lint.verdict)), findings_of(lint.findings)};
}

}  // namespace mailauth
