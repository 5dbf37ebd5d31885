// docs/report.schema.json describes what stands here.

#include "report/json_facts.h"

#include "mailauth/report/report.h"
#include "report/publishing_output.h"

namespace mailauth::report {

namespace {

constexpr int schema_version = 1;

Json services_json(const std::vector<facts::RecognisedService>& services) {
  Json json = Json::array();
  for (const facts::RecognisedService& recognised : services) {
    Json signs = Json::array();
    for (const facts::Sign sign : recognised.signs) signs.push_back(to_string(sign));
    json.push_back({{"id", recognised.service->id}, {"name", recognised.service->name}, {"signs", std::move(signs)}});
  }
  return json;
}

void put_records(Json& json, const facts::Facts& facts) {
  json["policy_in_force"] = policy_json(facts.dmarc.discovery);
  json["mx"] = mx_json(facts.mx);
  json["spf"] = spf_json(facts.spf);
  json["dkim"] = dkim_json(facts.dkim);
  json["dmarc"] = dmarc_json(facts.dmarc);
  json["mail_from"] = Json::array();
  for (const facts::MailFrom& mail_from : facts.mail_froms) json["mail_from"].push_back(mail_from_json(mail_from));
  json["sender"] = facts.sender ? sender_json(*facts.sender) : Json(nullptr);
  json["services"] = services_json(facts.services);
}

Json suppressed_json(const Suppressed& suppressed) {
  Json json = finding_json(suppressed.finding);
  json["suppression"] = {{"reason", suppressed.reason},
                         {"until", suppressed.until.empty() ? Json(nullptr) : Json(suppressed.until)},
                         {"position", position_json(suppressed.because)}};
  return json;
}

Json domain_json(const DomainReport& report) {
  const facts::Facts& facts = report.facts;
  Json json = {{"domain", facts.domain().text()}, {"exists", facts.domain_exists}, {"complete", is_complete(report)}};
  json["verdict"] = {{"forgery", to_string(report.verdict.forgery)},
                     {"forgery_reason", report.verdict.forgery_reason},
                     {"own_mail", to_string(report.verdict.own_mail)},
                     {"own_mail_reason", report.verdict.own_mail_reason}};
  if (facts.domain_exists) put_records(json, facts);
  json["unanswered"] = Json::array();
  for (const dns::Answer* answer : facts.unanswered) json["unanswered"].push_back(answer_json(*answer));
  json["findings"] = Json::array();
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    json["findings"].push_back(finding_json(report.findings[i]));
    if (!report.changes.empty()) json["findings"].back()["change"] = to_string(report.changes[i]);
  }
  json["suppressed"] = Json::array();
  for (const Suppressed& suppressed : report.suppressed) json["suppressed"].push_back(suppressed_json(suppressed));
  if (report.publishing != nullptr) json["publishing"] = publishing_json(*report.publishing);
  json["lookups"] = facts.spf.lookups;
  json["timing"] = {{"elapsed_ms", report.cost.elapsed.count()},
                    {"questions", report.cost.questions},
                    {"cached", report.cost.cached},
                    {"servers", report.cost.servers}};
  return json;
}

}  // namespace

std::string_view to_string(Change change) {
  switch (change) {
    case Change::added: return "added";
    case Change::worse: return "worse";
    case Change::unchanged: return "unchanged";
  }
  return "";
}

std::string to_json(const std::vector<DomainReport>& domains) {
  Json document = {{"schema_version", schema_version}};
  document["domains"] = Json::array();
  for (const DomainReport& domain : domains) document["domains"].push_back(domain_json(domain));
  return dump(document);
}

std::string to_json_object(const DomainReport& domain) {
  return safe_in_logs(domain_json(domain).dump(-1, ' ', true, Json::error_handler_t::replace));
}

}  // namespace mailauth::report
