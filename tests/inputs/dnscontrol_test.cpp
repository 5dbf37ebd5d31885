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

TEST(DnscontrolInput, HoldsAZoneUnlessItKeepsWhatItDoesNotKnow) {
  EXPECT_EQ(read_as(Format::dnscontrol, domain_with("")).zones.size(), 1u);
  EXPECT_TRUE(read_as(Format::dnscontrol, domain_with("", R"(, "keepunknown": true)")).zones.empty());
  EXPECT_TRUE(read_as(Format::dnscontrol, domain_with("", R"(, "unmanaged": [{}])")).zones.empty());
}

TEST(DnscontrolInput, SaysWhatIsWrong) {
  EXPECT_EQ(error_of(Format::dnscontrol, "{}"), "f:1:1: \"domains\" is missing here");
  EXPECT_EQ(error_of(Format::dnscontrol, R"({ "domains": [ {} ] })"), "f:1:16: \"name\" is missing here");
  EXPECT_EQ(error_of(Format::dnscontrol, domain_with(R"({ "name": "a..b" })")), "f:1:63: \"a..b\" is no domain name");
}

}  // namespace
}  // namespace mailauth::inputs::dnscontrol_test
