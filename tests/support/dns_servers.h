#pragma once
// Real DNS servers on loopback: Knot DNS (knotd) speaks for the zones, and Unbound resolves through it, as
// the resolver of a site does. Both have free ports, their files are in a temporary directory, and all of it
// is gone at the end, also when the test fails.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "net/transport.h"
#include "support/child_process.h"
#include "support/temporary_directory.h"

namespace mailauth::test {

struct ZoneText {
  std::string origin;  // "example.com"
  std::string text;    // a whole zone with its SOA, in master-file form
};

// What below `domain` comes not from Knot but from another server.
struct Forward {
  std::string domain;
  net::Server server;
};

class DnsServers {
 public:
  // For Unbound what no zone is given for does not exist; Knot refuses to speak of it. Throws std::runtime_error when a
  // server is not installed or does not start; the message ends with its log.
  explicit DnsServers(const std::vector<ZoneText>& zones, const std::vector<Forward>& forwards = {});

  net::Server authoritative() const { return {"127.0.0.1", knot_port_}; }
  net::Server resolver() const { return {"127.0.0.1", unbound_port_}; }

 private:
  void start_knot(const std::vector<ZoneText>& zones);
  void start_unbound(const std::vector<ZoneText>& zones, const std::vector<Forward>& forwards);

  TemporaryDirectory directory_;
  uint16_t knot_port_ = 0, unbound_port_ = 0;
  std::unique_ptr<ChildProcess> knot_, unbound_;
};

}  // namespace mailauth::test
