// What the rules about the way a record is written say of formats that are no zone files.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "support/judged.h"

namespace mailauth::source_formats_test {
namespace {

std::string aws(const std::string& name, const std::string& record) {
  return fmt::format(R"(;! --input terraform
{{ "format_version": "1.2", "planned_values": {{ "root_module": {{ "resources": [
  {{ "address": "aws_route53_zone.main", "type": "aws_route53_zone", "values": {{ "zone_id": "Z1", "name": "example.com" }} }} ] }} }},
  "resource_changes": [ {{ "address": "aws_route53_record.b", "type": "aws_route53_record", "change": {{ "actions": ["create"],
  "after": {{ "zone_id": "Z1", "name": "{}", "type": "TXT", "records": ["{}"] }} }} }} ] }})",
                     name, record);
}

std::string google(const std::string& rrdata) {
  return fmt::format(R"(;! --input terraform
{{ "format_version": "1.2", "resource_changes": [ {{ "address": "a.b", "type": "google_dns_record_set", "change": {{
  "actions": ["create"], "after": {{ "name": "example.com.", "type": "TXT", "rrdatas": ["{}"] }} }} }} ] }})",
                     rrdata);
}

std::string octodns(const std::string& yaml) { return ";! --input octodns\n" + yaml; }

TEST(SourceFormats, KnowWhoAddsTheQuotes) {
  EXPECT_EQ(test::shown(aws("@", R"(\"v=spf1 -all\")"), "source-quotes-in-quotes"),
            "the aws provider of Terraform adds quotes around these, and Route 53 refuses the record\n"
            "[\"] remove this\n[\"] remove this");
  EXPECT_EQ(test::shown(aws("@", "v=spf1 -all"), "source-quotes-in-quotes"), "");
  EXPECT_EQ(test::shown(octodns("a: { type: TXT, value: 'x' }"), "source-quotes-in-quotes"), "");
}

TEST(SourceFormats, KnowWhoSplitsAtBlanks) {
  EXPECT_EQ(test::shown(google("v=spf1 -all"), "source-strings-joined"),
            "without quotes every word is a string of its own, and they are joined without a space\n"
            "[ ] a space is missing between these");
  EXPECT_EQ(test::shown(google(R"(\"v=spf1 -all\")"), "source-strings-joined"), "");
  EXPECT_EQ(test::shown(aws("@", "v=spf1 -all"), "source-strings-joined"), "");
}

TEST(SourceFormats, KnowWhoAppendsTheZone) {
  EXPECT_EQ(
      test::shown(octodns("_dmarc.example.com: { type: TXT, value: v=DMARC1\\; p=none }"), "source-owner-doubled"),
      "the record goes to _dmarc.example.com.example.com, where _dmarc.example.com was meant\n"
      "[.example.com] remove this: the zone is appended");
  EXPECT_EQ(test::shown(aws("_dmarc.example.com", "v=DMARC1; p=none"), "source-owner-doubled"), "");
  EXPECT_EQ(test::shown(aws("_dmarcexample.com", "v=DMARC1; p=none"), "source-owner-outside-zone"),
            "_dmarcexample.com is no name of the zone example.com\n"
            "[_dmarcexample.com] write a name within example.com");
}

TEST(SourceFormats, KnowWhoCutsLongStrings) {
  const std::string long_text = "v=spf1 " + std::string(300, 'x');
  EXPECT_EQ(test::shown(aws("@", long_text), "source-string-too-long"),
            "a string has 307 bytes, and 255 are the limit\n[" + long_text + "] cut this into several strings");
  EXPECT_EQ(test::shown(octodns("a: { type: TXT, value: " + long_text + " }"), "source-string-too-long"), "");
}

}  // namespace
}  // namespace mailauth::source_formats_test
