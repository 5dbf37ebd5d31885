#include "inputs/inputs_support.h"

namespace mailauth::inputs::dnscontrol_test {
namespace {

std::string domain_with(const std::string& records, const std::string& rest = "") {
  return R"({ "domains": [ { "name": "example.com", "records": [)" + records + "]" + rest + " } ] }";
}

TEST(DnscontrolInput, ReadsTheSample) {
  const Document document = read_as(Format::dnscontrol, sample("dnscontrol-ir.json"), "dns/ir.json");
  EXPECT_EQ(show(document),
            "4:5 example.com TXT 300 \"v=spf1 include:amazonses.com ~all\" in /domains/0/records/0\n"
            "5:5 _dmarc.example.com TXT 300 \"v:DMARC1;p=reject\" in /domains/0/records/1\n"
            "6:5 example.com MX 300 10 inbound-smtp.eu-west-1.amazonaws.com. in /domains/0/records/2\n"
            "7:5 abc._domainkey.example.com CNAME 300 abc.dkim.amazonses.com. in /domains/0/records/3\n");
  EXPECT_EQ(document.records.at(0).place->begin.file, "dns/dnsconfig.js");
  EXPECT_EQ(document.zones, std::vector{*dns::Name::parse("example.com")});
}

TEST(DnscontrolInput, ReadsVersion5) {
  const Document document = read_as(Format::dnscontrol, domain_with(R"(
 { "type": "TXT", "name": "k1._domainkey", "ttl": 300, "rdata": "\"v=DKIM1; \" \"p=\"" },
 { "type": "MX", "name": "sub", "ttl": 300, "rdata": "10 mail" },
 { "type": "CF_REDIRECT", "name": "@", "rdata": "a,b" },
 { "type": "CNAME", "name": "abc._domainkey", "rdata": "a.example.net.", "meta": { "cloudflare_proxy": "ON" } })"));
  EXPECT_EQ(show(document), "2:65 k1._domainkey.example.com TXT 300 \"v=DKIM1; \" \"p=\" in /domains/0/records/0\n"
                            "3:54 sub.example.com MX 300 10 mail.example.com. in /domains/0/records/1\n"
                            "4:49 example.com CF_REDIRECT - (other type) in /domains/0/records/2\n"
                            "5:56 abc._domainkey.example.com CNAME - a.example.net. proxied in /domains/0/records/3\n");
}

TEST(DnscontrolInput, ReadsVersion3) {
  EXPECT_EQ(show(read_as(Format::dnscontrol, domain_with(R"(
 { "type": "TXT", "name": "@", "target": "v=spf1 ", "txtstrings": [ "v=spf1 ", "-all" ] },
 { "type": "TXT", "name": "a", "target": "one", "txtstrings": [ "one" ] },
 { "type": "MX", "name": "@", "target": "mail.example.net.", "mxpreference": 10 })"))),
            "2:69 example.com TXT - \"v=spf1 -all\" in /domains/0/records/0\n"
            "3:65 a.example.com TXT - \"one\" in /domains/0/records/1\n"
            "4:78 example.com MX - 10 mail.example.net. in /domains/0/records/2\n");
}

TEST(DnscontrolInput, ReadsThePreferenceInFields) {
  EXPECT_EQ(show(read_as(Format::dnscontrol, domain_with(R"(
 { "type": "MX", "name": "@", "target": "mail.example.net.", "Fields": { "Mx": "mail.example.net.", "Preference": 5 } })"))),
            "2:115 example.com MX - 5 mail.example.net. in /domains/0/records/0\n");
}

TEST(DnscontrolInput, KnowsAliasesAndInstructions) {
  const Document document = read_as(Format::dnscontrol, domain_with(R"(
 { "type": "ALIAS", "name": "@", "target": "a.example.net." },
 { "type": "R53_ALIAS", "name": "m", "target": "a.example.net.", "r53_alias": { "type": "MX" } },
 { "type": "IMPORT_TRANSFORM", "name": "@", "target": "example.net" },
 { "type": "URL301", "name": "w", "target": "https://example.net" })",
                                                                    R"(, "rawrecords": [ { "type": "A" } ])"));
  EXPECT_EQ(show(document), "2:2 example.com A - (alias) in /domains/0/records/0\n"
                            "2:2 example.com AAAA - (alias) in /domains/0/records/0\n"
                            "3:2 m.example.com MX - (alias) in /domains/0/records/1\n"
                            "5:45 w.example.com URL301 - (other type) in /domains/0/records/3\n");
  EXPECT_EQ(show(document.gaps),
            "4:2 not read: /domains/0/records/2: what this makes is not read; print-ir without --raw has it\n"
            "5:85 not read: /domains/0: \"rawrecords\" are not read; print-ir without --raw has them as records\n");
}

TEST(DnscontrolInput, KeepsTheHorizonsApart) {
  const Document document = read_as(Format::dnscontrol, R"({ "domains": [
 { "name": "example.com!inside", "records": [ { "type": "TXT", "name": "@", "target": "x" } ] },
 { "name": "example.com", "records": [ { "type": "TXT", "name": "@", "target": "y" } ] } ] })");
  EXPECT_EQ(show(document), "2:87 example.com TXT - \"x\" set inside in /domains/0/records/0\n"
                            "3:80 example.com TXT - \"y\" in /domains/1/records/0\n");
}

TEST(DnscontrolInput, DoesNotKnowWhatIsLeftOfASet) {
  const Document document = read_as(
      Format::dnscontrol,
      domain_with("", R"(, "keepunknown": true, "recordsabsent": [ { "type": "TXT", "name": "@", "target": "x" } ])"));
  EXPECT_EQ(show(document), "1:96 example.com TXT - (not known) in /domains/0\n");
}

TEST(DnscontrolInput, HoldsAZoneUnlessItKeepsWhatItDoesNotKnow) {
  EXPECT_EQ(read_as(Format::dnscontrol, domain_with("")).zones.size(), 1u);
  EXPECT_TRUE(read_as(Format::dnscontrol, domain_with("", R"(, "keepunknown": true)")).zones.empty());
  EXPECT_TRUE(read_as(Format::dnscontrol, domain_with("", R"(, "unmanaged": [{}])")).zones.empty());
  EXPECT_TRUE(read_as(Format::dnscontrol, domain_with("", R"(, "ignored_names": [{}])")).zones.empty());
  EXPECT_EQ(read_as(Format::dnscontrol, domain_with("", R"(, "ignored_targets": [])")).zones.size(), 1u);
}

TEST(DnscontrolInput, SaysWhatIsWrong) {
  EXPECT_EQ(error_of(Format::dnscontrol, "{}"), "f:1:1: \"domains\" is missing here");
  EXPECT_EQ(error_of(Format::dnscontrol, R"({ "domains": [] })"), "f: this file holds no domains");
  EXPECT_EQ(error_of(Format::dnscontrol, R"({ "domains": [ {} ] })"), "f:1:16: \"name\" is missing here");
  EXPECT_EQ(error_of(Format::dnscontrol, domain_with(R"({ "name": "a..b" })")), "f:1:63: \"a..b\" is no domain name");
}

}  // namespace
}  // namespace mailauth::inputs::dnscontrol_test
