#include "dns/answer.h"

#include <gtest/gtest.h>

#include "dns/dns_support.h"

namespace mailauth::dns::answer_test {
namespace {

Record txt(std::vector<std::string> strings) {
  return {name("example.com"), Type::txt, 300, Txt{std::move(strings)}, {}};
}

TEST(Type, IsReadInAnyCase) {
  for (const Type type :
       {Type::a, Type::ns, Type::cname, Type::soa, Type::ptr, Type::mx, Type::txt, Type::aaaa, Type::spf}) {
    EXPECT_EQ(parse_type(to_string(type)), type);
  }
  EXPECT_EQ(parse_type("txt"), Type::txt);
  EXPECT_EQ(parse_type("SRV"), std::nullopt);
  EXPECT_EQ(parse_type(""), std::nullopt);
}

TEST(Outcome, HasAStableNameAndOneForPeople) {
  for (int i = 0; i <= static_cast<int>(Outcome::not_asked); ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(parse_outcome(to_string(outcome)), outcome);
    EXPECT_FALSE(describe(outcome).empty());
  }
  EXPECT_EQ(to_string(Outcome::server_failure), "server_failure");
  EXPECT_EQ(describe(Outcome::server_failure), "SERVFAIL");
  EXPECT_EQ(parse_outcome("SERVFAIL"), std::nullopt);
}

TEST(Answer, KeepsFourStatesApart) {
  Answer answer;
  for (int i = 0; i <= static_cast<int>(Outcome::not_asked); ++i) {
    answer.outcome = static_cast<Outcome>(i);
    EXPECT_EQ(answer.pending() + answer.found() + answer.absent() + answer.failed(), 1) << to_string(answer.outcome);
  }
}

TEST(Record, BecomesASource) {
  const text::Source source = to_source(txt({"v=DKIM1; ", "", "p=AB"}));
  EXPECT_EQ(source.where, "example.com TXT");
  EXPECT_EQ(source.text, "v=DKIM1; p=AB");
  EXPECT_EQ(source.joints, (std::vector<uint32_t>{9, 9}));
  EXPECT_EQ(to_source(txt({})).text, "");
  EXPECT_TRUE(to_source(txt({"one"})).joints.empty());
}

TEST(Record, IsWrittenAsInAZone) {
  using namespace std::string_literals;
  EXPECT_EQ(to_zone_text(Txt{{"v=spf1 -all"}}), "\"v=spf1 -all\"");
  EXPECT_EQ(to_zone_text(Txt{{"a\"b\\c", "\x01\xC3\xA9\0"s}}), "\"a\\\"b\\\\c\" \"\\001\\195\\169\\000\"");
  EXPECT_EQ(to_zone_text(Txt{{""}}), "\"\"");
  EXPECT_EQ(to_zone_text(Mx{10, name("mail.example.com")}), "10 mail.example.com.");
  EXPECT_EQ(to_zone_text(Mx{0, Name()}), "0 .");
  EXPECT_EQ(to_zone_text(name("example.com")), "example.com.");
  EXPECT_EQ(to_zone_text(text::parse_ip("2001:db8::1").value()), "2001:db8::1");
  EXPECT_EQ(to_zone_text(Soa{name("ns1.example"), name("root.example"), 1, 2, 3, 4, 5}),
            "ns1.example. root.example. 1 2 3 4 5");
}

TEST(Record, IsCutIntoStrings) {
  EXPECT_EQ(to_zone_txt(""), "\"\"");
  EXPECT_EQ(to_zone_txt("v=spf1 -all"), "\"v=spf1 -all\"");
  const std::string a255(255, 'a');
  EXPECT_EQ(to_zone_txt(a255), '"' + a255 + '"');
  EXPECT_EQ(to_zone_txt(a255 + "b"), '"' + a255 + "\" \"b\"");
  EXPECT_EQ(cut_into_strings(std::string(600, 'c')).strings.size(), 3u);
}

// Every byte a TXT can hold, and every kind of data, survives being pasted into a zone.
TEST(Record, ReadsBackFromItsZoneText) {
  std::string bytes;
  for (int i = 0; i < 255; ++i) bytes += static_cast<char>(255 - i);
  const std::pair<Type, Data> cases[] = {
      {Type::txt, Txt{{bytes, "", std::string(1, '\0')}}},
      {Type::mx, Mx{65535, name("a\\.b.\\000.example")}},
      {Type::mx, Mx{0, Name()}},
      {Type::cname, name("\\064.example")},
      {Type::a, text::parse_ip("192.0.2.1").value()},
      {Type::aaaa, text::parse_ip("::ffff:192.0.2.1").value()},
      {Type::soa, Soa{name("a"), name("b\\.c.d"), 4294967295, 0, 2147483647, 1, 0}},
  };
  for (const auto& [type, data] : cases) {
    const std::string line = "x.example. 60 IN " + std::string(to_string(type)) + " " + to_zone_text(data) + "\n";
    const auto zone = Zone::parse(line);
    ASSERT_TRUE(std::holds_alternative<Zone>(zone)) << to_string(std::get<ZoneError>(zone));
    EXPECT_EQ(std::get<Zone>(zone).records({name("x.example"), type}).at(0).data, data) << line;
  }
}

TEST(Records, AreOrderedAndDistinct) {
  std::vector<Record> records = {txt({"v=spf1 -all"}), txt({"abc"}), txt({"v=spf1 -all"}), txt({"v=spf1", " -all"})};
  normalise(records);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(to_zone_text(records[0].data), "\"abc\"");
  EXPECT_EQ(to_zone_text(records[1].data), "\"v=spf1\" \" -all\"");
  EXPECT_EQ(to_zone_text(records[2].data), "\"v=spf1 -all\"");
  for (std::size_t i = 0; i < 2 * max_records; ++i) records.push_back(txt({std::to_string(i)}));
  normalise(records);
  EXPECT_EQ(records.size(), max_records);
}

TEST(Answer, GivesTextsAndHosts) {
  Answer answer;
  answer.question = {name("example.com"), Type::txt};
  answer.cnames = {name("other.example")};
  Record at_target = txt({"x"});
  at_target.owner = name("other.example");
  answer.records = {at_target, txt({"x"}), txt({"y"})};
  const auto sources = txt_sources(answer);
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(sources[0].where, "example.com TXT");
  EXPECT_EQ(sources[1].text, "y");
  EXPECT_EQ(answer.owner(), name("other.example"));

  const auto mx = [](uint16_t preference, std::string_view host) {
    return Record{name("example.com"), Type::mx, 60, Mx{preference, name(host)}, {}};
  };
  answer.records = {mx(20, "a.example"), mx(5, "z.example"), mx(5, "b.example")};
  EXPECT_EQ(mx_records(answer),
            (std::vector<Mx>{{5, name("b.example")}, {5, name("z.example")}, {20, name("a.example")}}));
}

}  // namespace
}  // namespace mailauth::dns::answer_test
