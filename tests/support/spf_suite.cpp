#include "support/spf_suite.h"

#include <filesystem>
#include <fstream>
#include <set>

namespace mailauth::test {
namespace {

using nlohmann::json;

constexpr dns::Type asked_types[] = {dns::Type::txt, dns::Type::a, dns::Type::aaaa, dns::Type::mx, dns::Type::ptr};

dns::Name name_of(const std::string& text) { return dns::Name::parse_unescaped(text).value(); }

dns::Data data_of(const json& entry) {
  const std::string type = entry.at(0);
  const json& value = entry.at(1);
  if (type == "TXT") return dns::Txt{value.get<std::vector<std::string>>()};
  if (type == "MX") return dns::Mx{value.at(0), name_of(value.at(1))};
  if (type == "A" || type == "AAAA") return text::parse_ip(value.get<std::string>()).value();
  return name_of(value);
}

// A suite's entries for one name in order: a failure stands for the types that have no record before it.
void add_failure(SuiteWorld& world, const dns::Name& owner, const json& entry,
                 const std::set<dns::Type>& already_there) {
  const std::string kind = entry.at(0);
  for (const dns::Type type : asked_types) {
    const bool meant =
        entry.size() > 1 ? dns::parse_type(entry.at(1).get<std::string>()) == type : !already_there.contains(type);
    if (!meant) continue;
    dns::Answer answer;
    answer.question = {owner, type};
    answer.outcome = kind == "TIMEOUT"    ? dns::Outcome::timeout
                     : kind == "SERVFAIL" ? dns::Outcome::server_failure
                                          : dns::Outcome::malformed;  // CNAMELOOP
    world.failures.push_back(std::move(answer));
  }
}

}  // namespace

SuiteWorld suite_world(const json& zone) {
  SuiteWorld world;
  world.zone.speak_for_everything();
  for (const auto& [owner, entries] : zone.items()) {
    std::set<dns::Type> there;
    world.zone.add_owner(name_of(owner));
    for (const json& entry : entries) {
      const auto type = dns::parse_type(entry.at(0).get<std::string>());
      if (!type) {
        add_failure(world, name_of(owner), entry, there);
        continue;
      }
      there.insert(*type);
      world.zone.add({name_of(owner), *type, 0, data_of(entry)});
    }
  }
  return world;
}

std::optional<json> read_suite(const std::string& file) {
  const std::filesystem::path path = std::filesystem::path(MAILAUTH_CONFORMANCE_DIR) / file;
  if (!std::filesystem::exists(path)) return std::nullopt;
  std::ifstream stream(path);
  return json::parse(stream);
}

facts::SpfClient suite_client(const json& test) {
  return facts::spf_client(text::parse_ip(test.at("host").get<std::string>()).value(),
                           test.at("mailfrom").get<std::string>(), test.at("helo").get<std::string>());
}

std::vector<std::string> allowed_results(const json& test) {
  if (test.contains("rfc_result")) return {test.at("rfc_result")};
  return test.at("result");
}

}  // namespace mailauth::test
