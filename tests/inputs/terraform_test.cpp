#include <fmt/format.h>

#include "inputs/inputs_support.h"

namespace mailauth::inputs::terraform_test {
namespace {

// A plan with one zone of AWS, and one row.
std::string plan_with(const std::string& type, const std::string& change, const std::string& rest = "") {
  return fmt::format(R"({{ "format_version": "1.2",
  "prior_state": {{ "values": {{ "root_module": {{ "child_modules": [ {{ "resources": [
    {{ "address": "module.dns.data.aws_route53_zone.main", "type": "aws_route53_zone",
      "values": {{ "zone_id": "Z1", "name": "example.com" }} }} ] }} ] }} }} }},
  "resource_changes": [ {{ "address": "{0}.it", "mode": "managed", "type": "{0}", "change": {{
    {1} }} }} ]{2} }})",
                     type, change, rest);
}

std::string creation(const std::string& after, const std::string& rest = "") {
  return R"("actions": ["create"], "before": null, "after": )" + after + rest;
}

std::string shown(const std::string& type, const std::string& change) {
  return show(read_as(Format::terraform, plan_with(type, change)));
}

TEST(TerraformInput, ReadsTheSample) {
  const Document document = read_as(Format::terraform, sample("terraform-plan.json"));
  EXPECT_EQ(show(document),
            "6:160 example.com TXT 300 \"v=spf1 include:amazonses.com ~all\" create in aws_route53_record.spf\n"
            "10:215 _dmarc.example.org TXT 300 \"v=DMARC1; p=reject; rua=mailto:d@example.org\" replace in "
            "cloudflare_dns_record.dmarc\n"
            "12:161 example.net TXT 300 \"v=spf1 include:_spf.google.com -all\" create in google_dns_record_set.spf\n"
            "14:180 _dmarc.example.info TXT 300 \"v=DMARC1; p=none\" create in azurerm_dns_txt_record.dmarc\n");
  EXPECT_TRUE(document.zones.empty());
  EXPECT_EQ(show_gaps(document), "not known: aws_route53_record.dkim[0]: its name is only known after apply\n");
  ASSERT_EQ(document.nameless.size(), 1u);
  EXPECT_EQ(document.nameless[0].zone, dns::Name::parse("example.com"));
  EXPECT_EQ(document.nameless[0].type, "CNAME");
}

TEST(TerraformInput, ReadsAws) {
  const auto aws = [](const std::string& name, const std::string& rest) {
    return shown("aws_route53_record", creation(R"({ "zone_id": "Z1", "name": ")" + name + "\", " + rest + " }"));
  };
  const std::string txt = R"("type": "TXT", "ttl": 300, "records": ["one\" \"two"])";
  EXPECT_EQ(aws("_dmarc", txt), "6:129 _dmarc.example.com TXT 300 \"one\" \"two\" create in aws_route53_record.it\n");
  EXPECT_EQ(aws("_dmarc.Example.com.", txt),
            "6:142 _dmarc.example.com TXT 300 \"one\" \"two\" create in aws_route53_record.it\n");
  EXPECT_EQ(aws("notexample.com", txt),
            "6:137 notexample.com TXT 300 \"one\" \"two\" create in aws_route53_record.it\n");  // the suffix of the
                                                                                                // text counts
  EXPECT_EQ(aws("", R"("type": "TXT", "records": ["\"v=spf1 -all\""])"),
            "6:111 example.com TXT - (unreadable) create in aws_route53_record.it\n");
  EXPECT_EQ(aws("a", R"("type": "MX", "set_identifier": "eu", "records": ["10 mail.example.net"])"),
            "6:135 a.example.com MX - 10 mail.example.net. set eu create in aws_route53_record.it\n");
  EXPECT_EQ(aws("a", R"("type": "A", "alias": [{ "name": "x" }], "records": null)"),
            "6:107 a.example.com A - (alias) create in aws_route53_record.it\n");
}

TEST(TerraformInput, ReadsCloudflare) {
  const auto cloudflare = [](const std::string& type, const std::string& after) {
    return shown(type, creation("{ \"zone_id\": \"Z1\", " + after + " }"));
  };
  EXPECT_EQ(cloudflare("cloudflare_record", R"("name": "@", "type": "TXT", "ttl": 1, "value": "v=spf1 -all")"),
            "6:119 example.com TXT 300 \"v=spf1 -all\" create in cloudflare_record.it\n");
  EXPECT_EQ(cloudflare("cloudflare_dns_record", R"("name": "a", "type": "TXT", "content": "\"x\" \"y\"")"),
            "6:111 a.example.com TXT - \"x\" \"y\" create in cloudflare_dns_record.it\n");
  EXPECT_EQ(
      cloudflare("cloudflare_record", R"("name": "a.example.com", "type": "MX", "value": "b.example", "priority": 10)"),
      "6:145 a.example.com MX - 10 b.example. create in cloudflare_record.it\n");
  EXPECT_EQ(
      cloudflare("cloudflare_dns_record", R"("name": "a", "type": "CNAME", "content": "b.example", "proxied": true)"),
      "6:113 a.example.com CNAME - b.example. create proxied in cloudflare_dns_record.it\n");
}

TEST(TerraformInput, ReadsGoogle) {
  const auto google = [](const std::string& after) { return shown("google_dns_record_set", creation(after)); };
  EXPECT_EQ(google(R"({ "managed_zone": "z", "name": "a.example.com.", "type": "TXT", "rrdatas": ["v=spf1 -all"] })"),
            "6:129 a.example.com TXT - \"v=spf1\" \"-all\" create in google_dns_record_set.it\n");
  EXPECT_EQ(google(R"({ "name": "a.example.com.", "type": "A",
   "routing_policy": [{ "wrr": [{ "rrdatas": ["192.0.2.1"] }, { "rrdatas": ["192.0.2.2"] }], "geo": [] }] })"),
            "7:47 a.example.com A - 192.0.2.1 set wrr 0 create in google_dns_record_set.it\n"
            "7:77 a.example.com A - 192.0.2.2 set wrr 1 create in google_dns_record_set.it\n");
}

