#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "inputs/inputs_support.h"
#include "inputs/publication.h"
#include "inputs/tree/includes.h"

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
  EXPECT_EQ(owner("config/$example.net.yaml"), "a.example.net in a part");
  EXPECT_EQ(owner("config/example.net/a.yaml"), "a.example.net in a part");  // its only name
  EXPECT_EQ(owner("config/example.net/example.org.yaml"), "a.example.org");
  EXPECT_EQ(owner("config/bücher.example.yaml"), "a.xn--bcher-kva.example");
}

TEST(OctodnsInput, DoesNotKnowWhatOctodnsLeavesAlone) {
  const Document document = read_as(Format::octodns, R"(
a: { type: TXT, value: x, octodns: { ignored: true } }
b: { type: TXT, value: x, octodns: { excluded: [ ns1 ] } }
c: { type: TXT, value: x, octodns: { included: [ ns1 ] } }
d: { type: TXT, value: x, octodns: { excluded: [], included: [], ignored: no } }
)",
                                    "example.com.yaml");
  EXPECT_EQ(show(document), "2:4 a.example.com TXT - (not known)\n"
                            "3:24 b.example.com TXT - \"x\"\n"
                            "3:4 b.example.com TXT - (not known) set where octoDNS leaves it alone\n"
                            "4:24 c.example.com TXT - \"x\"\n"
                            "4:4 c.example.com TXT - (not known) set where octoDNS leaves it alone\n"
                            "5:24 d.example.com TXT - \"x\"\n");
  EXPECT_EQ(document.notes,
            (std::vector<std::string>{
                "octoDNS ignores, and does not publish: a.example.com TXT",
                "octoDNS publishes only at some of its providers: b.example.com TXT, c.example.com TXT"}));
}

TEST(OctodnsInput, KnowsThatOthersAnswer) {
  EXPECT_EQ(show(read_as(Format::octodns, R"(
'': [ { type: ALIAS, value: a.example.net. }, { type: TXT } ]
www:
  type: A
  value: 192.0.2.1
  geo: { AF: [ 192.0.2.2 ] }
  dynamic: { pools: { one: { values: [ { value: 192.0.2.3, weight: 2 } ] } } }
)",
                         "example.com.yaml")),
            "2:7 example.com A - (alias)\n"
            "2:7 example.com AAAA - (alias)\n"
            "2:47 example.com TXT - (not known)\n"
            "5:10 www.example.com A - 192.0.2.1\n"
            "7:49 www.example.com A - 192.0.2.3 set pool one\n"
            "6:16 www.example.com A - 192.0.2.2 set geo AF\n");
}

TEST(OctodnsInput, WritesALabels) {
  EXPECT_EQ(show(read_as(Format::octodns, R"(
bücher: { type: CNAME, value: münchen.example.net. }
'*.bücher': { type: MX, value: { preference: 1, exchange: bücher.example. } }
_dmarc.bücher: { type: TXT, value: ü }
)",
                         "example.com.yaml")),
            "2:32 xn--bcher-kva.example.com CNAME - xn--mnchen-3ya.example.net.\n"
            "3:47 *.xn--bcher-kva.example.com MX - 1 xn--bcher-kva.example.\n"
            "4:37 _dmarc.xn--bcher-kva.example.com TXT - \"\\195\\188\"\n");
}

TEST(OctodnsInput, MergesKeys) {
  EXPECT_EQ(show(read_as(Format::octodns, R"(
a: &a { type: TXT, ttl: 60, value: !!str one }
b: { <<: *a, value: two }
c: &c { ttl: 70, type: MX }
d: { <<: [ *a, *c ] }
<<: { e: { type: TXT, value: three }, b: { type: A, value: 192.0.2.1 } }
)",
                         "example.com.yaml")),
            "2:42 a.example.com TXT 60 \"one\"\n"
            "3:21 b.example.com TXT 60 \"two\"\n"
            "4:4 c.example.com MX 70 (not known)\n"
            "2:42 d.example.com TXT 60 \"one\"\n"
            "6:30 e.example.com TXT - \"three\"\n");
}

