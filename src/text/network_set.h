#pragma once
// Addresses as networks that do not overlap: what an SPF record permits, and what is left of it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/ip.h"

namespace mailauth::text {

// Two networks are equal, nested or disjoint. Those of a set are disjoint, and two halves are one: hence equal sets
// have equal networks.
class NetworkSet {
 public:
  NetworkSet() = default;
  explicit NetworkSet(const std::vector<Network>& networks);

  const std::vector<Network>& networks() const { return networks_; }  // masked; sorted, IPv4 first
  bool empty() const { return networks_.empty(); }
  bool contains(const Network& network) const;  // whole, within one of them

  uint64_t ipv4_addresses() const;
  std::size_t ipv6_networks() const;

  friend bool operator==(const NetworkSet&, const NetworkSet&) = default;

 private:
  std::vector<Network> networks_;
};

NetworkSet united(const NetworkSet& a, const NetworkSet& b);
NetworkSet without(const NetworkSet& set, const NetworkSet& taken);

}  // namespace mailauth::text
