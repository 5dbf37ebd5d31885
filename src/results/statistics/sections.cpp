#include "results/statistics/sections.h"

#include <fmt/format.h>

#include "records/kind.h"
#include "results/count_text.h"
#include "results/print/key_kind.h"
#include "results/statistics/questions.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

// A key under so many organizations is a service's, known or not: that is normal, and the names say nothing.
constexpr std::size_t organizations_of_services = 8;

Section section_of(const Distribution& distribution) {
  Section section{distribution.id, distribution.title, {}};
  for (const Count& count : distribution.counts)
    section.rows.push_back({shown(distribution.id, count.name), count.domains, {}, count.severity});
  if (distribution.approximate) section.title += " (rare ones approximate)";
  return section;
}

// Hosts that occur once are one line, however many they are.
Row row_of_once(const Dependencies& dependencies) {
  std::string names = text::join(dependencies.first_once, ", ");
  const std::size_t more = dependencies.once - dependencies.first_once.size();
  if (more > 0) names += fmt::format(" and {} more", grouped(more));
  return {std::move(names), 1, dependencies.once > 1 ? "each" : "", {}};
}

Section section_of(std::string_view id, const Dependencies& dependencies) {
  Section section{std::string(id), question(id)->title, {}};
  for (const Dependency& host : dependencies.hosts)
    section.rows.push_back({host.name, host.domains, host.unregistered ? "anybody can register it" : "", {}});
  if (dependencies.once > 0) section.rows.push_back(row_of_once(dependencies));
  return section;
}

std::string names_of(const std::vector<KeyUse>& uses) {
  std::vector<std::string> names;
  for (const KeyUse& use : uses)
    names.push_back(records::labels_of(records::RecordKind::dkim, use.selector) + "." + use.domain);
  return text::join(names, ", ");
}

Row row_of(const SharedKey& key) {
  const std::string kind = key_kind(key.algorithm, key.bits);
  if (!key.service.empty()) return {"a key of " + key.service, key.domains, kind, {}};
  if (key.uses.size() >= organizations_of_services)
    return {"a key of a service that is not known", key.domains, kind, {}};
  return {names_of(key.uses), key.domains, kind, {}};
}

Section shared_keys(const Statistics& statistics) {
  Section section{"shared_keys", "one DKIM key of several organizations", {}};
  for (const SharedKey& key : statistics.shared_keys) section.rows.push_back(row_of(key));
  return section;
}

Section shared_primes(const Statistics& statistics) {
  Section section{"shared_primes", "RSA keys that share a prime [dkim-rsa-shared-prime]", {}};
  for (const SharedPrime& prime : statistics.shared_primes)
    section.rows.push_back({names_of(prime.uses), prime.uses.size(), "anybody can factor them: replace them all", {}});
  return section;
}

}  // namespace

std::vector<Section> sections(const Statistics& statistics) {
  std::vector<Section> all{shared_primes(statistics)};
  for (const Distribution& distribution : statistics.distributions) all.push_back(section_of(distribution));
  all.push_back(section_of("includes", statistics.includes));
  all.push_back(section_of("mx_hosts", statistics.mx_hosts));
  all.push_back(shared_keys(statistics));
  std::erase_if(all, [](const Section& section) { return section.rows.empty(); });
  return all;
}

std::vector<std::string> remarks(const Statistics& statistics) {
  std::vector<std::string> texts;
  for (const FileReport& file : statistics.files)
    for (std::string& text : remarks(file)) texts.push_back(std::move(text));
  if (statistics.keys_left_out > 0)
    texts.push_back(fmt::format("{} keys were not compared with all others: there are too many",
                                grouped(statistics.keys_left_out)));
  return texts;
}

}  // namespace mailauth::results
