#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "dns/json_field.h"
#include "dns/snapshot_format.h"
#include "mailauth/dns/snapshot.h"

namespace mailauth::dns {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::vector<std::string>& texts) {
  Json array = Json::array();
  for (const std::string& text : texts) array.push_back(bytes_to_json(text));
  return array;
}

Json to_json(const text::Place& place) {
  const text::Position& begin = place.begin;
  Json json = {{"file", bytes_to_json(begin.file)}, {"line", begin.line}, {"column", begin.column}};
  if (!place.within.empty()) json["within"] = bytes_to_json(place.within);
  for (const text::Anchor& anchor : place.anchors)
    json["anchors"].push_back({{"offset", anchor.offset}, {"line", anchor.line}, {"column", anchor.column}});
  return json;
}

struct DataToJson {
  Json operator()(const Txt& txt) const { return {{"strings", to_json(txt.strings)}}; }
  Json operator()(const Mx& mx) const { return {{"preference", mx.preference}, {"exchange", mx.exchange.text()}}; }
  Json operator()(const Soa& soa) const {
    return {{"primary", soa.primary.text()},
            {"mailbox", soa.mailbox.text()},
            {"serial", soa.serial},
            {"refresh", soa.refresh},
            {"retry", soa.retry},
            {"expire", soa.expire},
            {"minimum", soa.minimum}};
  }
  Json operator()(const Name& name) const { return {{"target", name.text()}}; }
  Json operator()(const text::Ip& ip) const { return {{"address", text::to_string(ip)}}; }
};

// The type is that of the question.
Json to_json(const Record& record) {
  Json json = {{"owner", record.owner.text()}, {"ttl", record.ttl}};
  json.update(std::visit(DataToJson{}, record.data));
  if (record.place) json["position"] = to_json(*record.place);
  return json;
}

Json to_json(const Answer& answer) {
  Json json = {{"name", answer.question.name.text()},
               {"type", to_string(answer.question.type)},
               {"outcome", to_string(answer.outcome)},
               {"authenticated", answer.authenticated},
               {"ttl", answer.ttl},
               {"size", answer.size},
               {"from_zone_file", answer.from_zone_file}};
  for (const Name& cname : answer.cnames) json["cnames"].push_back(cname.text());
  if (answer.authority) json["authority"] = answer.authority->text();
  if (!answer.detail.empty()) json["detail"] = bytes_to_json(answer.detail);
  for (const Record& record : answer.records) json["records"].push_back(to_json(record));
  return json;
}

Json to_json(const Cost& cost) {
  const auto elapsed = std::clamp<std::chrono::milliseconds::rep>(cost.elapsed.count(), 0, max_elapsed_ms);
  return {{"questions", cost.questions},
          {"cached", cost.cached},
          {"elapsed_ms", elapsed},
          {"servers", to_json(cost.servers)}};
}

Json to_json(const Snapshot::Audit& audit) {
  Json json = {{"domain", bytes_to_json(audit.domain)},       {"selectors", to_json(audit.selectors)},
               {"mail_from", bytes_to_json(audit.mail_from)}, {"ip", audit.ip},
               {"ses_tokens", to_json(audit.ses_tokens)},     {"ses_region", bytes_to_json(audit.ses_region)},
               {"cost", to_json(audit.evidence.cost)},        {"answers", Json::array()}};
  for (const Answer* answer : audit.evidence.answers()) json["answers"].push_back(to_json(*answer));
  return json;
}

}  // namespace

std::string to_json(const Snapshot& snapshot) {
  Json json = {{snapshot_key, snapshot_version}, {"audits", Json::array()}};
  for (const Snapshot::Audit& audit : snapshot.audits) json["audits"].push_back(to_json(audit));
  return json.dump(1) + "\n";
}

}  // namespace mailauth::dns
