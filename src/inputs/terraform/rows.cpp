#include "inputs/terraform/rows.h"

#include <algorithm>

namespace mailauth::inputs {
namespace {

// By name of the provider. docs/usage.md lists them.
constexpr RecordRow rows[] = {
    {.type = "aws_route53_record",
     .zone = "zone_id",
     .names = NameForm::suffix,
     .whole_name = "fqdn",
     .values = {"records"},
     .alias = {"alias"},
     .target = "name",
     .set = "set_identifier",
     .txt = TxtForm::inside_quotes,
     .octal_names = true},
    {.type = "azurerm_dns_*_record",
     .zone = "zone_name",
     .values = {"records", "record"},
     .alias = {"target_resource_id"},
     .alias_is_id = true},
    {.type = "cloudflare_dns_record",
     .zone = "zone_id",
     .names = NameForm::either,
     .whole_name = "hostname",
     .names_are_complete = true,
     .values = {"content", "value"},
     .priority = "priority",
     .automatic_ttl = 1,
     .chosen_ttl = 300,
     .proxied = "proxied",
     .txt = TxtForm::text_or_strings,
     .whole_set = false},
    {.type = "cloudflare_record",  // before version 5
     .zone = "zone_id",
     .names = NameForm::either,
     .whole_name = "hostname",
     .values = {"content", "value"},
     .priority = "priority",
     .automatic_ttl = 1,
     .chosen_ttl = 300,
     .proxied = "proxied",
     .txt = TxtForm::text_or_strings,
     .whole_set = false},
    {.type = "digitalocean_record",
     .zone = "domain",
     .priority = "priority",
     .relative_targets = true,
     .whole_set = false},
    // RFC 2136
    {.type = "dns_a_record_set", .fixed_kind = "A", .values = {"addresses"}},
    {.type = "dns_aaaa_record_set", .fixed_kind = "AAAA", .values = {"addresses"}},
    {.type = "dns_cname_record", .fixed_kind = "CNAME", .values = {"cname"}},
    {.type = "dns_mx_record_set", .fixed_kind = "MX", .values = {"mx"}},
    {.type = "dns_ns_record_set", .fixed_kind = "NS", .values = {"nameservers"}},
    {.type = "dns_ptr_record", .fixed_kind = "PTR", .values = {"ptr"}},
    {.type = "dns_srv_record_set", .fixed_kind = "SRV", .values = {"srv"}},
    {.type = "dns_txt_record_set", .fixed_kind = "TXT", .values = {"txt"}},
    {.type = "gandi_livedns_record", .values = {"values"}, .txt = TxtForm::text_or_strings, .relative_targets = true},
    {.type = "google_dns_record_set",
     .zone = "managed_zone",
     .names = NameForm::absolute,
     .values = {"rrdatas"},
     .txt = TxtForm::strings},
    {.type = "hcloud_zone_record", .txt = TxtForm::quoted, .relative_targets = true, .whole_set = false},
    {.type = "hcloud_zone_rrset", .values = {"records"}, .txt = TxtForm::quoted, .relative_targets = true},
    {.type = "hetznerdns_record",
     .zone = "zone_id",
     .txt = TxtForm::text_or_strings,
     .relative_targets = true,
     .whole_set = false},
    {.type = "linode_domain_record",
     .zone = "domain_id",
     .names = NameForm::either,
     .kind = "record_type",
     .values = {"target"},
     .priority = "priority",
     .ttl = "ttl_sec",
     .automatic_ttl = 0,
     .whole_set = false},
    {.type = "ns1_record",
     .name = "domain",
     .names = NameForm::absolute,
     .values = {"answers", "short_answers"},
     .part = "answer",
     .alias = {"link"},
     .txt = TxtForm::text_or_strings},
    {.type = "ovh_domain_zone_record",
     .name = "subdomain",
     .kind = "fieldtype",
     .values = {"target"},
     .automatic_ttl = 0,
     .txt = TxtForm::text_or_strings,
     .relative_targets = true,
     .whole_set = false},
    {.type = "powerdns_record", .names = NameForm::absolute, .values = {"records"}, .txt = TxtForm::quoted},
    {.type = "vultr_dns_record",
     .zone = "domain",
     .values = {"data"},
     .priority = "priority",
     .txt = TxtForm::text_or_strings,
     .whole_set = false},
};

// "*" in front of and behind which the same stands.
bool matches(std::string_view pattern, std::string_view type) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == type;
  return type.size() >= pattern.size() && type.starts_with(pattern.substr(0, star)) &&
         type.ends_with(pattern.substr(star + 1));
}

}  // namespace

const RecordRow exclusive_row{.type = exclusive_type,
                              .names = NameForm::absolute,
                              .values = {"resource_records"},
                              .alias = {"alias_target", "traffic_policy_instance_id"},
                              .target = "dns_name",
                              .alias_is_id = true,
                              .set = "set_identifier",
                              .txt = TxtForm::route53,
                              .octal_names = true};

const RecordRow* row_of(std::string_view type) {
  const auto row = std::ranges::find_if(rows, [type](const RecordRow& each) { return matches(each.type, type); });
  return row == std::end(rows) ? nullptr : &*row;
}

std::string_view starred(const RecordRow& row, std::string_view type) {
  const std::size_t star = row.type.find('*');
  return star == std::string_view::npos ? "" : type.substr(star, type.size() - row.type.size() + 1);
}

}  // namespace mailauth::inputs
