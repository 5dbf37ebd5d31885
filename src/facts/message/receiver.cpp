#include "facts/message/receiver.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/special_networks.h"

namespace mailauth::facts {

namespace {

using messages::Field;
using messages::Message;

constexpr std::size_t max_hops = 100;  // that are read

// Domains under which one operator's hosts write to each other.
struct Operator {
  std::string_view name;
  std::array<std::string_view, 6> domains;
};
constexpr std::array<Operator, 6> operators{
    {{"google.com", {"google.com", "gmail.com", "googlemail.com", "1e100.net"}},
     {"outlook.com",
      {"outlook.com", "exchangelabs.com", "office365.com", "microsoft.com", "hotmail.com", "office.com"}},
     {"yahoo.com", {"yahoo.com", "yahoodns.net", "aol.com", "yahooinc.com"}},
     {"icloud.com", {"icloud.com", "apple.com", "me.com", "mac.com"}},
     {"gmx.net", {"gmx.net", "gmx.com", "web.de", "1and1.com", "ionos.com", "kundenserver.de"}},
     {"fastmail.com", {"fastmail.com", "messagingengine.com", "internal"}}}};

bool is_public(const text::Ip& ip) {
  const text::SpecialNetwork* network = text::special_network(ip);
  return network == nullptr || network->use == text::SpecialNetwork::Use::documentation;
}

std::vector<ReadHop> hops_of(const Message& message) {
  std::vector<ReadHop> hops;
  for (const Field* field : fields_named(message, "Received")) {
    if (hops.size() == max_hops) break;
    ReadHop& hop = hops.emplace_back();
    hop.field = field;
    hop.value = unfolded_value(message, *field);
    hop.hop = messages::read_received(hop.value.text);
  }
  return hops;
}

// The server that wrote it; empty when it calls itself by an address.
std::string operator_at(const ReadHop& hop) {
  const std::string_view by = hop.value.at(hop.hop.by);
  return text::parse_ip(by) ? "" : operator_of(by);
}

// Microsoft's hosts are known to each other by the name alone. Elsewhere what a client says in HELO proves nothing, and
// its name in the DNS does.
bool comes_from_inside(const ReadHop& hop, const std::string& organization) {
  if (hop.hop.address && !is_public(*hop.hop.address)) return true;
  if (hop.hop.from.empty() && hop.hop.helo.empty() && !hop.hop.address) return true;
  const std::string_view reverse = hop.value.at(hop.hop.reverse);
  if (!reverse.empty() && operator_of(reverse) == organization) return true;
  return organization == "outlook.com" && operator_of(hop.value.at(hop.hop.from)) == organization;
}

bool is_trusted_id(std::string_view id, const Border& border, const std::vector<std::string>& trusted) {
  const auto is_it = [&](const std::string& name) { return text::equals_ignoring_case(name, id); };
  if (std::ranges::any_of(trusted, is_it)) return true;
  if (id.empty()) return border.organization == "outlook.com";  // it leaves its name out
  return !border.organization.empty() && operator_of(id) == border.organization;
}

}  // namespace

std::string operator_of(std::string_view host) {
  const auto name = dns::Name::parse(host);
  if (!name || name->is_root()) return "";
  const std::string domain = organizational_domain_by_suffix_list(*name).text();
  for (const Operator& each : operators)
    if (std::ranges::find(each.domains, domain) != each.domains.end()) return std::string(each.name);
  return domain;
}

Border border_of(const Message& message, const std::vector<std::string>& trusted) {
  Border border;
  const auto is_trusted = [&](const std::string& organization) {
    return organization == border.organization ||
           std::ranges::any_of(trusted, [&](const std::string& host) { return operator_of(host) == organization; });
  };
  for (ReadHop& hop : hops_of(message)) {
    const std::string organization = operator_at(hop);
    if (border.organization.empty()) border.organization = organization;
    if (!organization.empty() && !is_trusted(organization)) return border;
    if (!organization.empty()) border.receiver = hop.value.at(hop.hop.by);
    if (comes_from_inside(hop, border.organization)) continue;
    if (hop.hop.address) border.hop = std::move(hop);
    return border;
  }
  return border;
}

void read_receiver(MessageFacts& facts) {
  const Border border = border_of(facts.message(), facts.request.trusted);
  bool is_on_top = true;
  for (const Field* field : fields_named(facts.message(), "Authentication-Results")) {
    if (facts.said.size() == max_hops) break;
    ReceiverSaid& said = facts.said.emplace_back();
    said.field = field;
    said.value = unfolded_value(facts.message(), *field);
    said.results = messages::read_authentication_results(said.value.text);
    // What a sender adds stands below what the receiver wrote, whatever name it has.
    said.trusted = is_on_top && !facts.request.unsent &&
                   is_trusted_id(said.value.at(said.results.authserv_id), border, facts.request.trusted);
    is_on_top = is_on_top && said.trusted && border.hop && field->whole.begin < border.hop->field->whole.begin;
  }
}

}  // namespace mailauth::facts
