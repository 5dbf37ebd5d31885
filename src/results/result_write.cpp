#include <fmt/format.h>

#include "results/result.h"
#include "text/json.h"

namespace mailauth::results {

namespace {

using text::JsonWriter;

// Lines are compared and kept for years: a byte of the DNS that is no text stays recognisable.
constexpr text::JsonStyle line_style{.numeric = true};

void put_result_key(JsonWriter& out, const Key& key) {
  out.text("selector", key.selector).text("algorithm", key.algorithm.text()).number("bits", key.bits);
  out.text("sha256", key.sha256);
  if (!key.modulus.empty()) out.text("modulus", key.modulus);
}

void put_found_rule(JsonWriter& out, const FoundRule& found) {
  out.text("rule", found.rule).text("severity", rules::to_string(found.severity));
  out.flag("indeterminate", found.indeterminate).text("where", found.where).text("message", found.message);
  if (found.more > 0) out.number("more", found.more);
}

void put_verdict(JsonWriter& line, const Result& result) {
  line.text("domain", result.domain).text("time", result.time);
  if (!result.version.empty()) line.text("version", result.version);
  if (!result.records.empty()) line.text("records", result.records);
  line.flag("exists", result.exists).flag("complete", result.complete);
  line.text("forgery", result.forgery.text()).text("own_mail", result.own_mail.text());
  line.text("spf", result.spf.text()).text("spf_all", result.spf_all.text()).number("lookups", result.lookups);
  line.text("dmarc", result.dmarc.text())
      .text("policy", result.policy.text())
      .text("subdomain_policy", result.subdomain_policy.text());
  line.flag("inherited", result.inherited).flag("reports", result.reports);
  line.text("dkim", result.dkim.text()).text("mx", result.mx.text());
  for (std::size_t at = 0; at < further_kinds.size(); ++at)
    if (!result.further[at].empty()) line.text(further_kinds[at].member, result.further[at].text());
  line.number("errors", result.errors).number("warnings", result.warnings);
}

void put_lists(JsonWriter& line, const Result& result) {
  line.objects("keys", result.keys, put_result_key);
  line.texts("mx_hosts", result.mx_hosts).texts("includes", result.includes);
  line.texts("unregistered", result.unregistered).texts("wildcards", result.wildcards);
  line.texts("services", result.services);
  line.objects("findings", result.findings, put_found_rule);
}

void put_result(JsonWriter& line, const Result& result, Detail detail, std::string_view report) {
  put_verdict(line, result);
  if (detail != Detail::verdict) put_lists(line, result);
  if (detail == Detail::full) line.json("report", report);
  line.number("queries", result.queries).number("cached", result.cached).number("elapsed_ms", result.elapsed_ms);
}

void put_summary(JsonWriter& line, const Summary& summary) {
  line.text("type", "summary").number("domains", summary.domains).number("complete", summary.complete);
  line.number("duplicates", summary.duplicates).number("junk", summary.junk);
  line.number("queries", summary.queries).number("cached", summary.cached);
  line.json("elapsed_s", fmt::format("{:.3f}", summary.elapsed_s)).flag("interrupted", summary.interrupted);
}

}  // namespace

void forget_cost(Result& result) {
  result.time.clear();
  result.queries = result.cached = result.elapsed_ms = 0;
}

void forget_origin(Result& result) {
  result.version.clear();
  result.records.clear();
}

std::string to_line(const Result& result, Detail detail, std::string_view report) {
  JsonWriter line(line_style);
  return line.object(put_result, result, detail, report).take() + "\n";
}

std::string to_line(const Summary& summary) {
  JsonWriter line(line_style);
  return line.object(put_summary, summary).take() + "\n";
}

}  // namespace mailauth::results
