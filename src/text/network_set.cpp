#include "text/network_set.h"

#include <algorithm>

namespace mailauth::text {

namespace {

bool lies_in(const Network& inner, const Network& outer) {
  return outer.prefix <= inner.prefix && contains(outer, inner.address);
}

// The other half of the network one bit shorter.
Network sibling(Network network) {
  const unsigned last = network.prefix - 1u;
  network.address.bytes[last / 8] ^= static_cast<uint8_t>(0x80u >> (last % 8));
  return network;
}

// Networks of a sorted set grow together from its end.
void join_halves(std::vector<Network>& networks) {
  while (networks.size() > 1) {
    const Network& last = networks.back();
    if (last.prefix == 0 || networks[networks.size() - 2] != sibling(last)) return;
    networks.pop_back();
    --networks.back().prefix;
  }
}

// What is left of a network without one that lies in it: on every level between them the half without it.
void add_rest(const Network& whole, Network taken, std::vector<Network>& rest) {
  for (; taken.prefix > whole.prefix; --taken.prefix) rest.push_back(masked(sibling(taken)));
}

void add_without(const Network& network, const Network& taken, std::vector<Network>& rest) {
  if (lies_in(network, taken)) return;
  if (lies_in(taken, network))
    add_rest(network, taken, rest);
  else
    rest.push_back(network);
}

}  // namespace

// In order of address and length a network stands behind the one that contains it.
NetworkSet::NetworkSet(const std::vector<Network>& networks) {
  std::vector<Network> sorted;
  for (const Network& network : networks) sorted.push_back(masked(network));
  std::ranges::sort(sorted, [](const Network& a, const Network& b) {
    return a.address != b.address ? a.address < b.address : a.prefix < b.prefix;
  });
  for (const Network& network : sorted)
    if (networks_.empty() || !lies_in(network, networks_.back())) {
      networks_.push_back(network);
      join_halves(networks_);
    }
}

bool NetworkSet::contains(const Network& network) const {
  return std::ranges::any_of(networks_, [&](const Network& own) { return lies_in(network, own); });
}

uint64_t NetworkSet::ipv4_addresses() const {
  uint64_t count = 0;
  for (const Network& network : networks_)
    if (network.address.family == Ip::Family::v4)
      count += uint64_t{1} << (address_bits(network.address) - network.prefix);
  return count;
}

std::size_t NetworkSet::ipv6_networks() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      networks_, [](const Network& network) { return network.address.family == Ip::Family::v6; }));
}

NetworkSet united(const NetworkSet& a, const NetworkSet& b) {
  std::vector<Network> all = a.networks();
  all.insert(all.end(), b.networks().begin(), b.networks().end());
  return NetworkSet(all);
}

NetworkSet without(const NetworkSet& set, const NetworkSet& taken) {
  std::vector<Network> left = set.networks();
  for (const Network& hole : taken.networks()) {
    std::vector<Network> rest;
    for (const Network& network : left) add_without(network, hole, rest);
    left = std::move(rest);
  }
  return NetworkSet(left);
}

}  // namespace mailauth::text
