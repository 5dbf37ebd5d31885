// Reports of domains that are all there, and text that is put aside in memory.

#include <memory>

#include "report/formats.h"

namespace mailauth::report {

namespace {

std::string whole(const Domains& domains, const std::function<ReportWriter(Write)>& begin) {
  std::string out;
  const ReportWriter writer = begin([&out](std::string_view part) { out += part; });
  for (const DomainReport& domain : domains) writer.add(domain);
  writer.end(nullptr);
  return out;
}

}  // namespace

Aside in_memory() {
  const auto text = std::make_shared<std::string>();
  return {[text](std::string_view part) { *text += part; }, [text](const Write& write) { write(*text); }};
}

std::string to_text(const Domains& domains, const TextStyle& style) {
  return whole(domains, [&](Write write) { return text_report(std::move(write), style); });
}

std::string to_junit(const Domains& domains, rules::Severity fail_on) {
  return whole(domains, [&](Write write) { return junit_report(std::move(write), fail_on); });
}

std::string to_json(const Domains& domains) { return whole(domains, json_report); }
std::string to_ndjson(const Domains& domains) { return whole(domains, ndjson_report); }
std::string to_sarif(const Domains& domains) {
  return whole(domains, [](Write write) { return sarif_report(std::move(write)); });
}
std::string to_github(const Domains& domains) { return whole(domains, github_report); }
std::string to_gitlab(const Domains& domains) { return whole(domains, gitlab_report); }
std::string to_markdown(const Domains& domains) { return whole(domains, markdown_report); }
std::string to_csv(const Domains& domains) { return whole(domains, csv_report); }

}  // namespace mailauth::report
