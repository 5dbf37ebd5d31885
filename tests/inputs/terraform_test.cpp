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
  EXPECT_EQ(document.notes,
            std::vector<std::string>{"only known after apply: the names of aws_route53_record.dkim[0]"});
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
            "6:107 a.example.com A - (not known) create in aws_route53_record.it\n");
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
            "6:112 a.example.com TXT - (not known) create in aws_route53_record.it\n");
  EXPECT_EQ(changed(R"(, "records": ["secret"])", R"(, "after_sensitive": true)"), "");
}

TEST(TerraformInput, SaysWhichZoneItDoesNotKnow) {
  const std::string plan =
      plan_with("aws_route53_record", creation(R"({ "zone_id": "Z2", "name": "a", "type": "TXT", "records": ["x"] })"));
  const Document document = read_as(Format::terraform, plan);
  EXPECT_TRUE(document.records.empty());
  EXPECT_EQ(document.notes,
            std::vector<std::string>{"zone Z2 has no name in this plan: give it with --zone-name Z2=example.com"});
  const ReadOptions options{.zone_names = {{"Z2", *dns::Name::parse("example.net")}}};
  EXPECT_EQ(std::get<Document>(read(plan, "f", options)).records.at(0).owner.text(), "a.example.net");
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

TEST(TerraformInput, SaysWhatIsWrong) {
  EXPECT_EQ(read_as(Format::terraform, R"({ "format_version": "1.0", "values": {} })").notes,
            std::vector<std::string>{"this is no plan: \"terraform show -json PLAN\" prints one"});
  EXPECT_EQ(error_of(Format::terraform, "{}"), "f:1:1: \"format_version\" is missing here");
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "2.0" })"),
            "f:1:21: format_version 2.0 is not known; 1 is");
  EXPECT_EQ(error_of(Format::terraform, R"({ "format_version": "1.0", "resource_changes": [ { "change": {} } ] })"),
            "f:1:50: \"address\" is missing here");
}

}  // namespace
}  // namespace mailauth::inputs::terraform_test
