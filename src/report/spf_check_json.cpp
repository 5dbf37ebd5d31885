#include "mailauth/report/spf.h"
#include "report/json_facts.h"
#include "report/json_text.h"

namespace mailauth::report {

namespace {

constexpr std::string_view default_explanation = "DEFAULT";

Json answers_json(const std::vector<const dns::Answer*>& answers) {
  Json json = Json::array();
  for (const dns::Answer* answer : answers) {
    Json one = answer_json(*answer);
    one["records"] = Json::array();
    for (const dns::Record& record : answer->records) one["records"].push_back(dns::to_zone_text(record.data));
    json.push_back(std::move(one));
  }
  return json;
}

void put_text_or_null(Json& object, const std::string& key, std::string_view bytes) {
  if (bytes.empty())
    object[key] = nullptr;
  else
    put_text(object, key, bytes);
}

Json step_json(const facts::SpfStep& step) {
  Json json = Json::object();
  put_text(json, "domain", step.domain);
  json["depth"] = step.depth;
  put_text_or_null(json, "record", step.record);
  put_text_or_null(json, "term", step.term);
  put_text_or_null(json, "target", step.target);
  json["match"] = step.term.empty() ? Json(nullptr) : Json(step.matched);
  json["result"] = step.result ? Json(to_string(*step.result)) : Json(nullptr);
  put_text_or_null(json, "reason", step.reason);
  json["lookups"] = step.lookups;
  json["void_lookups"] = step.voids;
  json["answers"] = answers_json(step.answers);
  return json;
}

Json reverse_json(const facts::ReverseName& reverse) {
  return {{"name", reverse.name.text()},
          {"addresses", answer_json(*reverse.addresses)},
          {"leads_back", reverse.leads_back}};
}

}  // namespace

Json check_json(const facts::SpfClient& client, const facts::SpfCheck& check) {
  Json json = Json::object();
  json["ip"] = text::to_string(client.ip);
  put_text(json, "domain", client.domain);
  put_text(json, "sender", client.sender);
  put_text(json, "helo", client.helo);
  json["result"] = to_string(check.result);
  if (check.result == facts::SpfResult::fail)
    put_text(json, "explanation", check.explanation.value_or(std::string(default_explanation)));
  else
    json["explanation"] = nullptr;
  put_text_or_null(json, "mechanism", check.mechanism);
  json["lookups"] = check.lookups;
  json["void_lookups"] = check.voids;
  json["trace"] = Json::array();
  for (const facts::SpfStep& step : check.trace) json["trace"].push_back(step_json(step));
  json["explanation_answers"] = answers_json(check.explanation_answers);
  return json;
}

Json sender_json(const facts::SenderFacts& sender) {
  Json json = {{"ip", text::to_string(sender.client.ip)}, {"spf", check_json(sender.client, sender.spf)}};
  json["ptr"] = answer_json(*sender.ptr);
  json["names"] = Json::array();
  for (const facts::ReverseName& reverse : sender.names) json["names"].push_back(reverse_json(reverse));
  return json;
}

std::string spf_check_json(const facts::SpfClient& client, const facts::SpfCheck& check) {
  return dump(check_json(client, check));
}

}  // namespace mailauth::report
