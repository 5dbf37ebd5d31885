#include <fmt/format.h>

#include "inputs/inputs_support.h"

namespace mailauth::inputs::cloudformation_test {
namespace {

std::string position(const text::Source& source, std::string_view part) {
  const text::Position at = position_of(source, static_cast<uint32_t>(source.text.find(part)));
  return fmt::format("{}:{}", at.line, at.column);
}

TEST(CloudformationInput, ReadsTheSample) {
  const Document document = read_as(Format::cloudformation, sample("cloudformation.json"));
  EXPECT_EQ(show(document),
            "3:134 example.com TXT 1800 \"v=spf1 include:amazonses.com ~all\" in Spf1A2B\n"
            "5:95 k1._domainkey.example.com TXT 300 \"v=DKIM1; k=rsa; p=MIIB\" \"IjANBgkq\" in Grp.RecordSets[0]\n");
  EXPECT_EQ(document.records.at(0).zone, dns::Name::parse("example.com"));
  EXPECT_EQ(document.notes,
            std::vector<std::string>{"only known when the stack is created: the names of Grp.RecordSets[1]"});
  ASSERT_EQ(document.nameless.size(), 1u);
  EXPECT_EQ(document.nameless[0].zone, dns::Name::parse("example.com"));
  EXPECT_EQ(document.nameless[0].type + " " + document.nameless[0].first_label, "TXT _dmarc");
}

TEST(CloudformationInput, ResolvesWhatIsKnownBeforeTheStackIsCreated) {
  const Document document = read_as(Format::cloudformation, sample("template.yaml"));
  EXPECT_EQ(show(document),
            "17:25 example.com TXT 300 \"v=spf1 -all\" in Spf\n"
            "17:47 example.com TXT 300 (not known) in Spf\n"
            "26:23 _dmarc.example.com TXT 300 \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\" in Dmarc\n"
            "32:70 key.example.com TXT - (not known) in Others.RecordSets[0]\n"
            "33:73 a.example.com CNAME - (not known) in Others.RecordSets[1]\n"
            "34:11 b.example.com A - (not known) in Others.RecordSets[2]\n"
            "36:67 c.example.com TXT - (not known) in Others.RecordSets[4]\n");
  for (const Record& record : document.records) EXPECT_EQ(record.zone, dns::Name::parse("example.com"));
  EXPECT_EQ(document.notes.size(), 1u);
}

TEST(CloudformationInput, KnowsWhereEachPieceStands) {
  const Document document = read_as(Format::cloudformation, sample("template.yaml"));
  const Record& record = document.records.at(2);
  const text::Source published = dns::to_source({record.owner, dns::Type::txt, 0, *record.data, record.place});
  EXPECT_EQ(position(published, "v=DMARC1"), "26:25");
  EXPECT_EQ(position(published, "none"), "7:26");
  EXPECT_EQ(position(published, "rua="), "26:75");
  EXPECT_EQ(position(published, "dmarc@"), "3:33");
}

TEST(CloudformationInput, KnowsHowANameBegins) {
  const auto first_label = [](const std::string& name) {
    const Document document = read_as(Format::cloudformation, R"({ "Parameters": { "D": { "Type": "String" } },
      "Resources": { "R": { "Type": "AWS::Route53::RecordSet", "Properties": { "Type": "TXT", "Name": )" +
                                                                  name + R"(, "ResourceRecords": ["\"x\""] } } } })");
    return document.nameless.empty() ? "none" : document.nameless[0].first_label;
  };
  EXPECT_EQ(first_label(R"({ "Fn::Sub": "_dmarc.${D}." })"), "_dmarc");
  EXPECT_EQ(first_label(R"({ "Fn::Sub": ["_dmarc.${E}", { "E": { "Ref": "D" } }] })"), "_dmarc");
  EXPECT_EQ(first_label(R"({ "Fn::Join": [".", ["_dmarc", { "Ref": "D" }]] })"), "_dmarc");
  EXPECT_EQ(first_label(R"({ "Fn::Sub": "${D}._domainkey.example.com" })"), "");
  EXPECT_EQ(first_label(R"({ "Ref": "D" })"), "");
  EXPECT_EQ(first_label(R"({ "Fn::Join": [] })"), "");
  EXPECT_EQ(first_label(R"("_dmarc.example.com")"), "none");
}

TEST(CloudformationInput, ReadsSub) {
  const auto txt = [](const std::string& value) {
    const Document document =
        read_as(Format::cloudformation, R"({ "Parameters": { "P": { "Type": "String", "Default": "x" } },
      "Resources": { "R": { "Type": "AWS::Route53::RecordSet", "Properties": { "Name": "a", "Type": "TXT",
      "ResourceRecords": [ { "Fn::Sub": )" + value +
                                            " } ] } } } }");
    const Record& record = document.records.at(0);
    return record.data ? dns::to_zone_text(*record.data) : std::string(to_string(record.unread));
  };
  EXPECT_EQ(txt(R"("\"a ${P} b ${P}\"")"), "\"a x b x\"");
  EXPECT_EQ(txt(R"("\"${!P}\"")"), "\"${P}\"");
  EXPECT_EQ(txt(R"(["\"${P}${Q}\"", { "P": "y", "Q": { "Ref": "P" } }])"), "\"yx\"");
  EXPECT_EQ(txt(R"("\"${AWS::Region}\"")"), "not known");
  EXPECT_EQ(txt(R"("\"${P")"), "unreadable");
}

TEST(CloudformationInput, SaysWhatIsWrong) {
  const auto error = [](const std::string& properties) {
    return error_of(Format::cloudformation, R"({ "Resources": { "R": { "Type": "AWS::Route53::RecordSet",
 "Properties": )" + properties + " } } }");
  };
  EXPECT_EQ(error_of(Format::cloudformation, "{}"), "f:1:1: \"Resources\" is missing here");
  EXPECT_EQ(error(R"({ "Type": "TXT" })"), "f:2:16: \"Name\" is missing here");
  EXPECT_EQ(error(R"({ "Type": "TXT", "Name": "a..b" })"), "f:2:41: \"a..b\" is no domain name");
}

}  // namespace
}  // namespace mailauth::inputs::cloudformation_test