TEST(TerraformInput, ReadsAzure) {
  const auto azure = [](const std::string& type, const std::string& after) {
    return shown(type, creation("{ \"zone_name\": \"example.com\", " + after + " }"));
  };
  EXPECT_EQ(azure("azurerm_dns_txt_record", R"("name": "@", "record": [{ "value": "a\"b" }, { "value": "c" }])"),
            "6:118 example.com TXT - \"a\\\"b\" create in azurerm_dns_txt_record.it\n"
            "6:139 example.com TXT - \"c\" create in azurerm_dns_txt_record.it\n");
  EXPECT_EQ(azure("azurerm_dns_mx_record", R"("name": "a", "record": [{ "preference": 10, "exchange": "b.example" }])"),
            "6:123 a.example.com MX - 10 b.example. create in azurerm_dns_mx_record.it\n");
  EXPECT_EQ(azure("azurerm_dns_cname_record", R"("name": "a", "record": "b.example", "ttl": 60)"),
            "6:106 a.example.com CNAME 60 b.example. create in azurerm_dns_cname_record.it\n");
  EXPECT_EQ(azure("azurerm_dns_a_record", R"("name": "a", "records": ["192.0.2.1"])"),
            "6:108 a.example.com A - 192.0.2.1 create in azurerm_dns_a_record.it\n");
  EXPECT_EQ(azure("azurerm_private_dns_txt_record", R"("name": "a", "record": [{ "value": "x" }])"), "");
}

TEST(TerraformInput, TakesActionsFromThePlan) {
  const auto values = [](const std::string& value) {
    return fmt::format(R"({{ "zone_id": "Z1", "name": "a", "type": "TXT", "records": ["{}"] }})", value);
  };
  const auto change = [&](const std::string& actions, const std::string& before, const std::string& after) {
    const Document document =
        read_as(Format::terraform, plan_with("aws_route53_record", fmt::format(R"("actions": [{}],
    "before": {},
    "after": {})",
                                                                               actions, before, after)));
    std::string text;
    for (const Record& record : document.records) {
      text += show(record);
      if (record.before) text += fmt::format(", {} before", record.before->size());
      text += '\n';
    }
    return text;
  };
  EXPECT_EQ(change("\"no-op\"", values("x"), values("x")), "8:73 a.example.com TXT - \"x\" in aws_route53_record.it\n");
  EXPECT_EQ(change("\"update\"", values("x"), values("y")),
            "8:73 a.example.com TXT - \"y\" replace in aws_route53_record.it, 1 before\n");
  EXPECT_EQ(change("\"delete\", \"create\"", values("x"), values("y")),
            "8:73 a.example.com TXT - \"y\" replace in aws_route53_record.it, 1 before\n");
  EXPECT_EQ(change("\"delete\"", values("x"), "null"),
            "7:74 a.example.com TXT - \"x\" remove in aws_route53_record.it, 1 before\n");
  EXPECT_EQ(change("\"create\", \"delete\"", R"({ "zone_id": "Z1", "name": "b", "type": "TXT", "records": ["x"] })",
                   values("y")),
            "7:74 b.example.com TXT - \"x\" remove in aws_route53_record.it, 1 before\n"
            "8:73 a.example.com TXT - \"y\" create in aws_route53_record.it\n");
}

TEST(TerraformInput, NeverTakesTheUnknownForAbsent) {
  const auto changed = [](const std::string& records, const std::string& rest) {
    return shown("aws_route53_record",
                 creation(R"({ "zone_id": "Z1", "name": "a", "type": "TXT")" + records + " }", rest));
  };
  EXPECT_EQ(changed("", R"(, "after_unknown": { "records": true })"),
            "6:53 a.example.com TXT - (not known) create in aws_route53_record.it\n");
  EXPECT_EQ(changed(R"(, "records": ["x", null])", R"(, "after_unknown": { "records": [false, true] })"),
            "6:112 a.example.com TXT - \"x\" create in aws_route53_record.it\n"
            "6:117 a.example.com TXT - (not known) create in aws_route53_record.it\n");
  EXPECT_EQ(changed(R"(, "records": ["secret"])", R"(, "after_sensitive": { "records": true })"),
            "6:112 a.example.com TXT - (hidden) create in aws_route53_record.it\n");
  EXPECT_EQ(changed(R"(, "records": ["secret"])", R"(, "after_sensitive": true)"), "");
}

// What is there of a row: its records, then what is not.
std::string all_of(const std::string& type, const std::string& change, const std::string& rest = "") {
  const Document document = read_as(Format::terraform, plan_with(type, change, rest));
  std::string notes;
  for (const std::string& note : document.notes) notes += "note: " + note + "\n";
  return show(document) + show_gaps(document) + notes;
}

