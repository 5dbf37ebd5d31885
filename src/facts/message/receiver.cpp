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
  bool writes_below = false;  // its results stand below its Received field, not above
};
constexpr std::array<Operator, 7> operators{
    {{"google.com", {"google.com", "gmail.com", "googlemail.com", "1e100.net"}, true},
     {"amazonses.com", {"amazonses.com", "amazonaws.com"}, true},
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

// Between Microsoft's hosts mail goes over public addresses: 2603:1000::/24 and 2a01:111::/32.
bool is_of_microsoft(const text::Ip& ip) {
  if (ip.family != text::Ip::Family::v6) return false;
  const auto& bytes = ip.bytes;
  return (bytes[0] == 0x26 && bytes[1] == 0x03 && bytes[2] == 0x10) ||
         (bytes[0] == 0x2a && bytes[1] == 0x01 && bytes[2] == 0x01 && bytes[3] == 0x11);
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

// "localhost", "mail", "mx.internal": names that mean something in one network only.
bool is_local_name(std::string_view host) {
  return host.find('.') == std::string_view::npos || host.ends_with(".local") || host.ends_with(".localdomain") ||
         host.ends_with(".lan");
}

// The server that wrote it; empty when it calls itself by an address or by a name that says nothing.
std::string operator_at(const ReadHop& hop) {
  const std::string by = text::to_lower(hop.value.at(hop.hop.by));
  return text::parse_ip(by) || by.find(':') != std::string::npos || is_local_name(by) ? "" : operator_of(by);
}

// Where the mail came in, or was handed on by another host of the same operator.
enum class Way : uint8_t { outside, inside_unseen, inside };

// Inside of Microsoft the address tells. Elsewhere what a client says in HELO proves nothing, and its name in the DNS
// does.
Way way_of(const ReadHop& hop, const std::string& organization) {
  const bool is_microsoft = organization == "outlook.com";
  if (hop.hop.address && (!is_public(*hop.hop.address) || (is_microsoft && is_of_microsoft(*hop.hop.address))))
    return Way::inside_unseen;
  if (hop.hop.from.empty() && hop.hop.helo.empty() && !hop.hop.address) return Way::inside_unseen;
  const std::string_view reverse = hop.value.at(hop.hop.reverse);
  return !reverse.empty() && operator_of(reverse) == organization ? Way::inside : Way::outside;
}

bool writes_below(const std::string& organization) {
  const auto at = std::ranges::find(operators, organization, &Operator::name);
  return at != operators.end() && at->writes_below;
}

// The first field of results behind the hop, with nothing between them that a sender may have written.
const Field* results_below(const Message& message, const Border& border) {
  if (!border.hop || !writes_below(border.organization)) return nullptr;
  const auto is_results = [&](const Field& field) {
    return text::equals_ignoring_case(message.name(field), "Authentication-Results");
  };
  const auto is_receivers = [&](const Field& field) {
    return text::equals_ignoring_case(message.name(field), "Received-SPF") ||
           text::starts_with_ignoring_case(message.name(field), "X-SES-");
  };
  for (const Field& field : message.fields) {
    if (field.whole.begin <= border.hop->field->whole.begin) continue;
    if (is_results(field)) return &field;
    if (!is_receivers(field)) return nullptr;
  }
  return nullptr;
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

namespace {

// Is the MAIL FROM one of the receiver's own? Then a list of its, or one of its users, sent the mail, and the first of
// its hosts that took it from another one is where it came in.
bool is_own_mail_from(const Message& message, const std::string& organization) {
  const Field* field = first_field(message, "Return-Path");
  if (field == nullptr) return false;
  const std::string value = unfolded_value(message, *field).text;
  const std::size_t sign = value.rfind('@');
  if (sign == std::string::npos) return false;
  const std::string_view domain = std::string_view(value).substr(sign + 1);
  return operator_of(domain.substr(0, domain.find('>'))) == organization;
}

class BorderFinder {
 public:
  BorderFinder(const Message& message, const std::vector<std::string>& trusted)
      : message_(message), trusted_(trusted) {}

  Border find() {
    for (ReadHop& hop : hops_of(message_)) {
      if (is_fetched(hop.value.text, hop.hop)) continue;
      const std::string organization = operator_at(hop);
      if (border_.organization.empty()) border_.organization = organization;
      const bool is_foreign = !organization.empty() && !is_trusted(organization);
      if (is_foreign || is_submission(hop.value.text, hop.hop)) return end_at(*hop.field);
      if (!take(std::move(hop))) return border_;
    }
    return came_from_inside();
  }

 private:
  bool is_trusted(const std::string& organization) const {
    return organization == border_.organization ||
           std::ranges::any_of(trusted_, [&](const std::string& host) { return operator_of(host) == organization; });
  }

  // False: it came in here.
  bool take(ReadHop hop) {
    const std::string receiver(operator_at(hop).empty() ? "" : hop.value.at(hop.hop.by));
    if (!receiver.empty()) border_.receiver = receiver;
    const Way way = way_of(hop, border_.organization);
    if (way == Way::inside_unseen) return true;
    if (way == Way::inside && !is_own_mail_from(message_, border_.organization)) {
      inside_ = std::move(hop);
      inside_receiver_ = receiver;
      return true;
    }
    border_.end = hop.field->whole.begin;
    if (hop.hop.address) border_.hop = std::move(hop);
    return false;
  }

  Border end_at(const Field& field) {
    border_.end = field.whole.begin;
    return came_from_inside();
  }

  // None of its hosts took it from outside: the last that it was handed on to did.
  Border came_from_inside() {
    if (!inside_) return border_;
    if (!inside_receiver_.empty()) border_.receiver = inside_receiver_;
    border_.end = inside_->field->whole.begin;
    border_.hop = std::move(inside_);
    return border_;
  }

  const Message& message_;
  const std::vector<std::string>& trusted_;
  Border border_;
  std::optional<ReadHop> inside_;
  std::string inside_receiver_;
};

}  // namespace

Border border_of(const Message& message, const std::vector<std::string>& trusted) {
  return BorderFinder(message, trusted).find();
}

std::optional<ReadHop> hop_from(const Message& message, const text::Ip& address) {
  for (ReadHop& hop : hops_of(message))
    if (hop.hop.address == address) return std::move(hop);
  return std::nullopt;
}

void read_receiver(MessageFacts& facts) {
  const Border border = border_of(facts.message(), facts.request.trusted);
  const Field* below = results_below(facts.message(), border);
  for (const Field* field : fields_named(facts.message(), "Authentication-Results")) {
    if (facts.said.size() == max_hops) break;
    ReceiverSaid& said = facts.said.emplace_back();
    said.field = field;
    said.value = unfolded_value(facts.message(), *field);
    said.results = messages::read_authentication_results(said.value.text);
    // What a sender adds stands below what the receiver wrote, whatever name it has.
    said.trusted = (border.wrote(*field) || field == below) && !facts.request.unsent &&
                   is_trusted_id(said.value.at(said.results.authserv_id), border, facts.request.trusted);
  }
}

}  // namespace mailauth::facts
