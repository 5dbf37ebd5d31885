#include "inputs/terraform/unread.h"

#include <algorithm>
#include <array>
#include <string>

#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

// A part of the type's name.
constexpr std::array<std::string_view, 6> words_of_dns = {
    "dns", "record", "zone", "rrset", "lightsail_domain_entry", "traffic_policy_instance",
};
constexpr std::array<std::string_view, 2> words_of_others = {"recording", "recorder"};

// Types with such a word that hold no record of a public zone: zones themselves, what signs, transfers or restricts
// them, private zones, resolvers, and availability zones. A star at the end: all that begin so.
constexpr std::array<std::string_view, 35> without_records = {
    "aws_controltower_landing_zone",
    "aws_ec2_availability_zone_group",
    "aws_route53_hosted_zone_dnssec",
    "aws_route53_resolver_*",
    "aws_route53_zone",
    "aws_route53_zone_association",
    "aws_service_discovery_*",
    "aws_vpc_endpoint_private_dns",
    "azurerm_dns_zone",
    "cloudflare_account_dns_settings*",
    "cloudflare_dns_firewall",
    "cloudflare_dns_zone_transfers_*",
    "cloudflare_zero_trust_*",
    "cloudflare_zone",
    "cloudflare_zone_*",
    "gandi_livedns_domain",
    "gandi_livedns_key",
    "google_dataplex_*",
    "google_dns_managed_zone",
    "google_dns_managed_zone_iam_*",
    "google_dns_policy",
    "google_dns_response_policy*",
    "hcloud_zone",
    "hetznerdns_primary_server",
    "hetznerdns_zone",
    "ns1_dns_view",
    "ns1_zone",
    "ovh_domain_zone",
    "ovh_domain_zone_dnssec",
    "ovh_domain_zone_dynhost_login",
    "powerdns_zone",
    "powerdns_zone_metadata",
    "tailscale_dns_*",
    "vultr_dns_domain",
    "yandex_dns_zone",
};

// Types that say which records somebody has to publish, and publish none.
constexpr std::array<std::string_view, 4> advice = {
    "azurerm_email_communication_service_domain",
    "mailgun_domain",
    "scaleway_tem_domain",
    "sendgrid_domain_authentication",
};

// Zones that are made with an A record when this key is there, and with an MX.
struct ZoneWithAddress {
  std::string_view type, key;
};
constexpr std::array zones_with_address = {
    ZoneWithAddress{"digitalocean_domain", "ip_address"},
    ZoneWithAddress{"vultr_dns_domain", "ip"},
};

bool is_without_records(std::string_view type) {
  return std::ranges::any_of(without_records, [type](std::string_view known) {
    return known.ends_with('*') ? type.starts_with(known.substr(0, known.size() - 1)) : type == known;
  });
}

bool sounds_like_dns(std::string_view type) {
  std::string name = text::to_lower(type);
  for (const std::string_view other : words_of_others) name = text::replace_all(name, other, "");
  return std::ranges::any_of(words_of_dns, [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

bool begins_as_record(std::string_view value) {
  value.remove_prefix(std::min(value.find_first_not_of(" \t\r\n\"'\\"), value.size()));
  constexpr std::array<std::string_view, 3> beginnings_of_keys = {"k=rsa;", "k=ed25519;", "p=MI"};
  return records::begins_with_a_version(value) ||
         std::ranges::any_of(beginnings_of_keys, [value](std::string_view begin) { return value.starts_with(begin); });
}

// Recursion is bounded by the depth of the tree.
bool holds_record_text(const Tree& value) {
  return (value.is_text() && begins_as_record(value.scalar)) || std::ranges::any_of(value.items, holds_record_text) ||
         std::ranges::any_of(value.members, [](const Member& member) { return holds_record_text(member.value); });
}

bool has_address(std::string_view type, const Tree& state) {
  return std::ranges::any_of(zones_with_address, [&](const ZoneWithAddress& zone) {
    const Tree* address = zone.type == type ? state.find_text(zone.key) : nullptr;
    return address != nullptr && !address->scalar.empty();
  });
}

}  // namespace

bool is_of_private_zone(std::string_view type) { return type.starts_with("azurerm_private_dns_"); }

bool may_hold_records(std::string_view type, const Tree& change) {
  if (std::ranges::find(advice, type) != advice.end()) return false;
  if (sounds_like_dns(type) && !is_without_records(type)) return true;
  return std::ranges::any_of(std::array{"before", "after"}, [&](std::string_view key) {
    const Tree* state = change.find(key);
    return state != nullptr && (has_address(type, *state) || holds_record_text(*state));
  });
}

}  // namespace mailauth::inputs
