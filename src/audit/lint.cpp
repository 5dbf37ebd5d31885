#include "audit/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "facts/collect.h"
#include "repair/repair.h"
#include "rules/judge.h"
#include "text/ascii.h"

namespace mailauth::audit {

namespace {

constexpr std::array<std::pair<RecordKind, std::string_view>, 3> kinds{
    {{RecordKind::spf, "spf"}, {RecordKind::dkim, "dkim"}, {RecordKind::dmarc, "dmarc"}}};

constexpr std::string_view default_domain = "example.com";
constexpr std::string_view default_selector = "selector";

// Where a record stands, and the audit that looks there.
struct Place {
  dns::Name owner;
  facts::Request request;
};

// The domain and selector that an owner such as s1._domainkey.example.com belongs to.
Place place_of(RecordKind kind, std::string_view name) {
  Place place;
  dns::Name owner = dns::Name::parse(name).value_or(dns::Name{});
  std::string selector(default_selector);
  place.request.domain = owner.is_root() ? *dns::Name::parse(default_domain) : owner;
  if (kind == RecordKind::dmarc) {
    if (owner.labels().size() > 1 && owner.labels().front() == "_dmarc") place.request.domain = owner.parent();
    place.owner = place.request.domain.child("_dmarc").value_or(owner);
  } else if (kind == RecordKind::dkim) {
    const std::size_t at = owner.text().find("._domainkey.");
    if (at != std::string::npos) {
      selector = owner.text().substr(0, at);
      place.request.domain = *dns::Name::parse(owner.text().substr(at + std::string_view("._domainkey.").size()));
    }
    place.owner = place.request.domain.child(selector + "._domainkey").value_or(owner);
    place.request.selectors = {selector};
  } else {
    place.owner = place.request.domain;
  }
  return place;
}

// The strings as the DNS holds them: at most 255 bytes each. Longer ones cannot be published as they are; the
// text is judged all the same.
dns::Answer txt_answer(const dns::Name& owner, const std::vector<std::string>& strings) {
  dns::Answer answer;
  answer.question = {owner, dns::Type::txt};
  answer.outcome = dns::Outcome::found;
  answer.records.push_back({owner, dns::Type::txt, 0, dns::Txt{strings}});
  return answer;
}

bool is_about(const rules::Finding& finding, const text::Source& source) {
  return finding.record && finding.record->text == source.text;
}

// "v=DMARC1" alone lets somebody send reports here (RFC 9990 4). It is no policy, so the name has to allow for it.
bool is_report_authorisation(const records::dmarc::Record& record, std::string_view name) {
  if (text::contains_ignoring_case(name, "._report._dmarc.")) return true;
  return name.empty() && record.list.tags.size() == 1;
}

// Would receivers use this text? The rules say what is wrong; this says what it leads to.
bool is_accepted(RecordKind kind, const text::Source& source, std::string_view name) {
  switch (kind) {
    case RecordKind::spf:
      return records::spf::is_spf(source.text) && records::spf::is_valid(records::spf::parse(source));
    case RecordKind::dkim: {
      const records::dkim::Record record = records::dkim::parse(source);
      return record.revoked() || records::dkim::is_usable(record);
    }
    case RecordKind::dmarc: {
      const records::dmarc::Record record = records::dmarc::parse(source);
      return records::dmarc::is_dmarc(record) &&
             (is_report_authorisation(record, name) || records::dmarc::effective_policy(record).has_value());
    }
  }
  return false;
}

std::string_view described(RecordKind kind) {
  switch (kind) {
    case RecordKind::spf: return "an SPF record";
    case RecordKind::dkim: return "a usable DKIM key";
    case RecordKind::dmarc: return "a DMARC record";
  }
  return "";
}

bool is_name(std::string_view text) {
  return text == "@" || (text.find_first_of("= \t") == std::string_view::npos && dns::Name::parse(text).has_value() &&
                         text.find_first_of("._") != std::string_view::npos);
}

// Among the TXT of a domain an unrelated one is no finding; a text that was given as a record is.
rules::Finding not_a_policy(RecordKind kind, const text::Source& source, const dns::Name& owner) {
  const bool name = is_name(source.text);
  const rules::Rule& rule = *rules::find_rule(name ? "dns-txt-host-label" : "dns-txt-not-a-policy");
  rules::Finding finding;
  finding.rule = &rule;
  finding.severity = rule.severity;
  finding.name = owner;
  finding.record = source;
  finding.message = fmt::format("this is {}not {}", name ? "a name, " : "", described(kind));
  return finding.mark(source.whole(), "write the record itself here");
}

}  // namespace

std::optional<RecordKind> parse_record_kind(std::string_view text) {
  for (const auto& [kind, word] : kinds)
    if (word == text) return kind;
  return std::nullopt;
}

std::string_view to_string(RecordKind kind) {
  return std::find_if(kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.first == kind; })->second;
}

std::string_view to_string(LintVerdict verdict) {
  switch (verdict) {
    case LintVerdict::valid: return "valid";
    case LintVerdict::warning: return "warning";
    case LintVerdict::invalid: return "invalid";
  }
  return "";
}

Lint lint_record(RecordKind kind, std::string_view name, const std::vector<std::string>& strings) {
  const Place place = place_of(kind, name);
  dns::Evidence evidence;
  evidence.put(txt_answer(place.owner, strings));
  evidence.go_offline();
  const text::Source source = dns::txt_sources(evidence.ask(place.owner, dns::Type::txt)).front();
  const facts::Facts facts = facts::collect(place.request, evidence);

  Lint lint;
  lint.findings = rules::judge(facts);
  std::erase_if(lint.findings, [&](const rules::Finding& finding) { return !is_about(finding, source); });
  const bool accepted = is_accepted(kind, source, name);
  if (!accepted && lint.findings.empty()) lint.findings.push_back(not_a_policy(kind, source, place.owner));
  repair::propose(facts, evidence, lint.findings);
  const bool blemished = std::any_of(lint.findings.begin(), lint.findings.end(), [](const rules::Finding& finding) {
    return finding.severity != rules::Severity::info;
  });
  if (!accepted)
    lint.verdict = LintVerdict::invalid;
  else if (blemished)
    lint.verdict = LintVerdict::warning;
  return lint;
}

}  // namespace mailauth::audit
