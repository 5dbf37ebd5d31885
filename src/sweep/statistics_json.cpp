// Statistics for programs: JSON, and metrics.

#include <fmt/format.h>

#include "mailauth/sweep/statistics.h"
#include "mailauth/text/ascii.h"
#include "report/json_text.h"
#include "sweep/result_file_json.h"

namespace mailauth::sweep {

namespace {

using report::Json;

Json json_of(const std::vector<Dependency>& dependencies) {
  Json list = Json::array();
  for (const Dependency& dependency : dependencies)
    list.push_back({{"name", text::escape_bytes(dependency.name)},
                    {"domains", dependency.domains},
                    {"unregistered", dependency.unregistered}});
  return list;
}

Json json_of(const std::vector<KeyUse>& uses) {
  Json list = Json::array();
  for (const KeyUse& use : uses)
    list.push_back({{"domain", text::escape_bytes(use.domain)}, {"selector", text::escape_bytes(use.selector)}});
  return list;
}

Json json_of(const SharedKey& key) {
  return {{"sha256", text::escape_bytes(key.sha256)},
          {"algorithm", text::escape_bytes(key.algorithm)},
          {"bits", key.bits},
          {"domains", key.domains},
          {"service", key.service.empty() ? Json(nullptr) : Json(text::escape_bytes(key.service))},
          {"uses", key.service.empty() ? json_of(key.uses) : Json::array()}};
}

Json json_of(const Distribution& distribution) {
  Json counts = Json::array();
  for (const Count& count : distribution.counts)
    counts.push_back({{"name", text::escape_bytes(count.name)}, {"domains", count.domains}});
  return {{"approximate", distribution.approximate}, {"counts", counts}};
}

// The values of a label are in quotes: no quotes, backslashes and line feeds in them.
std::string label(std::string_view text) {
  return text::replace_all(text::replace_all(text::escape_bytes(text), "\\", "\\\\"), "\"", "\\\"");
}

std::string gauge(std::string_view name, std::string_view help) {
  return fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name, help);
}

std::string single(std::string_view name, std::string_view help, std::size_t value) {
  return gauge(name, help) + fmt::format("{} {}\n", name, value);
}

}  // namespace

std::string to_json(const Statistics& statistics) {
  Json json = {{"files", Json::array()}};
  for (const FileReport& file : statistics.files) json["files"].push_back(file_json(file));
  json["domains"] = statistics.domains;
  json["incomplete"] = statistics.incomplete;
  json["absent"] = statistics.absent;
  json["distributions"] = Json::object();
  for (const Distribution& distribution : statistics.distributions)
    json["distributions"][distribution.id] = json_of(distribution);
  json["includes"] = json_of(statistics.includes);
  json["mx_hosts"] = json_of(statistics.mx_hosts);
  json["shared_keys"] = Json::array();
  for (const SharedKey& key : statistics.shared_keys) json["shared_keys"].push_back(json_of(key));
  json["shared_primes"] = Json::array();
  for (const SharedPrime& prime : statistics.shared_primes)
    json["shared_primes"].push_back({{"rule", "dkim-rsa-shared-prime"}, {"uses", json_of(prime.uses)}});
  json["keys_left_out"] = statistics.keys_left_out;
  return report::dump(json);
}

std::string to_metrics(const Statistics& statistics) {
  std::string out = single("mailauth_domains", "Domains of the sweep.", statistics.domains);
  out += single("mailauth_domains_incomplete", "Domains with answers missing.", statistics.incomplete);
  out += single("mailauth_domains_absent", "Domains that do not exist.", statistics.absent);
  out += single("mailauth_shared_primes", "Primes that several RSA keys share.", statistics.shared_primes.size());
  for (const Distribution& distribution : statistics.distributions) {
    if (distribution.counts.empty()) continue;
    const std::string name = "mailauth_domains_by_" + distribution.id;
    out += gauge(name, fmt::format("Domains by: {}.", distribution.title));
    for (const Count& count : distribution.counts)
      out += fmt::format("{}{{value=\"{}\"}} {}\n", name, label(count.name), count.domains);
  }
  return out;
}

}  // namespace mailauth::sweep
