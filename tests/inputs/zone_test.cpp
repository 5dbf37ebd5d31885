#include "inputs/inputs_support.h"
#include "inputs/publication.h"
#include "inputs/words.h"

namespace mailauth::inputs::zone_test {
namespace {

std::vector<Record> records(std::string_view zone) { return read_as(Format::zone, zone).records; }

TEST(ZoneInput, ReadsTheSample) {
  const Document document = read_as(Format::zone, sample("example.com.zone"));
  EXPECT_EQ(show(document),
            "3:12 example.com SOA 3600 ns1.example.com. hostmaster.example.com. 2026112301 7200 3600 1209600 300\n"
            "5:11 example.com NS 3600 ns1.example.com.\n"
            "6:11 example.com MX 3600 10 inbound-smtp.eu-west-1.amazonaws.com.\n"
            "7:12 example.com TXT 3600 \"v=spf1 include:amazonses.com ~all\"\n"
            "8:19 _dmarc.example.com TXT 300 "
            "\"v:DMARC1;p=reject;pct=100;rua=mailto:dmarc@example.com:fo=1;adkim=s;aspf=s;\"\n"
            "9:15 _bad.example.com TXT 3600 \"v=DMARC1\"\n"
            "10:14 mail.example.com MX 3600 10 feedback-smtp.eu-west-1.amazonses.com.\n"
            "11:15 mail.example.com TXT 3600 \"v=spf1 include:amazonses.com ~all\"\n"
            "12:25 abc._domainkey.example.com CNAME 3600 abc.dkim.amazonses.com.example.com.\n"
            "13:24 k1._domainkey.example.com TXT 3600 \"v=DKIM1; k=rsa; \" \"p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\"\n"
            "15:12 esc.example.com TXT 3600 \"a\\\"b\\\\c;d\\195\\169\"\n");
  EXPECT_EQ(document.zones, std::vector{*dns::Name::parse("example.com")});
}

TEST(ZoneInput, KeepsWhatIsWritten) {
  const auto bad = records("_bad   IN TXT v=DMARC1; p=reject; rua=mailto:d@example.com\n").at(0);
  EXPECT_EQ(bad.written_owner.text, "_bad");
  EXPECT_EQ(source_of(bad, bad.written_data).where, "_bad.example.com TXT");
  EXPECT_EQ(bad.written_data.text, "v=DMARC1; p=reject; rua=mailto:d@example.com");
  EXPECT_EQ(words_of(bad), "<v=DMARC1>");

  const auto all = records("k1 TXT ( \"one \" ; first\r\n  \"t\\\"wo\" ) ; second \r\n TXT three ; third");
  EXPECT_EQ(all.at(0).written_data.text, "\"one \" ; first\r\n  \"t\\\"wo\" ) ; second");
  EXPECT_EQ(words_of(all.at(0)), "<\"one \"><\"t\\\"wo\">");
  EXPECT_EQ(all.at(1).written_owner.text, "");
  EXPECT_EQ(all.at(1).written_data.text, "three ; third");
}

std::string place_of(const text::Source& source, uint32_t offset) {
  const text::Position at = position_of(source, offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

TEST(ZoneInput, KnowsWhereEachByteStands) {
  const auto record = records("a TXT ( \"a\\\"b\\059c\"\n  d\\e \"\" \"f\" )\n").at(0);
  const text::Source published = dns::to_source({record.owner, dns::Type::txt, 0, *record.data, record.place});
  ASSERT_EQ(published.text, "a\"b;cdef");
  const std::string_view expected[] = {"1:10", "1:11", "1:13", "1:14", "1:18", "2:3", "2:4", "2:11", "2:12"};
  for (uint32_t i = 0; i <= published.text.size(); ++i) EXPECT_EQ(place_of(published, i), expected[i]) << i;

  const std::string& written = record.written_data.text;
  EXPECT_EQ(place_of(source_of(record, record.written_data), 0), "1:9");
  EXPECT_EQ(place_of(source_of(record, record.written_data), static_cast<uint32_t>(written.find("d\\e"))), "2:3");
}

TEST(ZoneInput, ReadsOnBehindWhatARuleCanSay) {
  const std::string long_string(300, 'x');
  const auto all = records("a TXT \"" + long_string + "\"\nb SRV 0 0 25 mail\nc CNAME d\nd KEY\n");
  EXPECT_EQ(show(all.at(0)), "1:7 a.example.com TXT - (unreadable)");
  EXPECT_EQ(words_of(all.at(0)), "<\"" + long_string + "\">");
  EXPECT_EQ(show(all.at(1)), "2:7 b.example.com SRV - (other type)");
  EXPECT_EQ(show(all.at(2)), "3:9 c.example.com CNAME - d.example.com.");
  EXPECT_EQ(show(all.at(3)), "4:3 d.example.com KEY - (other type)");
}

TEST(ZoneInput, SaysWhatIsNoZoneFile) {
  EXPECT_EQ(error_of(Format::zone, "a TXT \"x"), "f:1:7: unbalanced quotes: the line ends inside of them");
  EXPECT_EQ(error_of(Format::zone, "\na TXTT x"), "f:2:3: \"TXTT\" is no record type; TXT is");
  EXPECT_EQ(error_of(Format::zone, "a TXT"), "f:1:3: TXT needs at least one string");
}

TEST(ZoneInput, HoldsSeveralZonesAndOrigins) {
  const Document document = read_as(Format::zone, "$ORIGIN example.net.\n@ SOA a b 1 2 3 4 5\nx TXT y\n"
                                                  "$ORIGIN example.org.\n@ SOA a b 1 2 3 4 5\n$ORIGIN sub\nx TXT y\n");
  EXPECT_EQ(document.zones, (std::vector{*dns::Name::parse("example.net"), *dns::Name::parse("example.org")}));
  EXPECT_EQ(document.records.back().zone, dns::Name::parse("example.org"));
}

TEST(ZoneInput, SaysWhatLiesOutside) {
  const auto all =
      records("$ORIGIN .\nexample.com SOA a. b. 1 2 3 4 5\na.example.com A 192.0.2.1\nexample.net MX 0 .\n");
  EXPECT_FALSE(all.at(1).lies_outside());
  EXPECT_EQ(all.at(1).zone, dns::Name::parse("example.com"));
  EXPECT_TRUE(all.at(2).lies_outside());
  for (const Record& record : records("a.example.com. TXT x\nb.example.net. TXT x\nc TXT x\n"))  // a part of some zone
    EXPECT_FALSE(record.lies_outside());
}

TEST(ZoneInput, TakesTheZoneFromItsSoaThenFromTheOptionThenFromTheNameOfTheFile) {
  EXPECT_EQ(read_as(Format::zone, "example.net. SOA a b 1 2 3 4 5\n", "example.org.zone").zones,
            std::vector{*dns::Name::parse("example.net")});
  EXPECT_EQ(read_as(Format::zone, "@ SOA a b 1 2 3 4 5\n", "example.org.zone").zones,
            std::vector{*dns::Name::parse("example.com")});
  const auto by_file = read("@ SOA a b 1 2 3 4 5\n", "a/example.org.zone", {.format = Format::zone});
  EXPECT_EQ(std::get<Document>(by_file).zones, std::vector{*dns::Name::parse("example.org")});
}

TEST(ZoneInput, WhatIsGeneratedStandsAtItsDirective) {
  const auto all = records("\n$GENERATE 1-2 h$ TXT x$ ; why\nc A Parked\n");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(show(all.at(1)), "2:1 h2.example.com TXT - \"x2\"");
  EXPECT_EQ(all.at(1).written_data.text, "$GENERATE 1-2 h$ TXT x$ ; why");
  EXPECT_EQ(place_of(source_of(all.at(1), all.at(1).written_data), 0), "2:1");
  EXPECT_EQ(all.at(1).written_owner.text + words_of(all.at(1)), "");
  EXPECT_EQ(show(all.at(2)), "3:5 c.example.com A - (unreadable)");
  EXPECT_EQ(error_of(Format::zone, "$GENERATE 1-2 h$ TXT " + std::string(300, 'x')),
            "f:1:1: this string has 300 bytes; 255 is the limit, so cut it into several");
}

TEST(ZoneInput, SaysOnceThatWinsIsPassedOver) {
  const Document document = read_as(Format::zone, "@ TXT x\n@ WINS L2 C900 ( 192.0.2.1 )\n@ WINSR L2 C900 x\n");
  EXPECT_EQ(show(document.records.at(1)), "2:8 example.com WINS - (other type)");
  EXPECT_EQ(document.notes, std::vector<std::string>{"line 2: WINS is passed over: with it Windows DNS asks another "
                                                     "server for what the zone does not have"});
}

// Its first string alone makes the record unreadable.
TEST(ZoneInput, SaysAWrongEscapeBesideAStringThatIsTooLongAsItStands) {
  const std::string text = "@ TXT \"" + std::string(300, 'A') + "\" \"x\\10\"\n";
  const Document document = read_as(Format::zone, text);
  ASSERT_EQ(document.records.size(), 1u);
  const Record& record = document.records.front();
  EXPECT_EQ(record.unread, Unread::unreadable);
  EXPECT_EQ(said(record, record.words.back()), "x\\10");
}

TEST(ZoneInput, AnEscapedBlankAtTheEndBelongsToItsWord) {
  const Document document = read_as(Format::zone, "@ TXT x\\ \n");
  ASSERT_EQ(document.records.size(), 1u);
  const Record& record = document.records.front();
  EXPECT_EQ(said(record, record.words.back()), "x ");
}

TEST(CloudflareInput, ReadsTheSample) {
  const Document document = read_as(Format::cloudflare, sample("cloudflare-export.txt"));
  EXPECT_EQ(show(document),
            "6:25 example.com SOA 3600 ada.ns.cloudflare.com. dns.cloudflare.com. 2050000000 10000 2400 604800 3600\n"
            "9:40 abc._domainkey.example.com CNAME 300 abc.dkim.amazonses.com.\n"
            "12:22 example.com MX 300 10 inbound-smtp.eu-west-1.amazonaws.com.\n"
            "15:30 _dmarc.example.com TXT 300 \"v=DMARC1; p=none; rua=mailto:d@example.com\"\n"
            "16:23 example.com TXT 300 \"v=spf1 include:amazonses.com ~all\"\n");
  EXPECT_EQ(document.zones, std::vector{*dns::Name::parse("example.com")});
}

TEST(CloudflareInput, KnowsWhatIsProxied) {
  const Document document =
      read_as(Format::cloudflare, "; a note\n;; Domain:     example.org\n$ORIGIN .\n@ 3600 IN SOA a. b. 1 2 3 4 5\n"
                                  "s1._domainkey\t1\tIN\tCNAME\ts1.example.net. ; keys cf_tags=cf-proxied:true\n"
                                  "t.example.org. 60 IN TXT \"cf-proxied:true\" ; cf_tags=cf-proxied:false\n");
  EXPECT_EQ(show(document), "4:15 example.org SOA 3600 a. b. 1 2 3 4 5\n"
                            "5:26 s1._domainkey CNAME 300 s1.example.net. proxied\n"
                            "6:26 t.example.org TXT 60 \"cf-proxied:true\"\n");
}

// The name server looks up the addresses of its target: they are not in the file, and they are there.
TEST(ZoneInput, AnAliasHasAddressesThatAreNotKnown) {
  const std::string text =
      "$ORIGIN example.com.\n@ 60 SOA n h 1 2 3 4 5\n@ 60 MX 1 mx1\nmx1 60 ALIAS foo.example.net.\n"
      "b 60 aname foo.example.net.\nb 60 TXT x\n";
  const Document document = read_as(Format::zone, text);
  const std::string shown = show(document);
  for (const char* record : {"mx1.example.com A 60 (alias)", "mx1.example.com AAAA 60 (alias)",
                             "b.example.com A 60 (alias)", "b.example.com TXT 60 \"x\""})
    EXPECT_NE(shown.find(record), std::string::npos) << record << " in " << shown;
  EXPECT_EQ(document.records.size(), 7u);
  dns::Evidence nothing;
  const Publication published = publish(std::make_shared<const std::vector<Document>>(std::vector{document}), nothing);
  const dns::Zone checked = std::get<dns::Zone>(dns::Zone::parse(text));
  for (const dns::Zone* zone : {&published.worlds.at(0), &checked}) {
    const auto outcome = [&](std::string_view name, dns::Type type) {
      return zone->lookup({dns::Name::parse(name).value(), type}).outcome;
    };
    EXPECT_EQ(outcome("mx1.example.com", dns::Type::a), dns::Outcome::not_asked);
    EXPECT_EQ(outcome("mx1.example.com", dns::Type::aaaa), dns::Outcome::not_asked);
    EXPECT_EQ(outcome("mx1.example.com", dns::Type::txt), dns::Outcome::no_data);
    EXPECT_EQ(outcome("b.example.com", dns::Type::a), dns::Outcome::not_asked);
    EXPECT_EQ(outcome("b.example.com", dns::Type::txt), dns::Outcome::found);
  }
}

}  // namespace
}  // namespace mailauth::inputs::zone_test
