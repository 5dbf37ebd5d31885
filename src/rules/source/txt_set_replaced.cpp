#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_txt_set_replaced {

namespace {

using inputs::Record;
using Texts = std::vector<std::string>;

// The TXT of one name, before and after.
struct Change {
  Texts before, after;
  const Record* published = nullptr;  // the first one
};

struct Kind {
  std::string_view name;  // what a text is for: "spf", "google-site-verification"
  bool policy = false;
  friend bool operator==(const Kind&, const Kind&) = default;
};

// Also of what is only meant to be a policy: other rules say what is wrong with it.
Kind kind_of(const std::string& text) {
  const Source source{{}, text, {}, nullptr};
  if (records::spf::resembles_spf(text)) return {"spf", true};
  if (records::dmarc::resembles_dmarc(records::dmarc::parse(source))) return {"dmarc", true};
  if (records::dkim::resembles_key(records::dkim::parse(source))) return {"dkim", true};
  const std::string_view whole = text;
  return {whole.substr(0, whole.find('=')), begins_as_policy(text)};
}

void take_before(const Record& record, Change& change) {
  if (!record.before || !record.whole_set) return;
  for (const dns::Data& data : *record.before)
    if (std::holds_alternative<dns::Txt>(data)) {
      const std::string text = dns::text_of(data);
      if (std::ranges::find(change.before, text) == change.before.end()) change.before.push_back(text);
    }
}

std::map<dns::Name, Change> changes(const Facts& facts) {
  std::map<dns::Name, Change> changes;
  if (!facts.request.published) return changes;
  for (const Record& record : *facts.request.published) {
    if (record.type != "TXT" || is_above(record, facts)) continue;
    Change& change = changes[record.owner];
    take_before(record, change);
    if (record.action == inputs::Action::remove || !record.data) continue;
    if (change.published == nullptr) change.published = &record;
    change.after.push_back(published_text(record).text);
  }
  return changes;
}

long of_kind(const Texts& texts, const Kind& kind) { return std::ranges::count(texts, kind, kind_of); }

// A policy that another one takes the place of is not lost, nor is a text that is written anew.
Texts lost(const Change& change) {
  Texts lost;
  for (const std::string& text : change.before) {
    const Kind kind = kind_of(text);
    if (std::ranges::find(change.after, text) != change.after.end()) continue;
    const long after = of_kind(change.after, kind);
    if (kind.policy ? after == 0 : after < of_kind(change.before, kind)) lost.push_back(text);
  }
  return lost;
}

void check(const Facts& facts, Findings& findings) {
  for (const auto& [name, change] : changes(facts)) {
    if (change.published == nullptr) continue;  // somebody wants none of them
    const Texts texts = lost(change);
    if (texts.empty()) continue;
    const bool policy = std::ranges::any_of(texts, [](const std::string& text) { return kind_of(text).policy; });
    Finding& finding = findings.add(change.published->written_data, all_words(*change.published),
                                    fmt::format("repeat here what is to stay of {} TXT", name.text()));
    finding
        .says(fmt::format("publishing this drops {} other TXT record{} of {}", texts.size(),
                          texts.size() == 1 ? "" : "s", name.text()))
        .with(policy ? Severity::error : Severity::warning);
    for (const std::string& text : texts) finding.note(fmt::format("gone: {}", text));
  }
}

}  // namespace

extern const Rule rule{
    .id = "source-txt-set-replaced",
    .severity = Severity::error,
    .title = "The change takes the place of all TXT records of the name and drops some of them",
    .reference = "Amazon Route 53 API: ChangeResourceRecordSets (UPSERT)",
    .why =
        "All TXT records of a name are one set, and a change replaces the set as a whole. What it does not repeat is "
        "gone: the SPF record beside a site verification, or the verification beside the SPF record. Services that "
        "look for it stop working.",
    .bad = R"(;! --input terraform
{"format_version": "1.2", "resource_changes": [{
  "address": "google_dns_record_set.txt", "type": "google_dns_record_set",
  "change": {"actions": ["update"],
    "before": {"managed_zone": "z", "name": "example.com.", "type": "TXT",
      "rrdatas": ["\"v=spf1 -all\"", "\"google-site-verification=abc\""]},
    "after": {"managed_zone": "z", "name": "example.com.", "type": "TXT",
      "rrdatas": ["\"google-site-verification=abc\""]}}}]}
)",
    .good = R"(;! --input terraform
{"format_version": "1.2", "resource_changes": [{
  "address": "google_dns_record_set.txt", "type": "google_dns_record_set",
  "change": {"actions": ["update"],
    "before": {"managed_zone": "z", "name": "example.com.", "type": "TXT",
      "rrdatas": ["\"v=spf1 -all\"", "\"google-site-verification=abc\""]},
    "after": {"managed_zone": "z", "name": "example.com.", "type": "TXT",
      "rrdatas": ["\"v=spf1 mx -all\"", "\"google-site-verification=abc\""]}}}]}
)",
    .check = check};

}  // namespace mailauth::rules::source_txt_set_replaced
