#include <fmt/format.h>

#include "inputs/inputs_support.h"

namespace mailauth::inputs::route53_test {
namespace {

std::string list_of(const std::string& sets, const std::string& rest = "") {
  return "{ \"ResourceRecordSets\": [\n" + sets + " ]" + rest + " }";
}

std::string txt_set(const std::string& name, const std::string& value) {
  return fmt::format(R"({{ "Name": "{}", "Type": "TXT", "ResourceRecords": [{{ "Value": "{}" }}] }})", name, value);
}

std::string position(const text::Source& source, std::string_view part) {
  const text::Position at = position_of(source, static_cast<uint32_t>(source.text.find(part)));
  return fmt::format("{}:{}", at.line, at.column);
}

TEST(Route53Input, ReadsTheSample) {
  const Document document = read_as(Format::route53, sample("route53-list.json"));
  EXPECT_EQ(show(document),
            "2:87 example.com MX 300 10 inbound-smtp.eu-west-1.amazonaws.com. in /ResourceRecordSets/0\n"
            "3:88 example.com TXT 300 \"v=spf1 include:amazonses.com ~all\" in /ResourceRecordSets/1\n"
            "3:142 example.com TXT 300 \"google-site-verification=abc\" in /ResourceRecordSets/1\n"
            "4:95 _dmarc.example.com TXT 300 "
            "\"v:DMARC1;p=reject;pct=100;rua=mailto:dmarc@example.com:fo=1;adkim=s;aspf=s;\" in /ResourceRecordSets/2\n"
            "5:102 k1._domainkey.example.com TXT 300 \"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOC\" "
            "\"AQ8AMIIBCgKCAQEA\" in /ResourceRecordSets/3\n"
            "6:106 abc._domainkey.example.com CNAME 1800 abc.dkim.amazonses.com. in /ResourceRecordSets/4\n"
            "7:130 mail.example.com MX 300 10 feedback-smtp.eu-west-1.amazonses.com. set eu in /ResourceRecordSets/5\n"
            "8:63 *.example.com A - (alias) in /ResourceRecordSets/6\n");
  EXPECT_TRUE(document.zones.empty());  // it has neither SOA nor NS
}

TEST(Route53Input, KnowsWhereEachByteStands) {
  const auto record = read_as(Format::route53, list_of(txt_set("a.", R"(\"one\\073\" \"two\")"))).records.at(0);
  const text::Source published = dns::to_source({record.owner, dns::Type::txt, 0, *record.data, record.place});
  ASSERT_EQ(published.text, "one;two");
  EXPECT_EQ(position(published, "one"), "2:66");
  EXPECT_EQ(position(published, ";"), "2:69");
  EXPECT_EQ(position(published, "two"), "2:79");
  EXPECT_EQ(record.written_data.text, R"("one\073" "two")");
  EXPECT_EQ(position(source_of(record, record.written_data), "two"), "2:79");
  EXPECT_EQ(words_of(record), R"(<"one\073"><"two">)");
}

TEST(Route53Input, RefusesTextThatIsNotInQuotes) {
  const Document document = read_as(Format::route53, list_of(txt_set("a.", "v=spf1 -all")));
  EXPECT_EQ(show(document), "2:63 a TXT - (unreadable) in /ResourceRecordSets/0\n");
}

TEST(Route53Input, HoldsTheZoneUnlessItIsCutOff) {
  const std::string soa = R"({ "Name": "example.com.", "Type": "SOA", "TTL": 900, "ResourceRecords": [
      { "Value": "ns-1.awsdns-1.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400" }] })";
  const auto zone = dns::Name::parse("example.com");
  const Document whole = read_as(Format::route53, list_of(soa + "," + txt_set("a.example.com.", "\\\"x\\\"")));
  EXPECT_EQ(whole.zones, std::vector{*zone});
  EXPECT_EQ(whole.records.at(1).zone, zone);
  for (const std::string rest : {R"(, "NextToken": "abc")", R"(, "IsTruncated": true)"}) {
    const Document cut_off = read_as(Format::route53, list_of(soa, rest));
    EXPECT_TRUE(cut_off.zones.empty());
    EXPECT_EQ(cut_off.notes.size(), 1u);
  }
  EXPECT_EQ(read_as(Format::route53, list_of(soa, R"(, "NextToken": null, "IsTruncated": false)")).zones.size(), 1u);
}

TEST(Route53Input, SaysWhatIsWrong) {
  struct Case {
    std::string text, expected;
  };
  const Case cases[] = {
      {"[]", "f:1:1: \"the document\" is not a map of keys and values"},
      {"{}", "f:1:1: \"ResourceRecordSets\" is missing here"},
      {list_of("[]"), "f:2:1: \"ResourceRecordSet\" is not a map of keys and values"},
      {list_of(R"({ "Name": "a..b.", "Type": "TXT" })"), "f:2:11: \"a..b.\" is no domain name"},
      {list_of(R"({ "Name": "a.", "Type": "TXT" })"), "f:2:1: \"ResourceRecords\" is missing here"},
      {list_of(R"({ "Name": "a.", "Type": 16 })"), "f:2:25: \"Type\" is not a text"},
  };
  for (const Case& each : cases) EXPECT_EQ(error_of(Format::route53, each.text), each.expected) << each.text;
}

TEST(Route53Changes, ReadsTheSample) {
  const Document document = read_as(Format::route53_changes, sample("route53-change.json"));
  EXPECT_EQ(
      show(document),
      "2:137 _dmarc.example.com TXT 300 \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\" replace in /Changes/0\n"
      "3:145 old._domainkey.example.com TXT 300 \"v=DKIM1; p=\" remove in /Changes/1\n");
  EXPECT_EQ(document.records.at(1).before->size(), 1u);
}

TEST(Route53Changes, KeepsEveryValueOfASet) {
  const std::string set =
      R"({ "Name": "\\052.a", "Type": "MX", "ResourceRecords": [ { "Value": "10 b" }, { "Value": "x" } ] })";
  const std::string changes = R"({ "HostedZoneId": "Z1", "ChangeBatch": { "Changes": [ { "Action": "UPSERT",
 "ResourceRecordSet": )" + set +
                              "} ] } }";
  const ReadOptions options{.zone_names = {{"Z1", *dns::Name::parse("a")}}};
  const auto document = std::get<Document>(read(changes, "f", options));
  EXPECT_EQ(show(document), "2:90 *.a MX - 10 b. replace in /ChangeBatch/Changes/0\n"
                            "2:111 *.a MX - (unreadable) replace in /ChangeBatch/Changes/0\n");
  EXPECT_EQ(document.records.at(0).zone, dns::Name::parse("a"));
  EXPECT_EQ(error_of(Format::route53_changes, R"({ "Changes": [{ "Action": "upsert" }] })"),
            "f:1:27: \"upsert\" is none of CREATE, UPSERT and DELETE");
}

TEST(Route53Input, RefusesAFileOfNothing) {
  EXPECT_EQ(error_of(Format::route53, R"({ "ResourceRecordSets": [] })"), "f: this list holds no records");
  EXPECT_EQ(error_of(Format::route53_changes, R"({ "Changes": [] })"), "f: this change batch holds no changes");
}

}  // namespace
}  // namespace mailauth::inputs::route53_test