TEST(TerraformInput, ReadsTheRecordsOfOtherProviders) {
  const auto other = [](const std::string& type, const std::string& after) {
    std::string all = all_of(type, creation(after));
    return all.substr(all.find(' ') + 1, all.find(" in ") - all.find(' ') - 1);
  };
  EXPECT_EQ(other("digitalocean_record", R"({ "domain": "example.com", "name": "_dmarc", "type": "TXT", "ttl": 1800,
    "value": "v=DMARC1; p=none" })"),
            "_dmarc.example.com TXT 1800 \"v=DMARC1; p=none\" create");
  EXPECT_EQ(other("digitalocean_record", R"({ "domain": "example.com", "name": "@", "type": "MX", "priority": 10,
    "value": "mail" })"),
            "example.com MX - 10 mail.example.com. create");
  EXPECT_EQ(
      other("digitalocean_record", R"({ "domain": "example.com", "name": "www", "type": "CNAME", "value": "@" })"),
      "www.example.com CNAME - example.com. create");
  EXPECT_EQ(
      other("hetznerdns_record", R"({ "zone_id": "Z1", "name": "@", "type": "TXT", "value": "\"v=spf1\" \" -all\"" })"),
      "example.com TXT - \"v=spf1\" \" -all\" create");
  EXPECT_EQ(other("hetznerdns_record", R"({ "zone_id": "Z1", "name": "@", "type": "MX", "value": "10 mail" })"),
            "example.com MX - 10 mail.example.com. create");
  EXPECT_EQ(other("hcloud_zone_record",
                  R"({ "zone": "example.com", "name": "@", "type": "TXT", "value": "\"v=spf1 -all\"" })"),
            "example.com TXT - \"v=spf1 -all\" create");
  EXPECT_EQ(other("hcloud_zone_rrset", R"({ "zone": "Z1", "name": "a", "type": "A", "ttl": 60,
    "records": [{ "value": "192.0.2.1", "comment": "x" }] })"),
            "a.example.com A 60 192.0.2.1 create");
  EXPECT_EQ(other("ovh_domain_zone_record", R"({ "zone": "example.com", "subdomain": "", "fieldtype": "SPF", "ttl": 0,
    "target": "\"v=spf1 -all\"" })"),
            "example.com TXT - \"v=spf1 -all\" create");
  EXPECT_EQ(other("ovh_domain_zone_record", R"({ "zone": "example.com", "subdomain": "a", "fieldtype": "MX",
    "target": "5 mail.example.net." })"),
            "a.example.com MX - 5 mail.example.net. create");
  EXPECT_EQ(other("ns1_record", R"({ "zone": "example.com", "domain": "_dmarc.example.com", "type": "TXT",
    "answers": [{ "answer": "v=DMARC1; p=none", "region": null }], "link": null })"),
            "_dmarc.example.com TXT - \"v=DMARC1; p=none\" create");
  EXPECT_EQ(other("ns1_record", R"({ "zone": "example.com", "domain": "a.example.com", "type": "TXT", "answers": [],
    "link": "b.example.com" })"),
            "a.example.com TXT - (alias) create");
  EXPECT_EQ(other("linode_domain_record", R"({ "domain_id": 7, "name": "", "record_type": "MX", "priority": 10,
    "target": "mail.example.net", "ttl_sec": 0 })"),
            "read: linode_domain_record.it: zone 7 has no name");
  EXPECT_EQ(
      other("vultr_dns_record", R"({ "domain": "example.com", "name": "", "type": "TXT", "data": "\"v=spf1 -all\"" })"),
      "example.com TXT - \"v=spf1 -all\" create");
  EXPECT_EQ(other("gandi_livedns_record", R"({ "zone": "example.com", "name": "@", "type": "TXT", "ttl": 300,
    "values": ["v=spf1 -all"] })"),
            "example.com TXT 300 \"v=spf1 -all\" create");
  EXPECT_EQ(other("powerdns_record", R"({ "zone": "example.com.", "name": "a.example.com.", "type": "TXT", "ttl": 300,
    "records": ["\"v=spf1 -all\""] })"),
            "a.example.com TXT 300 \"v=spf1 -all\" create");
  EXPECT_EQ(other("dns_txt_record_set", R"({ "zone": "example.com.", "txt": ["v=spf1 -all"], "ttl": 300 })"),
            "example.com TXT 300 \"v=spf1 -all\" create");
  EXPECT_EQ(other("dns_mx_record_set", R"({ "zone": "example.com.", "name": "a",
    "mx": [{ "preference": 10, "exchange": "mail.example.net." }] })"),
            "a.example.com MX - 10 mail.example.net. create");
  EXPECT_EQ(other("dns_a_record_set", R"({ "zone": "example.com.", "name": "a", "addresses": ["192.0.2.1"] })"),
            "a.example.com A - 192.0.2.1 create");
  EXPECT_EQ(other("dns_cname_record", R"({ "zone": "example.com.", "name": "a", "cname": "b.example.net." })"),
            "a.example.com CNAME - b.example.net. create");
  EXPECT_EQ(other("dns_srv_record_set", R"({ "zone": "example.com.", "name": "a", "srv": [{ "port": 1 }] })"),
            "a.example.com SRV - (other type) create");
}

TEST(TerraformInput, FindsZonesOfOtherProviders) {
  const std::string rest = R"(, "planned_values": { "root_module": { "resources": [ { "address": "linode_domain.d",
    "type": "linode_domain", "values": { "id": "7", "domain": "example.net" } } ] } })";
  EXPECT_EQ(all_of("linode_domain_record", creation(R"({ "domain_id": 7, "name": "a.example.net", "record_type": "MX",
    "priority": 10, "target": "mail.example.org", "ttl_sec": 0 })"),
                   rest),
            "7:17 a.example.net MX - 10 mail.example.org. create in linode_domain_record.it\n");
}

TEST(TerraformInput, NamesWhatItDoesNotRead) {
  const auto silent = [](const std::string& type, const std::string& after = R"({ "name": "example.com" })") {
    return all_of(type, creation(after)).empty();
  };
  for (const char* type :
       {"dnsimple_zone_record", "desec_rrset", "aws_lightsail_domain_entry", "cloudflare_email_routing_dns",
        "aws_route53_traffic_policy_instance", "ovh_domain_zone_import"})
    EXPECT_EQ(all_of(type, creation("{}")),
              fmt::format("not read: {}.it: resources of this type are not read\n", type));
  for (const char* type : {"aws_route53_zone", "google_dns_managed_zone", "azurerm_dns_zone", "cloudflare_zone",
                           "cloudflare_zone_settings_override", "azurerm_private_dns_txt_record", "aws_s3_bucket",
                           "aws_config_configuration_recorder", "aws_route53_hosted_zone_dnssec"})
    EXPECT_TRUE(silent(type)) << type;
  for (const char* text : {"v=spf1 -all", "\\\"V=DMARC1; p=none\\\"", " v=TLSRPTv1; rua=", "k=rsa; p=MIIB", "p=MIIB"})
    EXPECT_FALSE(silent("kubernetes_manifest", fmt::format(R"({{ "a": [{{ "b": "{}" }}] }})", text))) << text;
  EXPECT_TRUE(silent("kubernetes_manifest", R"({ "a": [{ "b": "the text v=spf1" }] })"));
  EXPECT_TRUE(silent("mailgun_domain", R"({ "sending_records": [{ "value": "v=spf1 include:mailgun.org ~all" }] })"));
  EXPECT_TRUE(silent("digitalocean_domain"));
  EXPECT_FALSE(silent("digitalocean_domain", R"({ "name": "example.com", "ip_address": "192.0.2.1" })"));
  const std::string gone = R"("actions": ["delete"], "before": { "x": "v=spf1 -all" }, "after": null)";
  EXPECT_EQ(all_of("other_thing", gone), "not read: other_thing.it: resources of this type are not read\n");
  EXPECT_EQ(all_of("other_record", R"("actions": ["no-op"], "before": {}, "after": {})"),
            "not read: other_record.it: resources of this type are not read\n");
}

