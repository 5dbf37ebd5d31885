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
  ASSERT_EQ(document.gaps.size(), 1u);
  EXPECT_EQ(document.gaps[0].why, Gap::Why::not_known);
  EXPECT_EQ(document.gaps[0].what, "Grp.RecordSets[1]: its name is only known when the stack is created");
  ASSERT_EQ(document.nameless.size(), 1u);
  EXPECT_EQ(document.nameless[0].zone, dns::Name::parse("example.com"));
  EXPECT_EQ(document.nameless[0].type + " " + document.nameless[0].first_label, "TXT _dmarc");
}

TEST(CloudformationInput, ResolvesWhatIsKnownBeforeTheStackIsCreated) {
  const Document document = read_as(Format::cloudformation, sample("template.yaml"));
  EXPECT_EQ(show(document),
            "17:25 example.com TXT 300 \"v=spf1 -all\" in Spf\n"
            "17:47 example.com TXT 300 (hidden) in Spf\n"
            "26:23 _dmarc.example.com TXT 300 \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\" in Dmarc\n"
            "32:70 key.example.com TXT - (not known) in Others.RecordSets[0]\n"
            "33:73 a.example.com CNAME - (not known) in Others.RecordSets[1]\n"
            "34:56 b.example.com A - (not known) in Others.RecordSets[2]\n"
            "36:67 c.example.com TXT - (not known) in Others.RecordSets[4]\n");
  for (const Record& record : document.records) EXPECT_EQ(record.zone, dns::Name::parse("example.com"));
  EXPECT_EQ(document.gaps.size(), 1u);
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

std::string with_conditions(const std::string& resources) {
  return R"(AWSTemplateFormatVersion: '2010-09-09'
Parameters: { Env: { Type: String, Default: dev }, D: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Env, prod], IsNotProd: !Not [!Condition IsProd], IsTest: !Equals [!Ref Env, t] }
Resources:
)" + resources;
}

std::string set(const std::string& id, const std::string& condition, const std::string& values,
                const std::string& rest = "") {
  return "  " + id + ": { Type: AWS::Route53::RecordSet" + (condition.empty() ? "" : ", Condition: " + condition) +
         ", Properties: { Name: example.com, Type: TXT, ResourceRecords: " + values + rest + " } }\n";
}

// Without places.
std::string sets_of(const std::string& resources) {
  std::string lines;
  for (const Record& record : read_as(Format::cloudformation, with_conditions(resources)).records)
    lines += (record.data ? dns::to_zone_text(*record.data) : std::string(to_string(record.unread))) + " if " +
             record.set + "\n";
  return lines;
}

TEST(CloudformationInput, KeepsApartWhatNeverExistsTogether) {
  EXPECT_EQ(sets_of(set("A", "IsProd", R"(['"x"'])") + set("B", "IsNotProd", R"(['"y"'])")),
            "\"x\" if IsProd is true\n\"y\" if IsProd is false\n");
  EXPECT_EQ(sets_of(set("A", "IsProd", R"(['"x"'])") + set("B", "IsTest", R"(['"y"'])")),
            "\"x\" if IsProd is true\n\"y\" if IsTest is true\n");
  EXPECT_EQ(sets_of(set("A", "IsNotProd", R"(['"x"'])")), "\"x\" if IsProd is false\nnot known if IsProd is true\n");
}

