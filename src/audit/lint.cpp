#include "audit/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

#include "facts/collect.h"
#include "repair/repair.h"
#include "rules/judge.h"
#include "text/ascii.h"

namespace mailauth::audit {

namespace {

using records::RecordKind;

constexpr std::string_view default_domain = "example.com";
constexpr std::string_view default_selector = "selector";

// Where a record stands, and the audit that looks there.
struct Setting {
  dns::Name owner;
  facts::Request request;
};

// The domain and selector that an owner such as s1._domainkey.example.com belongs to. Another name is taken for the
// domain.
Setting setting_of(RecordKind kind, std::string_view name) {
  Setting setting;
  const dns::Name owner = dns::Name::parse(name).value_or(dns::Name{});
  const auto place = records::place_of(owner.text());
  const bool is_of_kind =
      place && (place->kind == kind || (kind == RecordKind::dmarc && place->kind == RecordKind::report_authorisation));
  const bool is_there = is_of_kind && place->is_sound() && !place->domain.empty();
  setting.request.domain = owner.is_root() ? *dns::Name::parse(default_domain) : owner;
  if (is_there) setting.request.domain = *dns::Name::parse(place->domain);
  std::string labels(records::labels_of(kind));
  if (kind == RecordKind::dkim) {
    const bool is_named = is_there && !place->in_front.empty();
    setting.request.selectors = {std::string(is_named ? place->in_front : default_selector)};
    labels = records::labels_of(kind, setting.request.selectors.front());
  }
  setting.owner = labels.empty() ? setting.request.domain : setting.request.domain.child(labels).value_or(owner);
  return setting;
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
bool is_place_of_authorisation(std::string_view name) {
  const auto place = records::place_of(name);
  return place && place->kind == RecordKind::report_authorisation;
}

bool is_report_authorisation(const records::dmarc::Record& record, std::string_view name) {
  return is_place_of_authorisation(name) || (name.empty() && record.list.tags.size() == 1);
}

std::vector<rules::Finding> judge_alone(const Setting& setting, const std::vector<std::string>& strings) {
  dns::Evidence evidence;
  evidence.put(txt_answer(setting.owner, strings));
  evidence.go_offline();
  return rules::judge(facts::collect(setting.request, evidence));
}

// What is wrong with the shortest authorisation is wrong with policies only.
void drop_what_policies_need(const Setting& setting, std::vector<rules::Finding>& findings) {
  const auto about_policies = judge_alone(setting, {std::string(records::info(RecordKind::dmarc).version)});
  std::erase_if(findings, [&](const rules::Finding& finding) {
    return std::ranges::find(about_policies, finding.rule, &rules::Finding::rule) != about_policies.end();
  });
}

// The audit looked at the place of a policy. Of an authorisation nothing but the version counts.
void correct_authorisation(std::string_view name, const text::Source& published,
                           std::vector<rules::Finding>& findings) {
  const dns::Name owner = dns::Name::parse(name).value_or(dns::Name{});
  const std::string_view version = records::info(RecordKind::dmarc).version;
  for (rules::Finding& finding : findings) {
    finding.name = owner;
    if (published.text.starts_with(version)) continue;
    finding.publish(owner, version);
    finding.fix->replaces = {published};
  }
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
    case RecordKind::tls_rpt: return records::tls_rpt::is_usable(records::tls_rpt::parse(source));
    case RecordKind::mta_sts: return records::mta_sts::is_usable(records::mta_sts::parse(source));
    case RecordKind::report_authorisation:
    case RecordKind::dmarc: {
      const records::dmarc::Record record = records::dmarc::parse(source);
      return records::dmarc::is_dmarc(record) &&
             (is_report_authorisation(record, name) || records::dmarc::effective_policy(record).has_value());
    }
  }
  return false;
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
  finding.record = std::make_shared<const text::Source>(source);
  finding.message = fmt::format("this is {}not {}", name ? "a name, " : "", records::info(kind).described);
  return finding.mark(source.whole(), "write the record itself here");
}

}  // namespace

std::string_view to_string(LintVerdict verdict) {
  switch (verdict) {
    case LintVerdict::valid: return "valid";
    case LintVerdict::warning: return "warning";
    case LintVerdict::invalid: return "invalid";
  }
  return "";
}

Lint lint_record(RecordKind kind, std::string_view name, const std::vector<std::string>& strings) {
  const Setting setting = setting_of(kind, name);
  dns::Evidence evidence;
  evidence.put(txt_answer(setting.owner, strings));
  evidence.go_offline();
  const text::Source source = dns::txt_sources(evidence.ask(setting.owner, dns::Type::txt)).front();
  const facts::Facts facts = facts::collect(setting.request, evidence);

  Lint lint;
  const bool authorises = kind == RecordKind::dmarc && is_place_of_authorisation(name);
  std::vector<rules::Finding> all = rules::judge(facts);
  if (authorises) drop_what_policies_need(setting, all);
  std::ranges::copy_if(all, std::back_inserter(lint.findings),
                       [&](const rules::Finding& finding) { return is_about(finding, source); });
  const bool accepted = is_accepted(kind, source, name);
  if (!accepted && lint.findings.empty()) lint.findings.push_back(not_a_policy(kind, source, setting.owner));
  if (authorises)
    correct_authorisation(name, source, lint.findings);
  else
    lint.repairs_untried = repair::propose(facts, evidence, all, lint.findings);
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