TEST(TerraformInput, ReadsAZoneThatIsListedWhole) {
  const std::string sets = R"({ "zone_id": "Z1", "resource_record_set": [
    { "name": "_dmarc.example.com", "type": "TXT", "ttl": 300, "resource_records": [{ "value": "\"v=DMARC1; p=none\"" }] },
    { "name": "example.com", "type": "A", "alias_target": [{ "dns_name": "x.example.net" }], "resource_records": [] } ] })";
  const Document document =
      read_as(Format::terraform, plan_with(std::string("aws_route53_records_exclusive"), creation(sets)));
  EXPECT_EQ(show(document),
            "7:96 _dmarc.example.com TXT 300 \"v=DMARC1; p=none\" create in aws_route53_records_exclusive.it\n"
            "8:59 example.com A - (alias) create in aws_route53_records_exclusive.it\n"
            "5:38 example.com NS - (alias) in aws_route53_records_exclusive.it\n");
  EXPECT_EQ(document.zones, std::vector{*dns::Name::parse("example.com")});
  EXPECT_EQ(show_gaps(document), "");
  const std::string two = R"("actions": ["update"],
    "before": { "zone_id": "Z1", "resource_record_set": [
      { "name": "a.example.com", "type": "TXT", "resource_records": [{ "value": "\"x\"" }] },
      { "name": "b.example.com", "type": "TXT", "resource_records": [{ "value": "\"x\"" }] } ] },
    "after": { "zone_id": "Z1", "resource_record_set": [
      { "name": "b.example.com", "type": "TXT", "resource_records": [{ "value": "\"y\"" }] },
      { "name": "c.example.com", "type": "TXT", "resource_records": [{ "value": "y" }] } ] })";
  EXPECT_EQ(
      all_of("aws_route53_records_exclusive", two),
      "8:81 a.example.com TXT - \"x\" remove in aws_route53_records_exclusive.it\n"
      "11:81 b.example.com TXT - \"y\" replace in aws_route53_records_exclusive.it\n"
      "12:81 c.example.com TXT - (unreadable) create in aws_route53_records_exclusive.it\n"
      "5:38 example.com NS - (alias) in aws_route53_records_exclusive.it\n"
      "not read: aws_route53_records_exclusive.it: its text is not one that the provider takes: strings of at most 255 "
      "bytes in quotes\n");
  EXPECT_EQ(all_of("aws_route53_records_exclusive",
                   creation(R"({ "zone_id": "Z1" })", R"(, "after_unknown": { "resource_record_set": true })")),
            "not known: aws_route53_records_exclusive.it: a record of it is only known after apply\n");
  EXPECT_EQ(all_of("aws_route53_records_exclusive", creation(R"({ "zone_id": "Z2", "resource_record_set": [] })")),
            "not read: aws_route53_records_exclusive.it: zone Z2 has no name in this plan (say it with --zone-name "
            "Z2=example.com)\n");
}

TEST(TerraformInput, SaysWhichZoneItDoesNotKnow) {
  const std::string plan =
      plan_with("aws_route53_record", creation(R"({ "zone_id": "Z2", "name": "a", "type": "TXT", "records": ["x"] })"));
  const Document document = read_as(Format::terraform, plan);
  EXPECT_TRUE(document.records.empty());
  EXPECT_EQ(
      show_gaps(document),
      "not read: aws_route53_record.it: zone Z2 has no name in this plan (say it with --zone-name Z2=example.com)\n");
  ASSERT_EQ(document.nameless.size(), 1u);
  EXPECT_EQ(document.nameless[0].first_label, "a");
  const ReadOptions options{.zone_names = {{"Z2", *dns::Name::parse("example.net")}}};
  EXPECT_EQ(std::get<Document>(read(plan, "f", options)).records.at(0).owner.text(), "a.example.net");
}

TEST(TerraformInput, TakesANameThatEndsInATopLevelDomainAsWhole) {
  const auto aws = [](const std::string& name) {
    return all_of("aws_route53_record",
                  creation(fmt::format(R"({{ "zone_id": "/hostedzone/Z2", "name": "{}", "type": "MX",
      "records": ["1 b.example.net"] }})",
                                       name)));
  };
  EXPECT_EQ(aws("a.example.com"), "7:19 a.example.com MX - 1 b.example.net. create in aws_route53_record.it\n"
                                  "note: zone Z2 has no name in this plan (say it with --zone-name Z2=example.com), so "
                                  "the names of these were taken "
                                  "as they are: aws_route53_record.it\n");
  for (const char* name : {"_dmarc.shop", "s1._domainkey", "www", "_dmarc.mail"})
    EXPECT_TRUE(aws(name).starts_with("not read: aws_route53_record.it: zone Z2")) << name;
}

TEST(TerraformInput, FindsAZoneThatIsCreatedInTheSamePlan) {
  const std::string created = R"("actions": ["create"], "after": { "name": "a", "type": "TXT", "records": ["x"] },
    "after_unknown": { "zone_id": true })";
  const std::string rest =
      R"(, "planned_values": { "root_module": { "resources": [ { "address": "aws_route53_zone.new[0]",
      "type": "aws_route53_zone", "values": { "name": "example.org" } } ] } },
    "configuration": { "root_module": { "resources": [ { "address": "aws_route53_record.it",
      "expressions": { "zone_id": { "references": ["aws_route53_zone.new[0].zone_id", "aws_route53_zone.new[0]"] } } } ] } })";
  EXPECT_EQ(show(read_as(Format::terraform, plan_with("aws_route53_record", created, rest))),
            "6:79 a.example.org TXT - \"x\" create in aws_route53_record.it\n");
}