TEST(CloudformationInput, ReadsBothSidesOfIf) {
  EXPECT_EQ(sets_of(set("A", "", R"([!If [IsProd, '"x"', '"y"'], '"z"'])")),
            "\"x\" if IsProd is true\n\"z\" if IsProd is true\n\"y\" if IsProd is false\n\"z\" if IsProd is false\n");
  EXPECT_EQ(sets_of(set("A", "", R"(['"z"', !If [IsNotProd, '"x"', !Ref AWS::NoValue]])")),
            "\"z\" if IsProd is true\n\"z\" if IsProd is false\n\"x\" if IsProd is false\n");
  EXPECT_EQ(sets_of(set("A", "", R"(!If [IsProd, ['"x"'], !Ref L])")),
            "\"x\" if IsProd is true\nnot known if IsProd is false\n");
  EXPECT_EQ(sets_of(set("A", "IsProd", R"([!If [IsNotProd, '"x"', '"y"']])")),
            "\"y\" if IsProd is true\nnot known if IsProd is false\n");
  EXPECT_EQ(sets_of(set("A", "", R"([!If [IsProd, '"x"', '"y"'], !If [IsTest, '"a"', '"b"']])")),
            "\"x\" if IsProd is true, IsTest is true\n\"a\" if IsProd is true, IsTest is true\n"
            "\"x\" if IsProd is true, IsTest is false\n\"b\" if IsProd is true, IsTest is false\n"
            "\"y\" if IsProd is false, IsTest is true\n\"a\" if IsProd is false, IsTest is true\n"
            "\"y\" if IsProd is false, IsTest is false\n\"b\" if IsProd is false, IsTest is false\n");
  EXPECT_EQ(sets_of(set("A", "", R"([!If [IsProd, '"x"', !If [IsTest, '"y"', !If [IsNotProd, '"z"', '"w"']]]])")),
            "\"x\" if IsProd is true\n\"y\" if IsProd is false, IsTest is true\n"
            "\"z\" if IsProd is false, IsTest is false\n");
  // What there is without the condition of the resource is not known, whatever depends on others.
  EXPECT_EQ(sets_of(set("A", "IsProd", R"([!If [IsTest, '"x"', '"y"']])")),
            "\"x\" if IsProd is true, IsTest is true\n\"y\" if IsProd is true, IsTest is false\n"
            "not known if IsProd is false\n");
  EXPECT_EQ(
      sets_of(
          "  G:\n    Type: AWS::Route53::RecordSetGroup\n    Properties:\n      RecordSets:\n"
          "        - !If [IsProd, { Name: example.com, Type: TXT, ResourceRecords: ['\"x\"'] }, !Ref AWS::NoValue]\n"),
      "\"x\" if IsProd is true\nnot known if IsProd is false\n");
  EXPECT_EQ(sets_of(set("A", "", R"([!If [IsProd, '"x"'], !If x])")), "not known if \nnot known if \n");
}

TEST(CloudformationInput, SaysWhenThereAreTooManyCases) {
  const auto read_cases = [](std::size_t count) {
    std::string conditions, values;
    for (std::size_t i = 0; i < count; ++i) {
      conditions += fmt::format("{}C{}: !Equals [!Ref Env, '{}']", i == 0 ? "" : ", ", i, i);
      values += fmt::format("{}!If [C{}, '\"a\"', '\"b\"']", i == 0 ? "" : ", ", i);
    }
    return read_as(Format::cloudformation, "Parameters: { Env: { Type: String } }\nConditions: { " + conditions +
                                               " }\nResources:\n" + set("A", "", "[" + values + "]"));
  };
  EXPECT_EQ(read_cases(3).records.size(), 8u * 3u);
  EXPECT_EQ(show_gaps(read_cases(3)), "");
  for (const std::size_t count : {4u, 2000u})
    EXPECT_EQ(show_gaps(read_cases(count)),
              "not read: A: it depends on so many conditions that not all of its cases are read\n");
}

