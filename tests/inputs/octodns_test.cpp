#include "inputs/inputs_support.h"

namespace mailauth::inputs::octodns_test {
namespace {

TEST(OctodnsInput, ReadsTheSample) {
  const Document document = read_as(Format::octodns, sample("example.com.yaml"), "config/example.com.yaml");
  EXPECT_EQ(show(document), "6:21 example.com MX - 10 inbound-smtp.eu-west-1.amazonaws.com.\n"
                            "8:12 example.com TXT - \"v=spf1 include:amazonses.com ~all\"\n"
                            "12:10 _dmarc.example.com TXT 300 \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n"
                            "15:10 abc._domainkey.example.com CNAME - abc.dkim.amazonses.com.\n");
  EXPECT_EQ(document.zones, std::vector{*dns::Name::parse("example.com")});
}

TEST(OctodnsInput, ReadsWhatOctodnsReads) {
  const Document document = read_as(Format::octodns, R"(
a: { type: TXT, values: [ one; two, 'three\; four' ] }
b: [ { type: MX, values: [ { priority: 10, value: mail.example.net. } ] }, { type: SRV, value: { port: 1 } } ]
'*': { type: CNAME, value: target.example.net., octodns: { cloudflare: { proxied: true } } }
c: { type: TXT, value: !env SECRET }
d: { type: TXT, values: &same [ x ] }
e: { type: TXT, values: *same }
f:
  type: TXT
  value: |-
    v=spf1
    -all
g: { type: NS }
)",
                                    "example.com.yaml");
  EXPECT_EQ(show(document), "2:27 a.example.com TXT - \"one; two\"\n"
                            "2:37 a.example.com TXT - \"three; four\"\n"
                            "3:40 b.example.com MX - 10 mail.example.net.\n"
                            "3:96 b.example.com SRV - (other type)\n"
                            "4:28 *.example.com CNAME - target.example.net. proxied\n"
                            "5:29 c.example.com TXT - (not known)\n"
                            "6:33 d.example.com TXT - \"x\"\n"
                            "6:33 e.example.com TXT - \"x\"\n"
                            "10:10 f.example.com TXT - \"v=spf1\\010-all\"\n"
                            "13:4 g.example.com NS - (not known)\n");
  EXPECT_EQ(position_of(source_of(document.records.at(1), document.records.at(1).written_data), 7).column, 45u);
}

TEST(OctodnsInput, IsNamedAfterItsZone) {
  const std::string text = "a: { type: TXT, value: x }\n";
  const auto owner = [&](const std::string& path) {
    const Document document = read_as(Format::octodns, text, path);
    return document.records.at(0).owner.text() + (document.zones.empty() ? " in a part" : "");
  };
  EXPECT_EQ(owner("config/example.net.yaml"), "a.example.net");
  EXPECT_EQ(owner("config/example.net./a.yaml"), "a.example.net in a part");
  EXPECT_EQ(owner("octodns-example.net.yml"), "a.example.net");
  const ReadOptions options{.format = Format::octodns, .zone_names = {{"zone", *dns::Name::parse("example.org")}}};
  EXPECT_EQ(std::get<Document>(read(text, "zone.yaml", options)).records.at(0).owner.text(), "a.example.org");
  EXPECT_EQ(owner("zone.yaml"), "a.example.com");  // where the reader was told so
  const auto nameless = read(text, "zone.yaml", {.format = Format::octodns});
  EXPECT_EQ(to_string(std::get<Error>(nameless)),
            "zone.yaml: octoDNS names a file after its zone, such as example.com.yaml; this name is no domain");
}

}  // namespace
}  // namespace mailauth::inputs::octodns_test