TEST(OctodnsInput, RefusesWhatOctodnsRefuses) {
  const std::string record = "{ type: TXT, value: x }\n";
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "b: " + record + "a: " + record),
            "f:3:1: \"a\" is given twice: here and in line 1");
  EXPECT_EQ(error_of(Format::octodns, "a: { type: TXT, value: x, value: y }"),
            "f:1:27: \"value\" is given twice: here and in line 1");
  EXPECT_EQ(error_of(Format::octodns, "a: [ { type: TXT, value: x }, { type: TXT, value: y } ]"),
            "f:1:39: a.example.com TXT is given twice: octoDNS wants all values of a set in one place");
  EXPECT_EQ(error_of(Format::octodns, "'@': " + record),
            "f:1:1: octoDNS writes the zone's own name as '', not as \"@\"");
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "b: { type: TX, value: y }\n"),
            "f:2:12: \"TX\" is no record type, and one belongs here");
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "b: [ { type: TXTT, value: y } ]\n"),
            "f:2:14: \"TXTT\" is no record type; TXT is");
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "b: { type: TYPE16, value: y }\n"),
            "f:2:12: \"TYPE16\" is no record type, and one belongs here");
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "b: [ { type: URLFWD, values: [] }, { type: SRV, value: y },\n" +
                                          "{ type: Provider/X, value: y }, { type: DS, value: y } ]"),
            "no error");
  const std::string needs = " needs a map with a \"type\" and a \"value\", or a list of such";
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "_dmarc: v=DMARC1\n"), "f:2:9: \"_dmarc\"" + needs);
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "_dmarc: [ ~ ]\n"), "f:2:1: \"_dmarc\"" + needs);
  EXPECT_EQ(error_of(Format::octodns, "_dmarc:\na: " + record), "f:1:1: \"_dmarc\"" + needs);
  EXPECT_EQ(error_of(Format::octodns, "www.: " + record), "f:1:1: \"www.\" is no name below example.com");
  EXPECT_EQ(error_of(Format::octodns, "{}"), "f: this zone of octoDNS holds no records");
  EXPECT_EQ(
      error_of(Format::octodns, "a: { type: TXT }\n"),
      "f: this is no zone of octoDNS, in which names have a \"type\" and a \"value\": it looks like some other YAML");
  EXPECT_EQ(error_of(Format::octodns, "a: " + record + "<<: x\n"), "f:2:1: \"<<\" stands for a map or a list of maps");
}

// A repository with a zone in a folder of it.
struct Repository {
  Repository() {
    std::filesystem::create_directories(root / "dns/common");
    std::filesystem::create_directories(root / ".git");
  }
  ~Repository() { std::filesystem::remove_all(root); }
  void write(const std::string& file, const std::string& text) const { std::ofstream(root / file) << text; }
  Document read(const std::string& text) const {
    return read_as(Format::octodns, text, (root / "dns/example.com.yaml").string());
  }
  std::string error(const std::string& text) const {
    const auto read = inputs::read(text, (root / "dns/example.com.yaml").string(), {.format = Format::octodns});
    const auto* error = std::get_if<Error>(&read);
    return error != nullptr ? error->message : "none";
  }
  std::filesystem::path root = std::filesystem::temp_directory_path() / ("octodns-" + std::to_string(getpid()));
};

TEST(OctodnsInput, IncludesFiles) {
  const Repository repository;
  repository.write("dns/common/apex.yaml", "- { type: TXT, value: v=spf1 -all }\n- !include ../../mx.yaml\n");
  repository.write("mx.yaml", "{ type: MX, value: { preference: 1, exchange: mail.example.net. } }\n");
  repository.write("dns/one.yaml", "[ one ]\n");
  repository.write("dns/two.yaml", "[ two ]\n");
  repository.write("dns/more.yaml", "b: { type: A, value: 192.0.2.1 }\n");
  const Document document = repository.read("'': !include common/apex.yaml\n"
                                            "a: { type: TXT, values: !include [ one.yaml, two.yaml ] }\n"
                                            "<<: !include more.yaml\n");
  EXPECT_EQ(show(document), "1:14 example.com TXT - \"v=spf1 -all\"\n"
                            "1:14 example.com MX - 1 mail.example.net.\n"
                            "2:36 a.example.com TXT - \"one\"\n"
                            "2:46 a.example.com TXT - \"two\"\n"
                            "3:14 b.example.com A - 192.0.2.1\n");
  EXPECT_EQ(document.zones.size(), 1u);
}

