#include "inputs/words.h"

#include <string>
#include <vector>

#include "inputs/inputs_support.h"

namespace mailauth::inputs::words_test {
namespace {

std::vector<std::string> said_in(const Record& record) {
  std::vector<std::string> words;
  for (const text::Span word : record.words) words.push_back(said(record, word));
  return words;
}

TEST(Words, SayWhatTheirToolReads) {
  using Strings = std::vector<std::string>;
  const auto route53 =
      [](const std::string& value) {
        return said_in(read_as(Format::route53, R"({ "ResourceRecordSets": [ { "Name": "a.", "Type": "TXT",
      "ResourceRecords": [ { "Value": ")" + value + "\" } ] } ] }")
                           .records.at(0));
      };
  EXPECT_EQ(route53(R"(\"a\\073\\\"b\" \"c\")"), (Strings{"a;\"b", "c"}));
  EXPECT_EQ(route53(R"(v=spf1 -all)"), (Strings{"v=spf1", "-all"}));

  const auto aws = read_as(Format::terraform, R"({ "format_version": "1.0", "resource_changes": [
    { "address": "a", "type": "aws_route53_record", "change": { "actions": ["create"],
      "after": { "fqdn": "a", "type": "TXT", "records": [ "one\" \"two" ] } } } ] })");
  EXPECT_EQ(said_in(aws.records.at(0)), (Strings{"one", "two"}));

  const auto octodns = read_as(Format::octodns, "a: { type: TXT, value: one two }\n");
  EXPECT_EQ(said_in(octodns.records.at(0)), (Strings{"one two"}));
}

TEST(Words, AreWrittenReadyToPaste) {
  const dns::Data data = dns::Txt{{"a\"b\\;", "\xC3\xA9"}};
  EXPECT_EQ(write_as(Format::zone, data), R"("a\"b\\;" "\195\169")");
  EXPECT_EQ(write_as(Format::route53, data), R"(\"a\\\"b\\\\;\" \"\\303\\251\")");
  EXPECT_EQ(write_as(Format::terraform, data), std::nullopt);
}

}  // namespace
}  // namespace mailauth::inputs::words_test
