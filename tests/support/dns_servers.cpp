#include "support/dns_servers.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "support/dns_wire.h"
#include "support/loopback.h"

namespace mailauth::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds start_time{15};
constexpr int attempts = 3;  // another program may take the port between our looking for it and the server's

constexpr std::string_view empty_root = "@ 60 SOA ns.invalid. hostmaster.invalid. 1 60 60 60 60\n@ 60 NS ns.invalid.\n";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool answers(uint16_t port) {
  Query query;
  query.question = wire_name({}) + u16(6) + u16(1);  // the root's SOA
  std::string message = Message(query, rd).bytes();
  return !ask_over_udp(port, message, 200).empty();
}

void wait_until_it_answers(ChildProcess& process, uint16_t port) {
  const Clock::time_point end = Clock::now() + start_time;
  while (!answers(port)) {
    if (!process.running()) throw std::runtime_error("it ended");
    if (Clock::now() > end) throw std::runtime_error("it does not answer");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

// Starts it on a free port; `command` writes the configuration for that port.
std::unique_ptr<ChildProcess> start(const std::function<std::vector<std::string>(uint16_t)>& command, uint16_t& port,
                                    const std::string& log) {
  for (int attempt = 1;; ++attempt) {
    port = free_port();
    auto process = std::make_unique<ChildProcess>(command(port), log);
    try {
      wait_until_it_answers(*process, port);
      return process;
    } catch (const std::runtime_error& error) {
      if (attempt == attempts) throw std::runtime_error(fmt::format("{}: {}\n{}", log, error.what(), read_file(log)));
    }
  }
}

constexpr std::string_view knot_configuration = R"(server:
    listen: 127.0.0.1@{port}
    rundir: "{directory}"
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
log:
  - target: stderr
    any: warning
database:
    storage: "{directory}/db"
template:
  - id: default
    storage: "{directory}"
    journal-content: none
    zonefile-load: whole
    zonefile-sync: -1
    semantic-checks: off
zone:
)";

constexpr std::string_view unbound_configuration = R"(server:
    interface: 127.0.0.1@{port}
    port: {port}
    directory: "{directory}"
    username: ""
    chroot: ""
    pidfile: ""
    use-syslog: no
    verbosity: 0
    do-daemonize: no
    num-threads: 1
    do-ip6: no
    do-not-query-localhost: no
    module-config: "iterator"
    ede: yes
    edns-buffer-size: 1232
    max-udp-size: 1232
    minimal-responses: yes
    serve-original-ttl: yes
    local-zone: "test." nodefault
    local-zone: "invalid." nodefault
remote-control:
    control-enable: no
auth-zone:
    name: "."
    zonefile: "root.zone"
    fallback-enabled: no
    for-downstream: no
    for-upstream: yes
)";

std::string forward_zone(std::string_view domain, const net::Server& server) {
  return fmt::format("forward-zone:\n    name: \"{}.\"\n    forward-addr: {}@{}\n", domain, server.address,
                     server.port);
}

}  // namespace

DnsServers::DnsServers(const std::vector<ZoneText>& zones, const std::vector<Forward>& forwards) {
  start_knot(zones);
  start_unbound(zones, forwards);
}

void DnsServers::start_knot(const std::vector<ZoneText>& zones) {
  std::string list;
  for (const ZoneText& zone : zones) {
    const std::string file = directory_.write(zone.origin + ".zone", zone.text);
    list += fmt::format("  - domain: \"{}.\"\n    file: \"{}\"\n", zone.origin, file);
  }
  const std::string directory = directory_.path().string();
  const std::string program = find_program("knotd");
  const auto command = [&](uint16_t port) {
    const std::string text = fmt::format(knot_configuration, fmt::arg("port", port), fmt::arg("directory", directory));
    return std::vector<std::string>{program, "-c", directory_.write("knot.conf", text + list)};
  };
  knot_ = start(command, knot_port_, directory + "/knot.log");
}

void DnsServers::start_unbound(const std::vector<ZoneText>& zones, const std::vector<Forward>& forwards) {
  directory_.write("root.zone", empty_root);
  std::string list;
  for (const ZoneText& zone : zones) list += forward_zone(zone.origin, authoritative());
  for (const Forward& forward : forwards) list += forward_zone(forward.domain, forward.server);
  const std::string directory = directory_.path().string();
  const std::string program = find_program("unbound");
  const auto command = [&](uint16_t port) {
    const std::string text =
        fmt::format(unbound_configuration, fmt::arg("port", port), fmt::arg("directory", directory));
    return std::vector<std::string>{program, "-d", "-p", "-c", directory_.write("unbound.conf", text + list)};
  };
  unbound_ = start(command, unbound_port_, directory + "/unbound.log");
}

}  // namespace mailauth::test