// A plan with modules: records of "dns" whose zones are only known after apply.
std::string plan_of_modules(const std::string& row_address, const std::string& resources,
                            const std::string& configuration) {
  return fmt::format(R"({{ "format_version": "1.2", "planned_values": {{ "root_module": {{ "resources": [ {1} ] }} }},
  "resource_changes": [ {{ "address": "{0}", "mode": "managed", "type": "aws_route53_record", "change": {{
    "actions": ["create"], "before": null, "after": {{ "name": "a", "type": "TXT", "records": ["x"] }},
    "after_unknown": {{ "zone_id": true }} }} }} ],
  "configuration": {{ "root_module": {2} }} }})",
                     row_address, resources, configuration);
}

std::string owner_in(const std::string& plan) {
  const Document document = read_as(Format::terraform, plan);
  return document.records.empty() ? show_gaps(document) : document.records[0].owner.text();
}

std::string zone_at(const std::string& address, const std::string& name) {
  return fmt::format(R"({{ "address": "{}", "type": "aws_route53_zone", "values": {{ "name": "{}" }} }})", address,
                     name);
}

TEST(TerraformInput, FollowsVariablesAndOutputsOfModules) {
  const std::string zone = zone_at("module.zones.aws_route53_zone.main[0]", "example.org");
  const auto configuration = [](const std::string& references) {
    return R"({ "module_calls": {
      "zones": { "module": { "outputs": { "zone_id": { "expression": { "references": ["aws_route53_zone.main[0].zone_id", "aws_route53_zone.main[0]", "aws_route53_zone.main"] } } } } },
      "dns": { "expressions": { "zone": { "references": )" +
           references + R"( } }, "module": { "module_calls": { "inner": {
        "expressions": { "zone_id": { "references": ["var.zone"] } },
        "module": { "resources": [ { "address": "aws_route53_record.it", "expressions": { "zone_id": { "references": ["var.zone_id"] } } } ] } } } } } } })";
  };
  const std::string record = "module.dns.module.inner.aws_route53_record.it[0]";
  EXPECT_EQ(owner_in(plan_of_modules(record, zone, configuration(R"(["module.zones.zone_id", "module.zones"])"))),
            "a.example.org");
  const std::string unknown = "not known: " + record + ": its zone is only known after apply\n";
  EXPECT_EQ(owner_in(plan_of_modules(record, zone, configuration(R"(["local.zone_id"])"))), unknown);
  EXPECT_EQ(owner_in(plan_of_modules(record, zone, configuration(R"(["module.others.zone_id", "var.x"])"))), unknown);
}

TEST(TerraformInput, ChoosesTheZoneOfTheSameKey) {
  const std::string zones = zone_at("aws_route53_zone.all[\\\"x\\\"]", "example.com") + ", " +
                            zone_at("aws_route53_zone.all[\\\"y\\\"]", "example.net");
  const auto configuration = [](const std::string& rest) {
    return R"({ "resources": [ { "address": "aws_route53_record.it", "expressions": { "zone_id": { "references": )" +
           rest + " } ] }";
  };
  const auto with = [&](const std::string& key, const std::string& rest) {
    return owner_in(plan_of_modules("aws_route53_record.it" + key, zones, configuration(rest)));
  };
  EXPECT_EQ(with("[\\\"y\\\"]", R"(["aws_route53_zone.all", "each.key"] } })"), "a.example.net");
  EXPECT_EQ(
      with(
          "[\\\"y\\\"]",
          R"(["each.value.zone_id", "each.value"] } }, "for_each_expression": { "references": ["aws_route53_zone.all"] })"),
      "not known: aws_route53_record.it[\"y\"]: its zone is only known after apply\n");
  EXPECT_EQ(
      with("", R"(["aws_route53_zone.all[\"x\"].zone_id", "aws_route53_zone.all[\"x\"]", "aws_route53_zone.all"] } })"),
      "a.example.com");
  // Of a map in "locals" nothing says which one it is.
  EXPECT_EQ(with("[\\\"y\\\"]", R"(["aws_route53_zone.all", "local.key"] } })"),
            "not known: aws_route53_record.it[\"y\"]: its zone is only known after apply\n");
}

TEST(TerraformInput, ChoosesTheModuleOfTheSameKey) {
  const std::string zones = zone_at("module.zone[\\\"x\\\"].aws_route53_zone.it", "example.com") + ", " +
                            zone_at("module.zone[\\\"y\\\"].aws_route53_zone.it", "example.net");
  const std::string module =
      R"("module_calls": { "zone": { "module": { "outputs": { "id": { "expression": { "references": ["aws_route53_zone.it.zone_id", "aws_route53_zone.it"] } } },
      "resources": [ { "address": "aws_route53_record.it", "expressions": { "zone_id": { "references": ["aws_route53_zone.it.zone_id", "aws_route53_zone.it"] } } } ] } } })";
  EXPECT_EQ(owner_in(plan_of_modules("module.zone[\\\"y\\\"].aws_route53_record.it", zones, "{ " + module + " }")),
            "a.example.net");
  EXPECT_EQ(
      owner_in(plan_of_modules(
          "aws_route53_record.out[\\\"y\\\"]", zones,
          "{ " + module +
              R"(, "resources": [ { "address": "aws_route53_record.out", "expressions": { "zone_id": { "references": ["module.zone", "each.key"] } } } ] })")),
      "a.example.net");
}

std::string show_notes(const Document& document) {
  std::string lines;
  for (const std::string& note : document.notes) lines += note + "\n";
  return lines;
}

// What a plan with zones and records says of _dmarc.
std::string of_plan(const std::string& resources, const std::string& rest = "") {
  const Document document =
      read_as(Format::terraform, R"({ "format_version": "1.2", "resource_changes": [)" + resources + "]" + rest + " }");
  std::string text;
  for (const Record& record : document.records)
    text += record.place->within + " " + record.owner.text() + (record.set.empty() ? "" : " set " + record.set) +
            (record.data ? "" : " (" + std::string(to_string(record.unread)) + ")") + "\n";
  return text + show_gaps(document) + show_notes(document);
}

std::string resource(const std::string& type, const std::string& name, const std::string& after,
                     const std::string& rest = "") {
  return R"({ "address": ")" + type + "." + name + R"(", "type": ")" + type + R"(", "change": { )" +
         creation(after, rest) + " } }";
}