TEST(OctodnsInput, IncludesNothingFromElsewhere) {
  const Repository repository;
  std::filesystem::create_symlink("/etc/hostname", repository.root / "dns/link.yaml");
  const Document document = repository.read("a: { type: TXT, value: !include /etc/hostname }\n"
                                            "_dmarc: !include link.yaml\n"
                                            "b: [ !include ../../x.yaml ]\n"
                                            "c: { type: TXT, value: x }\n");
  EXPECT_EQ(show(document.gaps), "1:33 not read: !include /etc/hostname: only files of the same repository are read\n"
                                 "2:18 not read: !include link.yaml: only files of the same repository are read\n"
                                 "3:15 not read: !include ../../x.yaml: only files of the same repository are read\n");
  EXPECT_EQ(show(document), "4:24 c.example.com TXT - \"x\"\n");  // no record is invented
  EXPECT_EQ(document.zones.size(), 1u);
  EXPECT_TRUE(repository.read("<<: !include ../../x.yaml\nc: { type: TXT, value: x }\n").zones.empty());
}

TEST(OctodnsInput, WhatItDoesNotIncludeIsNotKnown) {
  const Repository repository;
  repository.write("dns/one.yaml", "[ { type: A, value: 192.0.2.1 } ]\n");
  repository.write("dns/empty.yaml", "");
  const Documents documents = std::make_shared<const std::vector<Document>>(std::vector{
      repository.read("a: { type: TXT, values: [ y, !include /x ] }\n"
                      "_dmarc: !include /x\n"
                      "b: [ !include /x, { type: MX, value: { preference: 1, exchange: m.example.net. } } ]\n"
                      "c: { type: TXT, value: z }\n"
                      "d: [ !include /x, { type: CNAME, value: e.example.net. } ]\n"
                      "e: !include [ one.yaml, /x, empty.yaml ]\n")});
  dns::Evidence nothing;
  const Publication published = publish(documents, nothing);
  ASSERT_EQ(published.worlds.size(), 1u);
  const auto outcome = [&](std::string_view name, dns::Type type) {
    return published.worlds[0].lookup({dns::Name::parse(name).value(), type}).outcome;
  };
  EXPECT_EQ(outcome("a.example.com", dns::Type::txt), dns::Outcome::not_asked);
  EXPECT_EQ(outcome("a.example.com", dns::Type::a), dns::Outcome::no_data);
  for (const dns::Type type : {dns::Type::txt, dns::Type::mx, dns::Type::a, dns::Type::aaaa, dns::Type::ns})
    EXPECT_EQ(outcome("_dmarc.example.com", type), dns::Outcome::not_asked) << to_string(type);
  EXPECT_EQ(outcome("b.example.com", dns::Type::mx), dns::Outcome::found);
  EXPECT_EQ(outcome("b.example.com", dns::Type::txt), dns::Outcome::not_asked);
  EXPECT_EQ(outcome("c.example.com", dns::Type::txt), dns::Outcome::found);
  EXPECT_EQ(outcome("d.example.com", dns::Type::txt), dns::Outcome::found);
  EXPECT_EQ(outcome("e.example.com", dns::Type::a), dns::Outcome::found);
  EXPECT_EQ(outcome("e.example.com", dns::Type::txt), dns::Outcome::not_asked);
}

TEST(OctodnsInput, BoundsWhatItIncludes) {
  const Repository repository;
  repository.write("dns/self.yaml", "!include self.yaml\n");
  EXPECT_EQ(repository.error("a: !include self.yaml\n"), "too many files include each other");
  EXPECT_EQ(repository.error("a: !include none.yaml\n"), "the file to include cannot be read");
  EXPECT_EQ(repository.error("a: !include common\n"), "the file to include cannot be read");
  repository.write("dns/large.yaml", "# " + std::string(max_yaml_included_bytes, 'x'));
  EXPECT_EQ(repository.error("a: !include large.yaml\n"), "what is included is larger than 16 MiB");
  repository.write("dns/a.yaml", "[ a ]\n");
  repository.write("dns/b.yaml", "b: c\n");
  EXPECT_EQ(repository.error("a: !include [ a.yaml, b.yaml ]\n"),
            "files that are included together are all lists, or all maps");
  std::string many;
  for (std::size_t i = 0; i <= max_yaml_includes; ++i) many += "n" + std::to_string(i) + ": !include a.yaml\n";
  EXPECT_EQ(repository.error(many), "too many files are included");
}

}  // namespace
}  // namespace mailauth::inputs::octodns_test