TEST(CloudformationInput, KnowsWhatIsKeptElsewhere) {
  const auto of_value = [](const std::string& value, const std::string& name = "example.com") {
    const Document document =
        read_as(Format::cloudformation, R"(
Parameters:
  P: { Type: String, Default: '{{resolve:ssm:/p}}' }
  S: { Type: String, Default: 'v=DMARC1; p=none', NoEcho: True }
  T: { Type: String, Default: plain }
Resources:
  A: { Type: AWS::Route53::RecordSet, Properties: { Name: )" +
                                            name + ", Type: TXT, ResourceRecords: [" + value + "] } }\n");
    std::string text;
    for (const Record& record : document.records)
      text += record.data ? dns::to_zone_text(*record.data) : std::string(to_string(record.unread));
    for (const Nameless& nameless : document.nameless) text += "nameless " + nameless.first_label + "; ";
    return text + show_gaps(document);
  };
  EXPECT_EQ(of_value("!Sub '\"${T}\"'"), "\"plain\"");
  EXPECT_EQ(of_value("'{{resolve:ssm:/x}}'"), "not known");
  EXPECT_EQ(of_value("'\"v=DMARC1; p={{resolve:ssm:/x:1}}\"'"), "not known");
  EXPECT_EQ(of_value("!Sub '\"{{resolve:ssm:/${T}}}\"'"), "not known");
  EXPECT_EQ(of_value("!Ref P"), "not known");
  EXPECT_EQ(of_value("!Join ['', ['{{resolve:', 'ssm:/x}}']]"), "not known");
  for (const char* secret :
       {"'{{resolve:ssm-secure:/x}}'", "'\"{{resolve:secretsmanager:x:SecretString:y}}\"'", "!Ref S", "!Sub '\"${S}\"'",
        "!Sub ['\"${X}\"', { X: !Ref S }]", "!Join ['', [a, !Ref S]]"})
    EXPECT_EQ(of_value(secret), "hidden") << secret;
  EXPECT_EQ(of_value("'\"x\"'", "'_dmarc.{{resolve:ssm:/x}}'"),
            "nameless _dmarc; not known: A: its name is only known when the stack is created\n");
  EXPECT_EQ(of_value("'\"x\"'", "'{{resolve:ssm:/x}}.example.com'"),
            "nameless ; not known: A: its name is only known when the stack is created\n");
  EXPECT_EQ(of_value("'\"x\"'", "!Ref S"), "nameless ; not read: A: its name is a secret\n");
}

TEST(CloudformationInput, PassesOverPrivateZones) {
  const auto read_zones = [](const std::string& zone) {
    return read_as(Format::cloudformation, R"(AWSTemplateFormatVersion: '2010-09-09'
Resources:
  In: { Type: AWS::Route53::HostedZone, Properties: { Name: example.com, VPCs: [{ VPCId: v, VPCRegion: r }] } }
  Out: { Type: AWS::Route53::HostedZone, Properties: { Name: example.com } }
  Dmarc: { Type: AWS::Route53::RecordSet, Properties: { HostedZoneId: )" +
                                               zone +
                                               R"(, Name: _dmarc.example.com, Type: TXT, ResourceRecords: ['"x"'] } }
)");
  };
  for (const char* zone : {"!Ref In", "!GetAtt In.Id", "{ 'Fn::GetAtt': [In, Id] }"}) {
    const Document document = read_zones(zone);
    EXPECT_EQ(show(document) + show_gaps(document), "") << zone;
    EXPECT_EQ(document.notes,
              std::vector<std::string>{
                  "private zones, whose records are not of the public DNS and not looked at: example.com"});
  }
  for (const char* zone : {"!Ref Out", "!GetAtt Out.Id"}) {
    const Document document = read_zones(zone);
    ASSERT_EQ(document.records.size(), 1u) << zone;
    EXPECT_EQ(document.records[0].zone, dns::Name::parse("example.com"));
    EXPECT_TRUE(document.notes.empty());
  }
}

TEST(CloudformationInput, ReadsAliases) {
  const auto alias = [](const std::string& target) {
    return sets_of("  A: { Type: AWS::Route53::RecordSet, Properties: { Name: example.com, Type: A, AliasTarget: " +
                   target + " } }\n");
  };
  EXPECT_EQ(alias("{ DNSName: x.example.net, HostedZoneId: !GetAtt L.Zone }"), "alias if \n");
  EXPECT_EQ(alias("{ DNSName: !GetAtt L.DNSName }"), "not known if \n");
  EXPECT_EQ(alias("{ DNSName: !If [IsProd, x.example.net, !GetAtt L.DNSName] }"),
            "alias if IsProd is true\nnot known if IsProd is false\n");
}

TEST(CloudformationInput, NamesWhatItDoesNotRead) {
  const auto gaps = [](const std::string& resources) {
    return show(read_as(Format::cloudformation, with_conditions(resources)).gaps);
  };
  EXPECT_EQ(gaps("  N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: x } }\n"),
            "5:3 not read: N (AWS::CloudFormation::Stack): the template of this stack is not read\n");
  EXPECT_EQ(
      gaps("  Api: { Type: AWS::Serverless::HttpApi, Properties: { Domain: { Route53: { HostedZoneId: Z } } } }\n"),
      "5:3 not read: Api (AWS::Serverless::HttpApi): the records that its Domain.Route53 makes are not read\n");
  EXPECT_EQ(gaps("  Api: { Type: AWS::Serverless::Api, Properties: { Domain: { DomainName: a.example.com } } }\n"), "");
  EXPECT_EQ(gaps("  F: { Type: AWS::Serverless::Function }\nTransform: AWS::Serverless-2016-10-31\n"
                 "Globals: { Api: { Domain: { Route53: { HostedZoneId: Z } } } }\n"),
            "7:10 not read: Globals: the records that the Domain.Route53 of its APIs makes are not read\n");
  EXPECT_EQ(gaps("  C: { Type: Custom::DnsEntry }\n"),
            "5:3 not read: C (Custom::DnsEntry): resources of this type are not read\n");
  EXPECT_EQ(gaps("  C: { Type: Custom::Thing, Properties: { Values: [ { Value: '\"v=DMARC1; p=none\"' } ] } }\n"),
            "5:3 not read: C (Custom::Thing): resources of this type are not read\n");
  EXPECT_EQ(gaps("  MailRecord: { Type: AWS::CloudFormation::CustomResource }\n"),
            "5:3 not read: MailRecord (AWS::CloudFormation::CustomResource): resources of this type are not read\n");
  EXPECT_EQ(gaps("  'Fn::ForEach::Names': [ X, [ a, b ], {} ]\n"),
            "5:3 not read: Fn::ForEach::Names: the resources that it makes are not read\n");
  EXPECT_EQ(gaps("  Z: { Type: AWS::Route53::HostedZone, Properties: { Name: example.com } }\n"
                 "  S: { Type: AWS::SES::EmailIdentity }\n"
                 "  R: { Type: AWS::Config::ConfigurationRecorder }\n"
                 "  D: { Type: AWS::DataZone::Domain }\n"),
            "");
  EXPECT_EQ(gaps("  Z: { Type: AWS::Route53::RecordSetGroup, Properties: { RecordSets: !Ref D } }\n"),
            "5:75 not read: Z: record sets that are written in this way are not read\n");
  EXPECT_EQ(gaps("  B: { Type: AWS::S3::Bucket }\nTransform: [ AWS::Serverless-2016-10-31, { Name: Make } ]\n"),
            "6:42 not read: Transform Make: the resources that this macro makes are not read\n");
  const std::string name = "  A: { Type: AWS::Route53::RecordSet, Properties: { Name: !Sub 'a.${D}', ";
  EXPECT_EQ(gaps(name + "Type: MX } }\n"), "5:64 not known: A: its name is only known when the stack is created\n");
  EXPECT_EQ(gaps(name + "Type: !Ref D } }\n"), "5:64 not known: A: its type is only known when the stack is created\n");
  EXPECT_EQ(gaps(name + "Type: CAA } }\n"), "");
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
  EXPECT_EQ(error_of(Format::cloudformation, R"({ "Resources": { "a": { "type": "Microsoft.Network/dnsZones" } } })"),
            "f:1:16: this is no template of CloudFormation: no resource has a type such as AWS::Route53::RecordSet");
  EXPECT_EQ(error_of(Format::cloudformation, R"({ "Resources": { "a": { "Type": "A::B" }, "a": {} } })"),
            "f:1:43: \"a\" is given twice: here and in line 1");
  EXPECT_EQ(error(R"({ "Type": "TXT" })"), "f:2:16: \"Name\" is missing here");
  EXPECT_EQ(error(R"({ "Type": "TXT", "Name": "a..b" })"), "f:2:41: \"a..b\" is no domain name");
}

}  // namespace
}  // namespace mailauth::inputs::cloudformation_test
