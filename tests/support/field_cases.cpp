#include "support/field_cases.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "facts/collect.h"
#include "facts/services.h"
#include "support/files.h"

namespace mailauth::test {

namespace {

using Words = std::vector<std::string>;

// One option of the command line, into the request or the zone.
void take(const std::string& option, const std::string& value, const nlohmann::json& files, facts::Request& request,
          dns::Zone& zone) {
  if (option == "--zone") {
    auto read = dns::Zone::parse(files.value(value, ""), value);
    if (auto* parsed = std::get_if<dns::Zone>(&read)) zone.merge(*parsed);
  } else if (option == "--selector" || option == "--ses-token") {
    request.selectors.push_back(value);
    if (option == "--ses-token") request.ses_tokens.push_back(value);
  } else if (option == "--ses-region") {
    request.ses_region = value;
  } else if (option == "--mail-from") {
    request.null_sender = value.empty() || value == "<>";
    if (!request.null_sender) request.mail_from = dns::Name::parse(value);
  } else if (option == "--expect") {
    if (const facts::Service* service = facts::service_called(value)) request.expected.push_back(service);
  }
}

std::optional<FieldCase> read(const nlohmann::json& json) {
  const Words run = json.at("run");
  const bool audits = run.size() > 2 && (run[0] == "check" || run[0] == "fix") && !run[1].starts_with("-");
  if (!audits || std::ranges::find(run, "--zone") == run.end()) return std::nullopt;
  const auto domain = dns::Name::parse(run[1]);
  if (!domain) return std::nullopt;
  FieldCase found{.name = json.at("id"), .request = {.domain = *domain}, .zone = nullptr};
  std::ranges::replace(found.name, '-', '_');
  dns::Zone zone;
  for (std::size_t i = 2; i + 1 < run.size(); ++i) take(run[i], run[i + 1], json.at("files"), found.request, zone);
  found.zone = std::make_shared<const dns::Zone>(std::move(zone));
  return found;
}

}  // namespace

std::vector<FieldCase> field_cases() {
  const std::string path = MAILAUTH_SOURCE_DIR "/../shared/cases/cases.json";
  std::vector<FieldCase> cases;
  if (!std::filesystem::exists(path)) return cases;
  for (const nlohmann::json& json : nlohmann::json::parse(tests::read_file(path)))
    if (auto found = read(json)) cases.push_back(std::move(*found));
  return cases;
}

World world(const FieldCase& field_case) {
  World result{.sample = {.request = field_case.request, .evidence = {}}, .facts = {}};
  result.sample.evidence.add_zone(field_case.zone);
  result.sample.evidence.go_offline();
  result.facts = facts::collect(result.sample.request, result.sample.evidence);
  return result;
}

}  // namespace mailauth::test