TEST(TerraformInput, PassesOverPrivateZones) {
  const std::string note = "private zones, whose records are not of the public DNS and not looked at: example.com\n";
  const auto txt = [](const std::string& name, const std::string& zone) {
    return resource("aws_route53_record", name,
                    R"({ "zone_id": ")" + zone + R"(", "name": "_dmarc", "type": "TXT", "records": ["v=DMARC1"] })");
  };
  const std::string zones =
      resource("aws_route53_zone", "in", R"({ "zone_id": "ZI", "name": "example.com", "vpc": [{ "vpc_id": "v" }] })") +
      ", " + resource("aws_route53_zone", "out", R"({ "zone_id": "ZO", "name": "example.com", "vpc": [] })");
  EXPECT_EQ(of_plan(zones + ", " + txt("b", "ZO") + ", " + txt("a", "ZI")),
            "aws_route53_record.b _dmarc.example.com\n" + note);
  EXPECT_EQ(of_plan(zones + ", " + txt("a", "ZI")), note);
  // Out of the private zone, and into it.
  const auto moved = [&](const std::string& before, const std::string& after) {
    const auto state = [](const std::string& zone) {
      return R"({ "zone_id": ")" + zone + R"(", "name": "_dmarc", "type": "TXT", "records": ["v=DMARC1"] })";
    };
    const Document document = read_as(
        Format::terraform, R"({ "format_version": "1.2", "resource_changes": [)" + zones +
                               R"(, { "address": "aws_route53_record.m", "type": "aws_route53_record", "change": {
        "actions": ["delete", "create"], "before": )" +
                               state(before) + R"(, "after": )" + state(after) + " } }] }");
    return document.records.size() == 1 ? to_string(document.records[0].action) : "not one";
  };
  EXPECT_EQ(moved("ZI", "ZO"), "create");
  EXPECT_EQ(moved("ZO", "ZI"), "remove");
  // By what the configuration says, while ids are not known.
  const std::string referred = R"(, "configuration": { "root_module": { "resources": [
      { "address": "aws_route53_record.a", "expressions": { "zone_id": { "references": ["data.aws_route53_zone.in.zone_id"] } } },
      { "address": "aws_route53_record.b", "expressions": { "zone_id": { "references": ["aws_route53_zone.out.zone_id"] } } }
    ] } }, "prior_state": { "values": { "root_module": { "resources": [ { "address": "data.aws_route53_zone.in",
      "type": "aws_route53_zone", "values": { "name": "example.com", "private_zone": true } } ] } } })";
  const auto unknown = [](const std::string& name) {
    return resource("aws_route53_record", name, R"({ "name": "_dmarc", "type": "TXT", "records": ["v=DMARC1"] })",
                    R"(, "after_unknown": { "zone_id": true })");
  };
  EXPECT_EQ(of_plan(resource("aws_route53_zone", "out", R"({ "name": "example.com" })") + ", " + unknown("a") + ", " +
                        unknown("b"),
                    referred),
            "aws_route53_record.b _dmarc.example.com\n" + note);
  EXPECT_EQ(
      of_plan(resource("google_dns_managed_zone", "p",
                       R"({ "name": "p", "dns_name": "example.com.", "visibility": "private" })") +
              ", " +
              resource("google_dns_record_set", "d",
                       R"({ "managed_zone": "p", "name": "_dmarc.example.com.", "type": "TXT", "rrdatas": ["x"] })")),
      note);
  EXPECT_EQ(
      of_plan(resource("azurerm_private_dns_txt_record", "d",
                       R"({ "zone_name": "example.com", "name": "_dmarc", "record": [{ "value": "v=DMARC1" }] })")),
      note);
}

TEST(TerraformInput, KeepsTheSameRecordsOfTwoResourcesApart) {
  const auto aws = [](const std::string& name, const std::string& rest = "") {
    return resource(
        "aws_route53_record", name,
        R"({ "zone_id": "Z", "name": "_dmarc.example.com", "type": "TXT", "records": ["a", "b"])" + rest + " }");
  };
  const std::string whole = "zone Z has no name in this plan (say it with --zone-name Z=example.com), so the names of "
                            "these were taken as they are: ";
  EXPECT_EQ(of_plan(aws("d") + ", " + aws("e")),
            "aws_route53_record.d _dmarc.example.com\naws_route53_record.d _dmarc.example.com\n"
            "aws_route53_record.e _dmarc.example.com set aws_route53_record.e\n"
            "aws_route53_record.e _dmarc.example.com set aws_route53_record.e\n"
            "the same records are in two resources, and each is looked at by itself: _dmarc.example.com TXT of "
            "aws_route53_record.d and aws_route53_record.e\n" +
                whole + "aws_route53_record.d, aws_route53_record.e\n");
  // Each of a policy by its own name; and records that are one resource each, beside those of another provider.
  EXPECT_EQ(of_plan(aws("d", R"(, "set_identifier": "1")") + ", " + aws("e", R"(, "set_identifier": "2")"))
                .find("same records"),
            std::string::npos);
  const auto cloudflare = [](const std::string& name) {
    return resource("cloudflare_dns_record", name,
                    R"({ "zone_id": "C", "name": "_dmarc.example.com", "type": "TXT", "content": "x" })");
  };
  const std::string mixed = of_plan(aws("d") + ", " + cloudflare("e") + ", " + cloudflare("f"));
  EXPECT_NE(mixed.find("cloudflare_dns_record.e _dmarc.example.com set cloudflare_dns_record.e\n"
                       "cloudflare_dns_record.f _dmarc.example.com set cloudflare_dns_record.e\n"),
            std::string::npos)
      << mixed;
  std::string many = aws("d");
  for (int i = 0; i < 8; ++i) many += ", " + aws("e" + std::to_string(i));
  EXPECT_NE(
      of_plan(many).find("not read: aws_route53_record.e7: too many resources have records of this name and type"),
      std::string::npos);
  EXPECT_EQ(of_plan(many).find("e6: too many"), std::string::npos);
}

