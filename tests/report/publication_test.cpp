// Records in the forms in which people publish them, also hostile ones.

#include "report/publication.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace mailauth::publication_test {
namespace {

using repair::RecordSet;

RecordSet txt(std::vector<std::string> strings, std::string_view owner = "_dmarc.example.com") {
  RecordSet set;
  set.owner = *dns::Name::parse(owner);
  set.after = {dns::Txt{std::move(strings)}};
  return set;
}

std::string route53_values(const RecordSet& set) {
  const auto batch = nlohmann::json::parse(report::publication_route53({set}));
  std::string values;
  for (const auto& record : batch["Changes"][0]["ResourceRecordSet"]["ResourceRecords"])
    values += record["Value"].get<std::string>() + "\n";
  return values;
}

// The line of the one value in a Terraform resource.
std::string terraform_value(const RecordSet& set) {
  const std::string text = report::publication_terraform({set});
  const std::size_t begin = text.find("records = [\n    ") + std::string_view("records = [\n    ").size();
  return text.substr(begin, text.find(",\n", begin) - begin);
}

std::string zone_line(const RecordSet& set) { return report::publication_zone({set}); }

TEST(RecordsToPublish, AreEscapedForEachForm) {
  struct Case {
    std::vector<std::string> strings;
    std::string zone, route53, terraform;
  };
  const std::vector<Case> cases{
      {{"v=spf1 -all"}, R"("v=spf1 -all")", R"("v=spf1 -all")", R"("v=spf1 -all")"},
      {{"a", "b"}, R"("a" "b")", R"("a" "b")", R"("a\"\"b")"},
      {{R"(a"b\c)"}, R"("a\"b\\c")", R"("a\"b\\c")", R"("a\\\"b\\\\c")"},
      {{"a\nb\x80"}, R"("a\010b\128")", R"("a\012b\200")", R"("a\\012b\\200")"},
      {{"exists:%{i}._spf.${x}"},
       R"("exists:%{i}._spf.${x}")",
       R"("exists:%{i}._spf.${x}")",
       R"("exists:%%{i}._spf.$${x}")"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(zone_line(txt(each.strings)), "_dmarc.example.com. 3600 IN TXT " + each.zone + "\n");
    EXPECT_EQ(route53_values(txt(each.strings)), each.route53 + "\n");
    EXPECT_EQ(terraform_value(txt(each.strings)), each.terraform);
  }
}

TEST(RecordsToPublish, NoCommentEndsEarly) {
  RecordSet set = txt({"new"});
  set.before = {dns::Txt{{"old\nevil.example.com. IN TXT \"x\""}}};
  set.notes = {"a\nb"};
  set.warnings = {"c\nd"};
  EXPECT_EQ(report::publication_zone({set}),
            "; a\\010b\n; ATTENTION: c\\010d\n"
            "; remove: _dmarc.example.com. 3600 IN TXT \"old\\010evil.example.com. IN TXT \\\"x\\\"\"\n"
            "_dmarc.example.com. 3600 IN TXT \"new\"\n");
  const std::string terraform = report::publication_terraform({set});
  EXPECT_TRUE(terraform.starts_with("# a\\010b\n# ATTENTION: c\\010d\nresource ")) << terraform;
  EXPECT_EQ(report::publication_text({set}, {}).find("old\n"), std::string::npos);
}

TEST(RecordsToPublish, NamesAreOctalInRoute53) {
  const RecordSet set = txt({"x"}, "a\\046b\\032c.example.com");
  EXPECT_NE(report::publication_route53({set}).find(R"("Name": "a\\056b\\040c.example.com.")"), std::string::npos)
      << report::publication_route53({set});
}

TEST(RecordsToPublish, WholeSetsGoToRoute53) {
  RecordSet set = txt({"v=spf1 -all"}, "example.com");
  set.before = {dns::Txt{{"kept"}}, dns::Txt{{"v=spf1 ?all"}}};
  set.after.insert(set.after.begin(), dns::Txt{{"kept"}});
  EXPECT_EQ(route53_values(set), "\"kept\"\n\"v=spf1 -all\"\n");
  EXPECT_EQ(zone_line(set),
            "; remove: example.com. 3600 IN TXT \"v=spf1 ?all\"\nexample.com. 3600 IN TXT \"v=spf1 -all\"\n");
  set.after.clear();
  EXPECT_NE(report::publication_route53({set}).find("\"DELETE\""), std::string::npos);
}

TEST(RecordsToPublish, WhatActivatesIsMarked) {
  RecordSet set = txt({"v=DMARC1; p=reject"});
  set.activates = true;
  set.warnings = {"publishing this switches p=reject on"};
  EXPECT_NE(report::publication_route53({set}).find("the last change switches on"), std::string::npos);
  EXPECT_NE(report::publication_zone({set}).find("; ATTENTION: publishing"), std::string::npos);
  EXPECT_NE(report::publication_terraform({set}).find("# ATTENTION: publishing"), std::string::npos);
}

TEST(RecordsToPublish, ResourcesHaveNamesOfTheirOwn) {
  const std::string text =
      report::publication_terraform({txt({"x"}, "a_b.example.com"), txt({"y"}, "a.b.example.com")});
  EXPECT_NE(text.find("\"a_b_example_com_txt\""), std::string::npos) << text;
  EXPECT_NE(text.find("\"a_b_example_com_txt_2\""), std::string::npos) << text;
}

}  // namespace
}  // namespace mailauth::publication_test
