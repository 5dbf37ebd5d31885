// Statistics for programs: JSON, and metrics.

#include <fmt/format.h>

#include "report/json_text.h"
#include "results/print/result_file_json.h"
#include "results/statistics.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using text::JsonWriter;

void put_dependency(JsonWriter& out, const Dependency& dependency) {
  out.text("name", text::escape_bytes(dependency.name)).number("domains", dependency.domains);
  out.flag("unregistered", dependency.unregistered);
}

void put_use(JsonWriter& out, const KeyUse& use) {
  out.text("domain", text::escape_bytes(use.domain)).text("selector", text::escape_bytes(use.selector));
}

void put_shared_key(JsonWriter& out, const SharedKey& key) {
  out.text("sha256", text::escape_bytes(key.sha256)).text("algorithm", text::escape_bytes(key.algorithm.text()));
  out.number("bits", key.bits).number("domains", key.domains);
  out.text_or_null("service", text::escape_bytes(key.service));
  out.objects("uses", key.service.empty() ? key.uses : std::vector<KeyUse>(), put_use);
}

void put_shared_prime(JsonWriter& out, const SharedPrime& prime) {
  out.text("rule", "dkim-rsa-shared-prime").objects("uses", prime.uses, put_use);
}

void put_distribution(JsonWriter& out, const Distribution& distribution) {
  out.flag("approximate", distribution.approximate).objects("counts", distribution.counts, [&](const Count& count) {
    out.text("name", text::escape_bytes(count.name)).number("domains", count.domains);
    if (count.severity) out.text("severity", rules::to_string(*count.severity));
  });
}

void put_worst(JsonWriter& out, const WorstDomain& worst) {
  out.text("domain", text::escape_bytes(worst.domain)).text("forgery", text::escape_bytes(worst.forgery.text()));
  out.text("own_mail", text::escape_bytes(worst.own_mail.text())).number("errors", worst.errors);
}

void put_statistics(JsonWriter& out, const Statistics& statistics) {
  out.objects("files", statistics.files, put_file).number("domains", statistics.domains);
  out.number("incomplete", statistics.incomplete).number("absent", statistics.absent);
  out.object("outcomes", [&] {
    for (const Outcome outcome : outcomes) out.number(word_of(outcome), statistics.outcomes.of(outcome));
  });
  out.objects("worst", statistics.worst.domains(), put_worst);
  out.object("distributions", [&] {
    for (const Distribution& distribution : statistics.distributions)
      out.object(distribution.id, put_distribution, distribution);
  });
  out.objects("includes", statistics.includes.hosts, put_dependency).number("includes_once", statistics.includes.once);
  out.objects("mx_hosts", statistics.mx_hosts.hosts, put_dependency).number("mx_hosts_once", statistics.mx_hosts.once);
  out.objects("shared_keys", statistics.shared_keys, put_shared_key);
  out.objects("shared_primes", statistics.shared_primes, put_shared_prime);
  out.number("keys_left_out", statistics.keys_left_out);
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
  JsonWriter out(report::indented);
  out.object(put_statistics, statistics);
  return report::finish(out);
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

}  // namespace mailauth::results