TEST(TerraformInput, EndsWhereReferencesGoInCircles) {
  EXPECT_EQ(
      owner_in(plan_of_modules(
          "module.a.aws_route53_record.it", "",
          R"({ "module_calls": { "a": { "expressions": { "z": { "references": ["module.a.z", "module.a.z"] } }, "module": {
      "outputs": { "z": { "expression": { "references": ["var.z", "var.z"] } } },
      "resources": [ { "address": "aws_route53_record.it", "expressions": { "zone_id": { "references": ["var.z"] } } } ] } } } })")),
      "not known: module.a.aws_route53_record.it: its zone is only known after apply\n");
}

TEST(TerraformInput, NeverShowsWhatIsSensitive) {
  const auto silent = [](const std::string& type, const std::string& change, const std::string& rest = "") {
    const Document document = read_as(Format::terraform, plan_with(type, change, rest));
    std::string all = all_of(type, change, rest);
    for (const Record& record : document.records) {
      all += record.written_data.text + record.written_owner.text + record.set;
      if (record.before)
        for (const dns::Data& data : *record.before) all += dns::to_zone_text(data);
    }
    for (const Nameless& nameless : document.nameless) all += nameless.first_label + nameless.zone.text();
    EXPECT_EQ(all.find("secret"), std::string::npos) << all;
    return document.records.size() + document.gaps.size() > 0;
  };
  const std::string record = R"({ "zone_id": "Z1", "name": "a", "type": "TXT", "ttl": 300, "records": ["secret"] })";
  EXPECT_TRUE(silent("aws_route53_record", creation(record, R"(, "after_sensitive": { "records": true })")));
  EXPECT_TRUE(silent("aws_route53_record", creation(record, R"(, "after_sensitive": { "records": [true] })")));
  EXPECT_TRUE(silent("aws_route53_record", creation(record, R"(, "after_sensitive": true)")));
  // The same value before it became sensitive, and after it was no more.
  for (const char* sensitive : {"before_sensitive", "after_sensitive"})
    EXPECT_TRUE(
        silent("aws_route53_record",
               fmt::format(R"("actions": ["update"], "before": {0}, "after": {0}, "{1}": {{ "records": [true] }})",
                           record, sensitive)));
  EXPECT_TRUE(
      silent("aws_route53_record",
             R"("actions": ["delete"], "after": null, "before_sensitive": { "records": true }, "before": )" + record));
  const std::string named =
      R"({ "zone_id": "Z1", "name": "secret", "fqdn": "secret.example.com", "type": "TXT", "records": ["x"] })";
  EXPECT_TRUE(silent("aws_route53_record", creation(named, R"(, "after_sensitive": { "name": true })")));
  const std::string zoned = R"({ "zone_name": "secret.example", "name": "a", "record": [{ "value": "x" }] })";
  EXPECT_TRUE(silent("azurerm_dns_txt_record", creation(zoned, R"(, "after_sensitive": { "zone_name": true })")));
  EXPECT_TRUE(
      silent("aws_route53_record", creation(R"({ "zone_id": "secret", "name": "a", "type": "TXT", "records": ["x"] })",
                                            R"(, "after_sensitive": { "zone_id": true })")));
  const std::string routed =
      R"({ "name": "a.example.com.", "type": "TXT", "routing_policy": [{ "wrr": [{ "rrdatas": ["secret"] }] }] })";
  EXPECT_TRUE(
      silent("google_dns_record_set",
             creation(routed, R"(, "after_sensitive": { "routing_policy": [{ "wrr": [{ "rrdatas": true }] }] })")));
  const std::string mx = R"({ "zone": "example.com.", "mx": [{ "preference": 10, "exchange": "secret.example." }] })";
  EXPECT_TRUE(silent("dns_mx_record_set", creation(mx, R"(, "after_sensitive": { "mx": [{ "exchange": true }] })")));
  const std::string set =
      R"({ "zone_id": "Z1", "resource_record_set": [{ "name": "a.example.com", "type": "TXT", "resource_records": [{ "value": "\"secret\"" }] }] })";
  EXPECT_TRUE(silent("aws_route53_records_exclusive",
                     creation(set, R"(, "after_sensitive": { "resource_record_set": true })")));
  EXPECT_TRUE(silent(
      "aws_route53_records_exclusive",
      creation(set,
               R"(, "after_sensitive": { "resource_record_set": [{ "resource_records": [{ "value": true }] }] })")));
  EXPECT_TRUE(silent(
      "aws_route53_records_exclusive",
      fmt::format(
          R"("actions": ["update"], "before": {0}, "after": {0}, "before_sensitive": {{ "resource_record_set": [{{ "resource_records": [{{ "value": true }}] }}] }})",
          set)));
  EXPECT_TRUE(silent("other_record",
                     creation(R"({ "text": "v=spf1 include:secret" })", R"(, "after_sensitive": { "text": true })")));
  // The name of a zone.
  EXPECT_TRUE(silent(
      "aws_route53_record", creation(R"({ "zone_id": "Z9", "name": "a", "type": "TXT", "records": ["x"] })"),
      R"(, "planned_values": { "root_module": { "resources": [ { "address": "aws_route53_zone.z", "type": "aws_route53_zone",
      "values": { "zone_id": "Z9", "name": "secret.example" }, "sensitive_values": { "name": true } } ] } })"));
  EXPECT_EQ(all_of("aws_route53_record", creation(record, R"(, "after_sensitive": { "records": true })")),
            "6:124 a.example.com TXT 300 (hidden) create in aws_route53_record.it\n"
            "note: sensitive, and so not looked at: aws_route53_record.it\n");
  // Nothing excuses it.
  for (const char* key : {"name", "type", "zone_id"})
    EXPECT_NE(all_of("aws_route53_record",
                     creation(record, std::string(R"(, "after_sensitive": { ")") + key + R"(": true })"))
                  .find("not read: aws_route53_record.it: its "),
              std::string::npos)
        << key;
  EXPECT_NE(all_of("google_dns_record_set",
                   creation(routed, R"(, "after_sensitive": { "routing_policy": [{ "wrr": [{ "rrdatas": true }] }] })"))
                .find("(hidden)"),
            std::string::npos);
  EXPECT_NE(all_of("cloudflare_record",
                   creation(R"({ "name": "a.example.com", "type": "MX", "priority": 10, "value": "mx.example.com" })",
                            R"(, "after_sensitive": { "priority": true })"))
                .find("(hidden)"),
            std::string::npos);
}

