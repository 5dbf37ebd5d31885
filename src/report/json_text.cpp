#include "report/json_text.h"

#include <optional>
#include <ranges>

#include "report/gaps.h"
#include "text/ascii.h"
#include "text/base64.h"
#include "text/utf8.h"

namespace mailauth::report {

namespace {

constexpr std::size_t longest_shown = 4096;

std::string readable(const std::string& note) { return text::is_utf8(note) ? note : text::escape_bytes(note); }

// Was the record read from a file that has a name?
bool is_from_file(const text::Source& record) { return record.place && !record.place->begin.file.empty(); }

// Of a byte of it, or of its beginning, when it was read from a file.
void put_place(JsonWriter& out, const text::Source& record, std::optional<uint32_t> byte) {
  if (!is_from_file(record)) return;
  out.object("position", [&] {
    put_position(out, byte ? text::position_of(record, *byte) : record.place->begin);
    if (record.place->in_plan && !record.place->within.empty()) put_text(out, "resource", record.place->within);
  });
}

void put_fix(JsonWriter& out, const rules::Fix& fix) {
  const bool publish = fix.action == rules::Fix::Action::publish;
  out.text("action", publish ? "publish" : "remove");
  out.text("name", fix.owner.text()).text("type", dns::to_string(fix.type));
  if (publish) {
    put_text(out, "record", fix.type == dns::Type::txt ? fix.text() : dns::to_zone_text(fix.data));
    out.text("zone", dns::to_zone_text(fix.data));
  }
  out.text("effect", rules::to_string(fix.effect)).text("warning", fix.warning).texts("changes", fix.changes);
}

void put_mark(JsonWriter& out, const rules::Mark& mark, const text::Source& record) {
  out.number("begin", mark.span.begin).number("end", mark.span.end);
  put_text(out, "message", mark.message);
  put_place(out, record, mark.span.begin);
}

// Of the first mark.
uint32_t first_byte(const rules::Finding& finding) {
  return finding.marks.empty() ? 0 : finding.marks.front().span.begin;
}

void put_edit(JsonWriter& out, const rules::Edit& edit) {
  out.number("begin", edit.span.begin).number("end", edit.span.end);
  put_text(out, "text", edit.text);
}

void put_record_of(JsonWriter& out, const rules::Finding& finding) {
  if (!finding.record) {
    out.null("record");
    return;
  }
  const std::string_view shown = shown_of(*finding.record);
  put_text(out, "record", shown);
  if (shown.size() < finding.record->text.size()) out.number("record_octets", finding.record->text.size());
  put_place(out, *finding.record, first_byte(finding));
}

}  // namespace

void put_text(JsonWriter& out, std::string_view name, std::string_view bytes) {
  if (text::is_utf8(bytes))
    out.text(name, bytes);
  else
    out.text(name, text::escape_bytes(bytes)).text(std::string(name) + "_base64", text::encode_base64(bytes));
}

void put_text_or_null(JsonWriter& out, std::string_view name, std::string_view bytes) {
  if (bytes.empty())
    out.null(name);
  else
    put_text(out, name, bytes);
}

void put_position(JsonWriter& out, const text::Position& at) {
  out.text("file", at.file).number("line", at.line).number("column", at.column);
}

void put_record(JsonWriter& out, const text::Source& source) {
  put_text(out, "where", source.where);
  put_text(out, "text", source.text);
  if (!source.joints.empty()) out.numbers("joints", source.joints);
  put_place(out, source, std::nullopt);
}

void put_finding(JsonWriter& out, const rules::Finding& finding) {
  out.text("rule", finding.rule->id).text("severity", rules::to_string(finding.severity));
  out.text("certainty", rules::to_string(finding.certainty));
  put_text(out, "message", finding.message);
  put_text(out, "consequence", finding.consequence.empty() ? finding.rule->why : std::string_view(finding.consequence));
  out.text("name", finding.name.text()).text("type", dns::to_string(finding.type));
  put_record_of(out, finding);
  out.objects("spans", finding.marks, [&](const rules::Mark& mark) { put_mark(out, mark, *finding.record); });
  out.texts("notes", finding.notes | std::views::transform(readable));
  out.text("reference", finding.rule->reference).object_or_null("fix", finding.fix, put_fix);
  if (finding.edit) out.object("edit", put_edit, *finding.edit);
  if (finding.more > 0) out.number("more", finding.more);
}

std::string_view shown_of(const text::Source& record) { return text::whole_characters(record.text, longest_shown); }

void put_files(JsonWriter& out, const inputs::Tally& files) {
  out.number("records", files.read).number("passed_over", files.passed_over);
  out.number("not_read", files.not_read).number("not_known", files.not_known);
  out.objects("gaps", files.gaps, [&](const inputs::Gap& gap) {
    out.text("why", to_string(gap.why)).text("what", gap.what).object("position", put_position, gap.position);
  });
}

void put_repairs_untried(JsonWriter& out, unsigned findings) {
  if (findings > 0) out.number("repairs_untried", findings);
}

std::string safe_in_logs(std::string_view json) { return text::replace_all(json, "##[", "##\\u005b"); }

std::string finish(JsonWriter& out) { return safe_in_logs(out.take()) + "\n"; }

}  // namespace mailauth::report
