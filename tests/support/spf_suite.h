#pragma once
// The suites of SPF evaluations in ../shared/conformance: worlds, and what must come out in them.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "dns/answer.h"
#include "dns/zone.h"
#include "facts/spf_check.h"

namespace mailauth::test {

struct SuiteWorld {
  dns::Zone zone;                     // speaks for everything
  std::vector<dns::Answer> failures;  // timeout, server_failure, or malformed: a loop of CNAMEs
};

std::optional<nlohmann::json> read_suite(const std::string& file);  // nothing when it is not there
SuiteWorld suite_world(const nlohmann::json& zone);                 // of an item
facts::SpfClient suite_client(const nlohmann::json& test);
// Some results are not of the RFC: then the RFC's own stands beside them.
std::vector<std::string> allowed_results(const nlohmann::json& test);

}  // namespace mailauth::test