TEST(TerraformInput, KnowsAnAliasOnlyByTheNameOfItsTarget) {
  const auto aws = [](const std::string& alias, const std::string& rest) {
    const std::string all =
        all_of("aws_route53_record",
               creation(R"({ "zone_id": "Z1", "name": "a", "type": "A", "alias": [)" + alias + "] }", rest));
    return all.substr(all.find('('), all.find(')') - all.find('(') + 1);
  };
  EXPECT_EQ(aws(R"({ "name": "x.example.net" })", R"(, "after_unknown": { "alias": [{ "zone_id": true }] })"),
            "(alias)");
  EXPECT_EQ(aws(R"({ "zone_id": "Z2" })", R"(, "after_unknown": { "alias": [{ "name": true }] })"), "(not known)");
  EXPECT_EQ(aws(R"({ "name": "x.example.net" })", R"(, "after_sensitive": { "alias": [{ "name": true }] })"),
            "(hidden)");
  const auto other = [](const std::string& type, const std::string& after) {
    const std::string all = all_of(type, creation(after));
    return all.substr(all.find('('), all.find(')') - all.find('(') + 1);
  };
  EXPECT_EQ(other("azurerm_dns_a_record",
                  R"({ "name": "a", "zone_name": "example.com", "records": [], "target_resource_id": "/ip/1" })"),
            "(not known)");
  EXPECT_EQ(other("ns1_record", R"({ "domain": "a.example.com", "zone": "example.com", "type": "A", "link": "b.c" })"),
            "(alias)");
}

TEST(TerraformInput, SaysWhichChangesArePutOff) {
  const auto deferred = [](const std::string& row) {
    return of_plan(
        "", R"(, "deferred_changes": [{ "reason": "provider_config_unknown", "resource_change": )" + row + " }, {}]");
  };
  const std::string gap = ": its change is put off (deferred): what it will be is not known\n";
  const std::string zone = R"({ "zone_id": "Z", "name": "a.example.com", "type": ")";
  EXPECT_EQ(deferred(resource("aws_route53_record", "d", zone + R"(TXT", "records": ["v=DMARC1; p:none"] })")),
            "not known: aws_route53_record.d" + gap);
  EXPECT_EQ(deferred(resource("aws_route53_record", "d", "{}")), "not known: aws_route53_record.d" + gap);
  EXPECT_EQ(deferred(resource("other_dns_record", "d", "{}")), "not known: other_dns_record.d" + gap);
  EXPECT_EQ(deferred(resource("aws_route53_record", "d", zone + R"(SRV", "records": [] })")), "");
  EXPECT_EQ(deferred(resource("aws_s3_bucket", "d", "{}")), "");
}

TEST(TerraformInput, ShowsKeysOfAnyLanguageInAddresses) {
  const auto address = [](const std::string& key) {
    const std::string row = resource("aws_route53_record", R"(d[\")" + key + R"(\"])",
                                     R"({ "name": "_dmarc.example.com", "type": "TXT", "records": ["x"] })");
    const Document document =
        read_as(Format::terraform, R"({ "format_version": "1.2", "resource_changes": [)" + row + "] }");
    return document.records.at(0).place->within;
  };
  EXPECT_EQ(address("m\xC3\xBCller.de"), "aws_route53_record.d[\"m\xC3\xBCller.de\"]");
  EXPECT_EQ(address("a\\u001b[0m\\u202e"), "aws_route53_record.d[\"a\\027[0m\\226\\128\\174\"]");
}

TEST(TerraformInput, SaysWhenAPlanIsNotWhole) {
  const auto gaps = [](const std::string& rest) {
    return show_gaps(read_as(Format::terraform, R"({ "format_version": "1.2", "resource_changes": [])" + rest + " }"));
  };
  EXPECT_EQ(gaps(R"(, "complete": true, "errored": false)"), "");
  EXPECT_EQ(gaps(R"(, "complete": false, "errored": true)"),
            "not read: the plan ended with an error: not everything is in it\n");
  EXPECT_EQ(gaps(R"(, "complete": false)"),
            "not read: the plan is not complete (-target, or changes that were put off): not everything is in it\n");
}

TEST(TerraformInput, ReadsWhatAPlanLeavesAlone) {
  const Document document = read_as(Format::terraform, R"({ "format_version": "1.2", "planned_values": {},
  "prior_state": { "values": { "root_module": { "resources": [
    { "address": "azurerm_dns_txt_record.it", "mode": "managed", "type": "azurerm_dns_txt_record",
      "values": { "zone_name": "example.com", "name": "@", "record": [{ "value": "v=spf1 -all" }] } },
    { "address": "data.dns_txt_record_set.it", "mode": "data", "type": "dns_txt_record_set", "values": {} } ],
    "child_modules": [ { "resources": [ { "address": "module.a.other_record.it", "mode": "managed", "type": "other_record", "values": {} } ] } ] } } } })");
  EXPECT_EQ(show(document), "4:82 example.com TXT - \"v=spf1 -all\" in azurerm_dns_txt_record.it\n");
  EXPECT_EQ(show_gaps(document), "not read: module.a.other_record.it: resources of this type are not read\n");
}

TEST(TerraformInput, SaysWhatIsWrong) {
  const std::string state = "f:1:1: this is a state and not a plan: \"terraform plan -out=plan && terraform show -json "
                            "plan\" prints the plan";
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "1.0", "values": {} })"), state);
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "1.0" })"), state);
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "1.0", "provider_schemas": {} })"),
            "f:1:1: these are the schemas of providers and not a plan: \"terraform show -json plan\" prints the plan");
  EXPECT_EQ(error_of(Format::terraform, "{}"), "f:1:1: \"format_version\" is missing here");
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "2.0" })"),
            "f:1:21: format_version 2.0 is not known; 1 is");
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "1.0", "resource_changes": [ { "change": {} } ] })"),
            "f:1:50: \"address\" is missing here");
}

}  // namespace
}  // namespace mailauth::inputs::terraform_test
