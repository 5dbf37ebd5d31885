#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"
#include "text/special_networks.h"

namespace mailauth::rules::spf_mapped_ip6 {

namespace {

using text::SpecialNetwork;

constexpr uint8_t mapped_bits = 96;

// The IPv4 network in the last 32 bits.
text::Network meant(const text::Network& mapped) {
  text::Network network;
  for (std::size_t at = 0; at < 4; ++at) network.address.bytes[at] = mapped.address.bytes[12 + at];
  network.prefix = static_cast<uint8_t>(mapped.prefix - mapped_bits);
  return network;
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts))
    for (const records::spf::Term& term : subject.record->terms) {
      const SpecialNetwork* special = term.network ? text::special_network(*term.network) : nullptr;
      if (special == nullptr || special->use != SpecialNetwork::Use::mapped_ipv4) continue;
      const text::Network network = meant(*term.network);
      const std::string ip4 = network.prefix == 32 ? to_string(network.address) : to_string(network);
      add(findings, subject, term.span, fmt::format("write ip4:{} here", ip4))
          .says(fmt::format("{} never matches: it is an IPv4 address", text::quote(subject.record->text(term.span))));
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-mapped-ip6",
    .severity = Severity::warning,
    .title = "An ip6 term in the SPF record stands for an IPv4 address and never matches",
    .reference = "RFC 7208 5",
    .why =
        "Receivers compare mail that comes over IPv4 only with ip4 terms. The server that is meant is not permitted.",
    .bad = R"(@ TXT "v=spf1 ip6:::ffff:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_mapped_ip6
