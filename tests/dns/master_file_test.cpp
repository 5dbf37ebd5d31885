// The syntax of master files, as a user sees it: what a text means, or what is wrong with it and where.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "dns/dns_support.h"
#include "dns/limits.h"

namespace mailauth::dns::master_file_test {
namespace {

struct Case {
  std::string_view text, result;
};

std::string error_of(std::string_view text, const Name& origin = name("example.com")) {
  const auto zone = Zone::parse(text, "-", origin);
  return std::holds_alternative<ZoneError>(zone) ? to_string(std::get<ZoneError>(zone)) : "no error";
}

std::string records_of(std::string_view text) {
  const auto zone = Zone::parse(text, "-", name("example.com"));
  if (const auto* error = std::get_if<ZoneError>(&zone)) return to_string(*error);
  return dump(std::get<Zone>(zone));
}

TEST(MasterFile, ReadsOwners) {
  const Case cases[] = {
      {"@ TXT a", "example.com. 3600 TXT \"a\"\n"},
      {"www TXT a", "www.example.com. 3600 TXT \"a\"\n"},
      {"WWW.Example.ORG. TXT a", "www.example.org. 3600 TXT \"a\"\n"},
      {"a TXT x\n\tTXT y", "a.example.com. 3600 TXT \"x\"\na.example.com. 3600 TXT \"y\"\n"},
      {"a TXT x\n\n; nothing\n \n TXT y", "a.example.com. 3600 TXT \"x\"\na.example.com. 3600 TXT \"y\"\n"},
      {"$ORIGIN example.org.\na TXT x\n$ORIGIN sub\na TXT y",
       "a.example.org. 3600 TXT \"x\"\na.sub.example.org. 3600 TXT \"y\"\n"},
      {"$origin example.org.\n@ TXT x", "example.org. 3600 TXT \"x\"\n"},
      {"a\\.b TXT x", "a\\.b.example.com. 3600 TXT \"x\"\n"},
      {"a\\. TXT x", "a\\..example.com. 3600 TXT \"x\"\n"},  // relative: the dot is in the label
      {"*.wild TXT x", "*.wild.example.com. 3600 TXT \"x\"\n"},
      {". TXT x", ". 3600 TXT \"x\"\n"},
      {"IN TXT x", "in.example.com. 3600 TXT \"x\"\n"},          // the first column is the owner
      {"\xEF\xBB\xBF@ TXT x", "example.com. 3600 TXT \"x\"\n"},  // byte order mark
  };
  for (const Case& c : cases) EXPECT_EQ(records_of(c.text), c.result) << c.text;
}

TEST(MasterFile, ReadsTtlAndClassInAnyOrder) {
  const Case cases[] = {
      {"@ 60 IN TXT a", "example.com. 60 TXT \"a\"\n"},
      {"@ IN 60 TXT a", "example.com. 60 TXT \"a\"\n"},
      {"@ in txt a", "example.com. 3600 TXT \"a\"\n"},
      {"@ 1h30m TXT a", "example.com. 5400 TXT \"a\"\n"},
      {"@ 1W2D3H4M5S TXT a", "example.com. 788645 TXT \"a\"\n"},
      {"@ 2147483647 TXT a", "example.com. 2147483647 TXT \"a\"\n"},
      {"$TTL 2h\n@ TXT a", "example.com. 7200 TXT \"a\"\n"},
      {"@ 60 TXT a\n@ MX 0 .", "example.com. 60 MX 0 .\nexample.com. 60 TXT \"a\"\n"},  // the last one stated
      {"$TTL 2h\n@ 60 TXT a\n@ MX 0 .", "example.com. 7200 MX 0 .\nexample.com. 60 TXT \"a\"\n"},
      {"@ SOA a. b. 1 2 3 4 5m\n@ TXT a", "example.com. 300 SOA a. b. 1 2 3 4 300\nexample.com. 300 TXT \"a\"\n"},
      {"@ 9 SOA a. b. 1 1h 1d 1w 5", "example.com. 9 SOA a. b. 1 3600 86400 604800 5\n"},
      {"@ 60 SRV 0 0 0 .\n@ TXT a", "example.com. 60 TXT \"a\"\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(records_of(c.text), c.result) << c.text;
}

TEST(MasterFile, ReadsStrings) {
  const Case cases[] = {
      {R"(@ TXT "v=spf1 mx ; no comment" ; a comment)", "example.com. 3600 TXT \"v=spf1 mx ; no comment\"\n"},
      {R"(@ TXT v=DMARC1; p=reject)", "example.com. 3600 TXT \"v=DMARC1\"\n"},  // as servers read it
      {R"(@ TXT v=DMARC1\; p=reject)", "example.com. 3600 TXT \"v=DMARC1;\" \"p=reject\"\n"},
      {R"(@ TXT "a""b" c"d")", "example.com. 3600 TXT \"a\" \"b\" \"c\" \"d\"\n"},
      {R"z(@ TXT "a\"b\\c\059d\195\169" \(\ \))z", R"z(example.com. 3600 TXT "a\"b\\c;d\195\169" "( )"
)z"},
      {"@ TXT ( \"one \"\n    \"two\" ) ; why\n", "example.com. 3600 TXT \"one \" \"two\"\n"},
      {"@ TXT (\n  \"one\" ; comment (\n  ; another )\n)\n", "example.com. 3600 TXT \"one\"\n"},
      {"@ ( TXT\nx ) y\r\nb TXT z\r\n", "example.com. 3600 TXT \"x\" \"y\"\nb.example.com. 3600 TXT \"z\"\n"},
      {"@ type99 \"v=spf1 -all\"", "example.com. 3600 SPF \"v=spf1 -all\"\n"},
      {"@ TXT \"\"", "example.com. 3600 TXT \"\"\n"},
      {"@ TXT \"tab\there\"", "example.com. 3600 TXT \"tab\\009here\"\n"},
      {"@ TXT \xC3\xA9", "example.com. 3600 TXT \"\\195\\169\"\n"},
      {"@ TXT @ $ORIGIN IN 60", "example.com. 3600 TXT \"@\" \"$ORIGIN\" \"IN\" \"60\"\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(records_of(c.text), c.result) << c.text;
}

TEST(MasterFile, SkipsTypesItDoesNotKnowButKeepsTheOwner) {
  for (const char* line : {"a SRV 0 0 25 mail", "a 60 IN CAA 0 issue \"ca.example\"", "a TYPE65280 \\# 3 abcdef",
                           "a RRSIG TXT 8 2 60 ( 2026\n 2025 ) x", "a HTTPS 1 . alpn=\"h2,h3\"", "a ALIAS example.net.",
                           "a TLSA 3 1 1 00"}) {
    EXPECT_EQ(records_of(line), "a.example.com.\n") << line;
  }
}

TEST(MasterFile, ReadsTheGenericSyntax) {  // RFC 3597 5
  const Case cases[] = {
      {"a TYPE16 \"x\"", "a.example.com. 3600 TXT \"x\"\n"},
      {"a TYPE16 \\# 4 02 6869 00", "a.example.com. 3600 TXT \"hi\" \"\"\n"},
      {"a TXT \\# ( 3 026\n 869 )", "a.example.com. 3600 TXT \"hi\"\n"},
      {"a A \\# 4 C0000201", "a.example.com. 3600 A 192.0.2.1\n"},
      {"a AAAA \\# 16 20010db8000000000000000000000001", "a.example.com. 3600 AAAA 2001:db8::1\n"},
      {"a MX \\# 8 000a 04 6d61696c 00", "a.example.com. 3600 MX 10 mail.\n"},
      {"a MX \\# 3 0000 00", "a.example.com. 3600 MX 0 .\n"},
      {"a TYPE5 \\# 5 03 61 2e 62 00", "a.example.com. 3600 CNAME a\\.b.\n"},
      {"a SOA \\# 22 00 00 00000001 00000002 00000003 00000004 00000005", "a.example.com. 5 SOA . . 1 2 3 4 5\n"},
      {"a TXT \"\\#\" 3", "a.example.com. 3600 TXT \"#\" \"3\"\n"},  // quoted: an ordinary string
      {"a MX \\# 9 000a 04 6d61696c 00 ff", "-:1:6: this is not the data of MX"},
      {"a TXT \\# 2 02 68", "-:1:7: this is not the data of TXT"},
      {"a TXT \\# 0", "-:1:7: this is not the data of TXT"},
      {"a CNAME \\# 2 c0 0c", "-:1:9: this is not the data of CNAME"},  // compressed
      {"a A \\# 5 0000000000", "-:1:5: this is not the data of A"},
      {"a TXT \\# 3 02 68", "-:1:10: the length says 3 bytes, but 2 follow"},
      {"a TXT \\# 2 0g", "-:1:12: \"0g\" is not hexadecimal"},
      {"a TXT \\# 1 0", "-:1:12: half of a byte is missing"},
      {"a TXT \\#", "-:1:7: \\# needs a length"},
      {"a TXT \\# x", "-:1:10: \"x\" is no number from 0 to 65535"},
  };
  for (const Case& c : cases) EXPECT_EQ(records_of(c.text), c.result) << c.text;
}

// As named-checkzone 9.18 has it.
TEST(MasterFile, GeneratesRecords) {
  const Case cases[] = {
      {"$GENERATE 1-3 h$ A 192.0.2.$", "h1.example.com. 3600 A 192.0.2.1\nh2.example.com. 3600 A 192.0.2.2\n"
                                       "h3.example.com. 3600 A 192.0.2.3\n"},
      {"$GENERATE 0-10/5 h${1,3,d} 60 IN CNAME x${-1,2,x}.$$.\\$y",
       "h001.example.com. 60 CNAME xffffffff.\\036.\\036y.example.com.\n"
       "h011.example.com. 60 CNAME x09.\\036.\\036y.example.com.\n"
       "h006.example.com. 60 CNAME x04.\\036.\\036y.example.com.\n"},
      {"$GENERATE 18-18 ${0,0,n}.a PTR ${0,5,N}.b", "2.1.a.example.com. 3600 PTR 2.1.0.b.example.com.\n"},
      {"$GENERATE 18-18 ${0,5,n}.a PTR b", "2.1.0.a.example.com. 3600 PTR b.example.com.\n"},
      {"$GENERATE 28-28 h${0,0,X} A 192.0.2.${0,0,o}", "h1c.example.com. 3600 A 192.0.2.34\n"},
      {"$GENERATE 1-1 h${-5} CNAME x${-5,0,d}", "h-4.example.com. 3600 CNAME x-4.example.com.\n"},
      {"$GENERATE 7-7 h TXT \"\\\"a $\\\" b\"", "h.example.com. 3600 TXT \"a 7\" \"b\"\n"},
      {"$GENERATE 1-2 h MX \"10 mx$\"",
       "h.example.com. 3600 MX 10 mx1.example.com.\nh.example.com. 3600 MX 10 mx2.example.com.\n"},
      {"$GENERATE 1-1 _$._tcp SRV \"0 0 $ h\"", "_1._tcp.example.com.\n"},
      {"a 60 A 192.0.2.1\n$GENERATE 1-1 h$ A 192.0.2.$\n AAAA ::1",  // the owner is that of the record before
       "h1.example.com. 60 A 192.0.2.1\na.example.com. 60 A 192.0.2.1\na.example.com. 60 AAAA ::1\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(records_of(c.text), c.result) << c.text;
}

TEST(MasterFile, BoundsWhatIsGenerated) {
  EXPECT_EQ(error_of("\n$GENERATE 0-2147483647 a$ A 192.0.2.1"),
            "-:2:1: $GENERATE makes more than 100000 records of this file");
  EXPECT_EQ(error_of("$GENERATE 1-99999 a TYPE65280 \"" + std::string(60'000, 'x') + "\""),
            "-:1:1: this file is larger than 256 MiB with all that it includes and generates");
}

TEST(MasterFile, UnderstandsWhatOtherMakersWrite) {
  const Case cases[] = {
      {"a CLASS1 60 TXT x", "a.example.com. 60 TXT \"x\"\n"},
      {"a 60 class1 TXT x", "a.example.com. 60 TXT \"x\"\n"},
      {"a [AGE:3506744] 1200 A 192.0.2.1\n  [AGE:1]\t600 TXT x",
       "a.example.com. 1200 A 192.0.2.1\na.example.com. 600 TXT \"x\"\n"},
      {"@ WINS L2 C900 ( 192.0.2.1 )\n@ WINSR L2 C900 ( example.com. )\nb WINS-R L2 C900 x",
       "example.com.\nb.example.com.\n"},
      {"d DNAME e", "d.example.com. 3600 DNAME e.example.com.\n"},
      {"d TYPE39 \\# 3 01 65 00", "d.example.com. 3600 DNAME e.\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(records_of(c.text), c.result) << c.text;
  const Zone zone = parse_zone("\na. WINS x\nb. WINS x\n");
  EXPECT_EQ(zone.notes(), std::vector<std::string>{"-: line 2: WINS is passed over: with it Windows DNS asks another "
                                                   "server for what the zone does not have"});
}

// Registrars export "Parked" for an address that they choose: which one is not known, and there is one.
TEST(MasterFile, AWordForAnAddressLeavesTheSetOpen) {
  const Zone zone = parse_zone("$ORIGIN example.com.\n@ SOA n h 1 2 3 4 5\n@ A Parked\n@ A 192.0.2.1\n"
                               "w A WebsiteBuilder Site\nw TXT x\ns AAAA parked\n");
  EXPECT_EQ(dump(zone.lookup({name("example.com"), Type::a})), "not_asked");
  EXPECT_EQ(dump(zone.lookup({name("w.example.com"), Type::a})), "not_asked");
  EXPECT_EQ(dump(zone.lookup({name("w.example.com"), Type::aaaa})), "no_data");
  EXPECT_EQ(dump(zone.lookup({name("w.example.com"), Type::txt})), "found \"x\"");
  EXPECT_EQ(dump(zone.lookup({name("s.example.com"), Type::aaaa})), "not_asked");
  EXPECT_EQ(dump(zone.lookup({name("s.example.com"), Type::a})), "no_data");
}

// RFC 1035 5.1: named-checkzone refuses the first ones for the SOA that is not at the top, and takes the last one.
TEST(MasterFile, SaysWhereAnOriginLacksItsFinalDot) {
  const std::string said = "the final dot is missing: this origin is read as ";
  const struct {
    std::string text, error;
  } cases[] = {
      {"$ORIGIN example.com\n@ SOA n h 1 2 3 4 5",
       "-:1:9: " + said + "example.com.example.com; write \"example.com.\""},
      {"example.com SOA n h 1 2 3 4 5", "-:1:1: " + said + "example.com.example.com; write \"example.com.\""},
      {"$ORIGIN sub\n$ORIGIN a.example.com\n",
       "-:2:9: " + said + "a.example.com.sub.example.com; write \"a.example.com.\""},
      {"@ SOA n h 1 2 3 4 5\n$ORIGIN example.com\n_dmarc TXT x",
       "-:2:9: " + said + "example.com.example.com; write \"example.com.\""},
      {"$ORIGIN .\nexample.com SOA n h 1 2 3 4 5", "no error"},
      {"$ORIGIN .\n$ORIGIN example.com\n@ TXT x", "no error"},
      {"$ORIGIN com.\n$ORIGIN example\n@ TXT x", "no error"},
      {"$ORIGIN _domainkey\n$ORIGIN a.b\n@ TXT x", "no error"},
  };
  for (const auto& c : cases) EXPECT_EQ(error_of(c.text), c.error) << c.text;
}

TEST(MasterFile, HasSoManyRecords) {
  std::string text;
  for (std::size_t i = 0; i <= max_file_records; ++i) text += "a HINFO\n";
  const auto zone = Zone::parse(text, "-", name("example.com"));
  ASSERT_TRUE(std::holds_alternative<ZoneError>(zone));
  EXPECT_EQ(to_string(std::get<ZoneError>(zone)), "-:1000001:1: this file has more than 1000000 records");
}

TEST(MasterFile, KeepsTheLineAndColumnOfTheData) {
  const Zone zone =
      parse_zone("; comment\nexample.com. 60 IN TXT (\n    \"v=spf1 \" \"-all\" )\nexample.com. MX 10 a.\n");
  const Record& txt = zone.records({name("example.com"), Type::txt}).at(0);
  EXPECT_EQ(txt.place->begin, (text::Position{"-", 3, 5}));
  EXPECT_EQ(to_source(txt).place, txt.place);
  const Record& mx = zone.records({name("example.com"), Type::mx}).at(0);
  EXPECT_EQ(mx.place->begin, (text::Position{"-", 4, 17}));
}

TEST(MasterFile, SaysWhatIsWrongAndWhere) {
  const std::string long_string(256, 'a');
  const std::string long_txt = "\na TXT \"ok\" " + long_string;
  const std::string long_label = std::string(64, 'b') + " A 192.0.2.1";
  const Case cases[] = {
      {long_txt, "-:2:12: this string has 256 bytes; 255 is the limit, so cut it into several"},
      {" TXT x", "-:1:2: the owner is missing, and no record comes before it"},
      {"a TXT", "-:1:3: TXT needs at least one string"},
      {"a", "-:1:1: a type such as TXT is missing after this"},
      {"a 60 IN", "-:1:6: a type such as TXT is missing after this"},
      {"a \"v=spf1 -all\"", "-:1:3: a type such as TXT is missing before this string"},
      {"a v=spf1 -all", "-:1:3: \"v=spf1\" is no record type, and one belongs here"},
      {"a TXTT x", "-:1:3: \"TXTT\" is no record type; TXT is"},
      {"a CH TXT x", "-:1:3: CH is no class for this program: only IN is"},
      {"a IN IN TXT x", "-:1:6: \"IN\" is no record type, and one belongs here"},
      {"a 60 60 TXT x", "-:1:6: \"60\" is no record type, and one belongs here"},
      {"a 1x TXT x", "-:1:3: \"1x\" is no time such as 3600 or 1h30m"},
      {"a 2147483648 TXT x", "-:1:3: \"2147483648\" is no time such as 3600 or 1h30m"},
      {"a 99999999999999999999w TXT x", "-:1:3: \"99999999999999999999w\" is no time such as 3600 or 1h30m"},
      {"a TXT \"x", "-:1:7: unbalanced quotes: the line ends inside of them"},
      {"a TXT \"x\ny\"", "-:1:7: unbalanced quotes: the line ends inside of them"},
      {"a TXT ( x", "-:1:7: unbalanced parentheses: this one is never closed"},
      {"a TXT x )", "-:1:9: unbalanced parentheses: nothing is open here"},
      {"a TXT x\\", "-:1:8: a backslash at the end of the line protects nothing"},
      {"a TXT \"x\\256\"", "-:1:9: write a byte as a backslash and three digits, 000 to 255"},
      {"a TXT x\\25", "-:1:8: write a byte as a backslash and three digits, 000 to 255"},
      {"a A 192.0.2", "-:1:5: \"192.0.2\" is no IPv4 address"},
      {"a A 192.0.2.01", "-:1:5: \"192.0.2.01\" is no IPv4 address"},
      {"a A ::1", "-:1:5: \"::1\" is no IPv4 address"},
      {"a AAAA 192.0.2.1", "-:1:8: \"192.0.2.1\" is no IPv6 address"},
      {"a A 192.0.2.1 192.0.2.2", "-:1:15: \"192.0.2.2\" is too much: A is one address"},
      {"a MX mail", "-:1:6: MX needs a preference and a name"},
      {"a MX mail 10", "-:1:6: \"mail\" is no number from 0 to 65535"},
      {"a MX 65536 mail", "-:1:6: \"65536\" is no number from 0 to 65535"},
      {"a CNAME", "-:1:3: CNAME needs one name"},
      {"a CNAME b..c", "-:1:9: \"b..c\" is no domain name: a label is empty or longer than 63 bytes, or the name is "
                       "longer than 253"},
      {"a CNAME \"\"", "-:1:9: \"\" is no domain name: a label is empty or longer than 63 bytes, or the name is "
                       "longer than 253"},
      {"a SOA a b 1 2 3 4", "-:1:17: SOA needs two names, a serial number and four times"},
      {"$TTL", "-:1:1: $TTL needs a value"},
      {"$TTL x", "-:1:6: \"x\" is no time such as 3600 or 1h30m"},
      {"$ORIGIN a b", "-:1:11: one word too many"},
      {"a CLASS3 TXT x", "-:1:3: CLASS3 is no class for this program: only IN is"},
      {"a IN CLASS1 TXT x", "-:1:6: \"CLASS1\" is no record type, and one belongs here"},
      {"$DATE now", "-:1:1: this directive is none of $ORIGIN, $TTL, $INCLUDE and $GENERATE"},
      {"$GENERATE 1-9 a$ A", "-:1:1: $GENERATE needs a range, an owner, a type and data"},
      {"$GENERATE 1-9 a$ IN A", "-:1:21: A needs one address"},
      {"$GENERATE 9-1 a$ A 192.0.2.$", "-:1:11: this is no range such as 1-9 or 0-100/2"},
      {"$GENERATE 1-9/0 a$ A 192.0.2.$", "-:1:11: this is no range such as 1-9 or 0-100/2"},
      {"$GENERATE 1 a$ A 192.0.2.$", "-:1:11: this is no range such as 1-9 or 0-100/2"},
      {"$GENERATE 0-4294967295 a$ A 192.0.2.$", "-:1:11: this is no range such as 1-9 or 0-100/2"},
      {"$GENERATE 1-2 a$ MX 10 b$", "-:1:24: $GENERATE takes one word of data: put all of it in quotes"},
      {"$GENERATE 1-2 a${0,3 A 192.0.2.$",
       "-:1:15: write the number as $ or as ${offset,width,base}, and not above 2147483647"},
      {"$GENERATE 1-2 a${0,0,q} A 192.0.2.$",
       "-:1:15: write the number as $ or as ${offset,width,base}, and not above 2147483647"},
      {"$GENERATE 1-2 a${2147483646} A 192.0.2.$",
       "-:1:15: write the number as $ or as ${offset,width,base}, and not above 2147483647"},
      {"$GENERATE 1-2 a${0,999} A 192.0.2.$",
       "-:1:15: write the number as $ or as ${offset,width,base}, and not above 2147483647"},
      {"\n$GENERATE 1-2 a$ A 192.0.2.9$9", "-:2:1: \"192.0.2.919\" is no IPv4 address"},
      {"$GENERATE 1-2 a$ SOA \"a b 1 2 3 4 5\"", "-:1:18: $GENERATE makes no SOA"},
      {"$INCLUDE other.zone", "-:1:10: $INCLUDE works only in a file: this text has no folder"},
  };
  for (const Case& c : cases) EXPECT_EQ(error_of(c.text), c.result) << c.text;
  EXPECT_TRUE(error_of(long_label).starts_with("-:1:1: \"bbbb")) << error_of(long_label);
}

TEST(MasterFile, BoundsOneRecord) {
  std::string text = "a TXT (";
  for (int i = 0; i < 300; ++i) text += " \"" + std::string(250, 'x') + "\"\n";
  EXPECT_EQ(error_of(text + ")"), "-:262:2: this record is longer than 65535 bytes");
  std::string words = "a TXT (";
  for (int i = 0; i < 70000; ++i) words += " x\n";
  EXPECT_TRUE(error_of(words).ends_with("this entry has too many words"));
  EXPECT_EQ(error_of(std::string(100, '(')), "-:1:17: too many open parentheses");
}

class ZoneFiles : public testing::Test {
 public:
  ZoneFiles() { std::filesystem::create_directories(folder_ / "sub"); }
  ~ZoneFiles() override { std::filesystem::remove_all(folder_); }

 protected:
  std::string write(const std::string& file, std::string_view text) {
    std::ofstream(folder_ / file, std::ios::binary) << text;
    return (folder_ / file).string();
  }
  // With the folder left out of errors.
  std::string read(const std::string& path) {
    const auto zone = Zone::read(path);
    if (const auto* zone_read = std::get_if<Zone>(&zone)) return dump(*zone_read);
    std::string message = to_string(std::get<ZoneError>(zone));
    for (std::size_t at = 0; (at = message.find(folder_.string() + "/")) != std::string::npos;) {
      message.erase(at, folder_.string().size() + 1);
    }
    return message;
  }

 protected:
  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / ("zones" + std::to_string(getpid()));
};

TEST_F(ZoneFiles, FindTheirOrigin) {
  const std::string a = "a TXT x\n";
  const std::string at_example = "a.example.com. 3600 TXT \"x\"\n";
  EXPECT_EQ(read(write("example.com", a)), at_example);
  EXPECT_EQ(read(write("example.com.zone", a)), at_example);
  EXPECT_EQ(read(write("db.example.com", a)), at_example);
  EXPECT_EQ(read(write("example.org.zone", "$ORIGIN example.com.\n" + a)), at_example);
  EXPECT_EQ(read(write("zone", "example.com. 60 SOA n r 1 2 3 4 5\n")),
            "example.com. 60 SOA n.example.com. r.example.com. 1 2 3 4 5\n");
  EXPECT_EQ(read(write("example.org", "example.com. 60 SOA n. r. 1 2 3 4 5\n" + a)),
            "example.com. 60 SOA n. r. 1 2 3 4 5\na.example.com. 60 TXT \"x\"\n");
  EXPECT_EQ(read(write("zone", "a.example.com. TXT x\n")), at_example);
  EXPECT_EQ(read(write("example.org.zone", "a.example.com. TXT x\n")), at_example);
  const std::string no_origin = "is relative, but no $ORIGIN says to what: begin the file with \"$ORIGIN "
                                "example.com.\" or end the name with a dot";
  EXPECT_EQ(read(write("zone", a)), "zone:1:1: \"a\" " + no_origin);
  EXPECT_EQ(read(write("zone.txt", "\n@ TXT x")), "zone.txt:2:1: \"@\" " + no_origin);
  EXPECT_EQ(read(write("zone", "a.example. CNAME b\n")), "zone:1:18: \"b\" " + no_origin);
  for (const std::string file : {"example.com.bak", "example.com.old", "example.com.txt", "example.com.zone~",
                                 "example.com.zone.1", "db.example.com.save", "example.zone", "db.example.com.zone"})
    EXPECT_EQ(read(write(file, a)), file + ":1:1: \"a\" " + no_origin);
}

TEST_F(ZoneFiles, IncludeOthers) {
  write("sub/part", "k1 TXT x\n$ORIGIN deep\n@ TXT y\n$INCLUDE leaf\n");
  write("sub/leaf", "leaf TXT z\n");
  EXPECT_EQ(read(write("example.com", "top TXT a\n$INCLUDE sub/part _domainkey\n TXT b\nrel TXT c\n")),
            "rel.example.com. 3600 TXT \"c\"\n"
            "top.example.com. 3600 TXT \"a\"\n"
            "top.example.com. 3600 TXT \"b\"\n"
            "k1._domainkey.example.com. 3600 TXT \"x\"\n"
            "deep._domainkey.example.com. 3600 TXT \"y\"\n"
            "leaf.deep._domainkey.example.com. 3600 TXT \"z\"\n");  // owner and origin are those from before
}

// Name servers look for all files of a zone in one folder.
TEST_F(ZoneFiles, IncludeWhatIsBesideTheFirstOne) {
  write("sub/part", "$INCLUDE sub/leaf\n$INCLUDE both\n");
  write("sub/leaf", "leaf TXT z\n");
  write("both", "far TXT z\n");
  write("sub/both", "near TXT z\n");
  EXPECT_EQ(read(write("example.com", "$INCLUDE sub/part\n")),
            "leaf.example.com. 3600 TXT \"z\"\nnear.example.com. 3600 TXT \"z\"\n");
}

TEST_F(ZoneFiles, NameTheFileWithTheMistake) {
  write("sub/part", "\nk1 TXTX x\n");
  EXPECT_EQ(read(write("example.com", "$INCLUDE sub/part\n")), "sub/part:2:4: \"TXTX\" is no record type; TXT is");
  EXPECT_EQ(read(write("example.com", "$INCLUDE nowhere\n")), "example.com:1:10: nowhere is no readable file");
  EXPECT_EQ(read(write("example.com", "$INCLUDE sub\n")), "example.com:1:10: sub is no readable file");
  EXPECT_EQ(read(write("example.com", "$INCLUDE example.com\n")),
            "example.com:1:10: too many files include each other");
  EXPECT_EQ(read(write("example.com", "$INCLUDE a\\027b\n")), "example.com:1:10: a\\027b is no readable file");
  write("a\x1B"
        "b",
        "x");
  EXPECT_EQ(read(write("example.com", "$INCLUDE a\\027b\n")), "a\\027b:1:1: a type such as TXT is missing after this");
  const auto missing = Zone::read("/nowhere/example.com");
  EXPECT_EQ(to_string(std::get<ZoneError>(missing)), "/nowhere/example.com: this file cannot be read");
}

// In a pull request a stranger writes the zone, and errors quote what it includes.
TEST_F(ZoneFiles, IncludeNothingFromElsewhere) {
  namespace fs = std::filesystem;
  const fs::path outside = folder_.string() + "-secret";
  std::ofstream(outside) << "password: hunter2\n";
  fs::create_symlink(outside, folder_ / "link");
  fs::create_directories(folder_ / "zones");
  write("beside", "a TXT x\n");
  const auto refused = [&](const std::string& name, const std::string& where) {
    return "zones/example.com:2:10: " + name + " is not included: only files in " + where + " are";
  };
  const auto included = [&](const std::string& name) {
    return read(write("zones/example.com", "@ TXT y\n$INCLUDE " + name + "\n"));
  };
  const std::string folder = "the folder of the zone and the working directory", repository = "the repository";
  const std::string secret = "../../" + outside.filename().string();
  for (const std::string& name : {outside.string(), std::string("/proc/self/environ"), std::string("/nowhere/x"),
                                  secret, std::string("../link"), std::string("../beside")})
    EXPECT_EQ(included(name), refused(name, folder));
  EXPECT_EQ(included("example.com\\000"), refused("example.com\\000", folder));

  fs::create_directories(folder_ / ".git");
  write(".git/config", "password: hunter2\n");
  for (const std::string& name : {outside.string(), std::string("/proc/self/environ"), secret, std::string("../link"),
                                  std::string("../.git/config")})
    EXPECT_EQ(included(name), refused(name, repository));
  const std::string both = "example.com. 3600 TXT \"y\"\na.example.com. 3600 TXT \"x\"\n";
  EXPECT_EQ(included("../beside"), both);
  EXPECT_EQ(included((folder_ / "beside").string()), both);
  write("zones/deep", "$INCLUDE ../link\n");
  EXPECT_EQ(included("deep"), "zones/deep:1:10: ../link is not included: only files in the repository are");
  fs::remove(outside);
}

TEST_F(ZoneFiles, AreBoundedWhenTheyIncludeEachOther) {
  std::string twice;
  for (int i = 0; i < 100; ++i) twice += "$INCLUDE leaf\n";
  write("leaf", "a.example. TXT x\n");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "$INCLUDE middle\n";
  write("middle", twice);
  EXPECT_EQ(read(write("example.com", many)), "middle:91:10: too many files are included");
}

}  // namespace
}  // namespace mailauth::dns::master_file_test
