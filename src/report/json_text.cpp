#include "report/json_text.h"

#include "mailauth/text/ascii.h"
#include "mailauth/text/base64.h"
#include "mailauth/text/utf8.h"

namespace mailauth::report {

void put_text(Json& object, const std::string& key, std::string_view bytes) {
  const bool utf8 = text::is_utf8(bytes);
  object[key] = utf8 ? std::string(bytes) : text::escape_bytes(bytes);
  if (!utf8) object[key + "_base64"] = text::encode_base64(bytes);
}

Json position_json(const text::Position& at) { return {{"file", at.file}, {"line", at.line}, {"column", at.column}}; }

Json record_json(const text::Source& source) {
  Json json = Json::object();
  put_text(json, "where", source.where);
  put_text(json, "text", source.text);
  if (!source.joints.empty()) json["joints"] = source.joints;
  if (source.place && !source.place->begin.file.empty()) json["position"] = position_json(source.place->begin);
  return json;
}

Json fix_json(const rules::Fix& fix) {
  Json json = Json::object();
  const bool publish = fix.action == rules::Fix::Action::publish;
  json["action"] = publish ? "publish" : "remove";
  json["name"] = fix.owner.text();
  json["type"] = dns::to_string(fix.type);
  if (publish) {
    put_text(json, "record", fix.type == dns::Type::txt ? fix.text() : dns::to_zone_text(fix.data));
    json["zone"] = dns::to_zone_text(fix.data);
  }
  json["effect"] = rules::to_string(fix.effect);
  json["warning"] = fix.warning;
  json["changes"] = fix.changes;
  return json;
}

Json finding_json(const rules::Finding& finding) {
  Json json = Json::object();
  json["rule"] = finding.rule->id;
  json["severity"] = rules::to_string(finding.severity);
  json["certainty"] = rules::to_string(finding.certainty);
  put_text(json, "message", finding.message);
  put_text(json, "consequence",
           finding.consequence.empty() ? finding.rule->why : std::string_view(finding.consequence));
  json["name"] = finding.name.text();
  json["type"] = dns::to_string(finding.type);
  if (finding.record) {
    put_text(json, "record", finding.record->text);
    if (const auto& place = finding.record->place; place && !place->begin.file.empty())
      json["position"] = position_json(place->begin);
  } else {
    json["record"] = nullptr;
  }
  json["spans"] = Json::array();
  for (const rules::Mark& mark : finding.marks) {
    Json span = {{"begin", mark.span.begin}, {"end", mark.span.end}};
    put_text(span, "message", mark.message);
    json["spans"].push_back(std::move(span));
  }
  json["notes"] = Json::array();
  for (const std::string& note : finding.notes)
    json["notes"].push_back(text::is_utf8(note) ? note : text::escape_bytes(note));
  json["reference"] = finding.rule->reference;
  json["fix"] = finding.fix ? fix_json(*finding.fix) : Json(nullptr);
  return json;
}

std::string dump(const Json& document) { return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace mailauth::report
