#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_txt_set_replaced {

namespace {

using inputs::Record;
using Texts = std::vector<std::string>;

struct Kind {
  std::string name;  // what a text is for: "spf", "google-site-verification"
  bool policy = false;
  friend auto operator<=>(const Kind&, const Kind&) = default;
};

// The TXT of one name, before or after. A set may have thousands, so each is looked at once.
struct TxtSet {
  std::map<std::string, Kind> kinds;  // of each text
  std::map<Kind, std::size_t> counts;
  Texts in_order;  // each text once
};

struct Change {
  TxtSet before, after;
  std::set<const void*> taken;        // of Record::before, which the records of a set share
  const Record* published = nullptr;  // the first one
};

// Also of what is only meant to be a policy: other rules say what is wrong with it.
Kind kind_of(const std::string& text) {
  const Source source{{}, text, {}, nullptr};
  if (records::spf::resembles_spf(text)) return {"spf", true};
  if (records::dmarc::resembles_dmarc(records::dmarc::parse(source))) return {"dmarc", true};
  if (records::dkim::resembles_key(records::dkim::parse(source))) return {"dkim", true};
  return {text.substr(0, text.find('=')), begins_as_policy(text)};
}

void take(const std::string& text, TxtSet& set) {
  const auto [known, is_new] = set.kinds.try_emplace(text);
  if (!is_new) return;
  known->second = kind_of(text);
  ++set.counts[known->second];
  set.in_order.push_back(text);
}

void take_before(const Record& record, Change& change) {
  if (!record.before || !record.whole_set || !change.taken.insert(record.before.get()).second) return;
  for (const dns::Data& data : *record.before)
    if (std::holds_alternative<dns::Txt>(data)) take(dns::text_of(data), change.before);
}

std::map<dns::Name, Change> changes(const Facts& facts) {
  std::map<dns::Name, Change> changes;
  if (!facts.request.published) return changes;
  for (const auto& record : *facts.request.published) {
    if (record->type != "TXT" || is_above(*record, facts)) continue;
    Change& change = changes[record->owner];
    take_before(*record, change);
    if (record->action == inputs::Action::remove || !record->data) continue;
    if (change.published == nullptr) change.published = record.get();
    take(published_text(*record).text, change.after);
  }
  return changes;
}

std::size_t of_kind(const TxtSet& set, const Kind& kind) {
  const auto at = set.counts.find(kind);
  return at == set.counts.end() ? 0 : at->second;
}

// A policy that another one takes the place of is not lost, nor is a text that is written anew.
Texts lost(const Change& change) {
  Texts lost;
  for (const std::string& text : change.before.in_order) {
    if (change.after.kinds.contains(text)) continue;
    const Kind& kind = change.before.kinds.at(text);
    const std::size_t after = of_kind(change.after, kind);
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
    Finding& finding = findings.add(data_of(*change.published), all_words(*change.published),
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
