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

namespace {

// Was the record read from a file that has a name?
bool is_from_file(const text::Source& record) { return record.place && !record.place->begin.file.empty(); }

Json mark_json(const rules::Mark& mark, const text::Source& record) {
  Json json = {{"begin", mark.span.begin}, {"end", mark.span.end}};
  put_text(json, "message", mark.message);
  if (is_from_file(record)) json["position"] = position_json(text::position_of(record, mark.span.begin));
  return json;
}

// Of the first mark.
uint32_t first_byte(const rules::Finding& finding) {
  return finding.marks.empty() ? 0 : finding.marks.front().span.begin;
}

Json edit_json(const rules::Edit& edit) {
  Json json = {{"begin", edit.span.begin}, {"end", edit.span.end}};
  put_text(json, "text", edit.text);
  return json;
}

}  // namespace

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
    if (is_from_file(*finding.record))
      json["position"] = position_json(text::position_of(*finding.record, first_byte(finding)));
  } else {
    json["record"] = nullptr;
  }
  json["spans"] = Json::array();
  for (const rules::Mark& mark : finding.marks) json["spans"].push_back(mark_json(mark, *finding.record));
  json["notes"] = Json::array();
  for (const std::string& note : finding.notes)
    json["notes"].push_back(text::is_utf8(note) ? note : text::escape_bytes(note));
  json["reference"] = finding.rule->reference;
  json["fix"] = finding.fix ? fix_json(*finding.fix) : Json(nullptr);
  if (finding.edit) json["edit"] = edit_json(*finding.edit);
  return json;
}

std::string safe_in_logs(std::string_view json) { return text::replace_all(json, "##[", "##\\u005b"); }

std::string dump(const Json& document) {
  return safe_in_logs(document.dump(2, ' ', true, Json::error_handler_t::replace)) + "\n";
}

std::string dump_line(const Json& document) {
  return safe_in_logs(document.dump(-1, ' ', true, Json::error_handler_t::replace)) + "\n";
}

}  // namespace mailauth::report
