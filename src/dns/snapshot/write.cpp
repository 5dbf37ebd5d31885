#include <algorithm>
#include <ranges>

#include "dns/snapshot.h"
#include "dns/snapshot/format.h"
#include "text/base64.h"
#include "text/json.h"
#include "text/utf8.h"

namespace mailauth::dns {
namespace {

using text::JsonWriter;

// What JsonField::bytes() reads: strings of JSON are UTF-8, what comes from the DNS may not be.
void put_bytes(JsonWriter& out, const std::string& bytes) {
  if (text::is_utf8(bytes))
    out.text(bytes);
  else
    out.object([&] { out.text("base64", text::encode_base64(bytes)); });
}

void put_texts(JsonWriter& out, const std::vector<std::string>& texts) {
  out.list(texts, [&](const std::string& text) { put_bytes(out, text); });
}

void put_anchor(JsonWriter& out, const text::Anchor& anchor) {
  out.number("offset", anchor.offset).number("line", anchor.line).number("column", anchor.column);
}

void put_place(JsonWriter& out, const text::Place& place) {
  put_bytes(out.key("file"), place.begin.file);
  out.number("line", place.begin.line).number("column", place.begin.column);
  if (!place.within.empty()) put_bytes(out.key("within"), place.within);
  if (!place.anchors.empty()) out.objects("anchors", place.anchors, put_anchor);
}

struct PutData {
  JsonWriter& out;
  void operator()(const Txt& txt) const { put_texts(out.key("strings"), txt.strings); }
  void operator()(const Mx& mx) const { out.number("preference", mx.preference).text("exchange", mx.exchange.text()); }
  void operator()(const Soa& soa) const {
    out.text("primary", soa.primary.text()).text("mailbox", soa.mailbox.text()).number("serial", soa.serial);
    out.number("refresh", soa.refresh).number("retry", soa.retry).number("expire", soa.expire);
    out.number("minimum", soa.minimum);
  }
  void operator()(const Name& name) const { out.text("target", name.text()); }
  void operator()(const text::Ip& ip) const { out.text("address", text::to_string(ip)); }
};

// The type is that of the question.
void put_record(JsonWriter& out, const Record& record) {
  out.text("owner", record.owner.text()).number("ttl", record.ttl);
  std::visit(PutData{out}, record.data);
  if (record.place) out.object("position", put_place, *record.place);
}

void put_answer(JsonWriter& out, const Answer& answer) {
  out.text("name", answer.question.name.text()).text("type", to_string(answer.question.type));
  out.text("outcome", to_string(answer.outcome)).flag("authenticated", answer.authenticated);
  out.number("ttl", answer.ttl).number("size", answer.size).flag("from_zone_file", answer.from_zone_file);
  if (!answer.cnames.empty()) out.texts("cnames", answer.cnames | std::views::transform(&Name::text));
  if (answer.authority) out.text("authority", answer.authority->text());
  if (!answer.detail.empty()) put_bytes(out.key("detail"), answer.detail);
  if (!answer.records.empty()) out.objects("records", answer.records, put_record);
}

void put_cost(JsonWriter& out, const Cost& cost) {
  const auto elapsed = std::clamp<std::chrono::milliseconds::rep>(cost.elapsed.count(), 0, max_elapsed_ms);
  out.number("questions", cost.questions).number("cached", cost.cached).number("elapsed_ms", elapsed);
  put_texts(out.key("servers"), cost.servers);
}

void put_audit(JsonWriter& out, const Snapshot::Audit& audit) {
  put_bytes(out.key("domain"), audit.domain);
  put_texts(out.key("selectors"), audit.selectors);
  put_bytes(out.key("mail_from"), audit.mail_from);
  if (!audit.return_paths.empty()) put_texts(out.key("return_paths"), audit.return_paths);
  out.text("ip", audit.ip);
  put_texts(out.key("ses_tokens"), audit.ses_tokens);
  put_bytes(out.key("ses_region"), audit.ses_region);
  if (!audit.message.empty()) put_bytes(out.key("message"), audit.message);
  out.object("cost", put_cost, audit.evidence.cost);
  out.objects("answers", audit.evidence.answers(), [&](const Answer* answer) { put_answer(out, *answer); });
}

}  // namespace

std::string to_json(const Snapshot& snapshot) {
  JsonWriter out({.indent = 1, .ascii = false});
  out.object([&] { out.number(snapshot_key, snapshot_version).objects("audits", snapshot.audits, put_audit); });
  return out.take() + "\n";
}

}  // namespace mailauth::dns
