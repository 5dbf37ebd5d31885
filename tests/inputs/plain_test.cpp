#include "inputs/inputs_support.h"

namespace mailauth::inputs::plain_test {
namespace {

struct Case {
  std::string_view text, result;
};

TEST(PlainInput, ReadsLines) {
  const Case cases[] = {
      {"example.com TXT v=spf1 -all", "1:17 example.com TXT - \"v=spf1 -all\"\n"},
      {"_dmarc.example.com. txt v=DMARC1; p=reject; \"x\\\" \r\n",
       "1:25 _dmarc.example.com TXT - \"v=DMARC1; p=reject; \\\"x\\\\\\\"\"\n"},
      {"\t a.example.com\tTXT\t\"a\\\"b\" \"c\" ; not published", "1:21 a.example.com TXT - \"a\\\"b\" \"c\"\n"},
      {"# one\n; two\n\nexample.com MX 10 mail.example.com", "4:16 example.com MX - 10 mail.example.com.\n"},
      {"a.example.com CNAME b.example.net.", "1:21 a.example.com CNAME - b.example.net.\n"},
      {"a.example.com A 192.0.2.1\na.example.com CAA 0 issue \"ca\"",
       "1:17 a.example.com A - 192.0.2.1\n2:19 a.example.com CAA - (other type)\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(show(read_as(Format::plain, c.text)), c.result) << c.text;
}

TEST(PlainInput, CutsLongTexts) {
  const std::string text(300, 'x');
  const Document document = read_as(Format::plain, "example.com TXT " + text);
  EXPECT_EQ(std::get<dns::Txt>(*document.records.at(0).data).strings.size(), 2u);
  EXPECT_EQ(error_of(Format::plain, "a.example TXT " + std::string(65500, 'x')),
            "f:1:15: this record is longer than 65535 bytes");
}

TEST(PlainInput, SaysWhatIsWrong) {
  const Case cases[] = {
      {"\nexample.com", "f:2:1: a line is a name, a type such as TXT, and a value"},
      {"()", "f:1:1: a line is a name, a type such as TXT, and a value"},
      {"example.com is mine", "f:1:13: \"is\" is no record type, and one belongs here"},
      {"example.com TXT", "f:1:13: TXT needs at least one string"},
      {"example.com TXT \"a", "f:1:17: unbalanced quotes: the line ends inside of them"},
      {"a..b TXT x",
       "f:1:1: \"a..b\" is no domain name: a label is empty or longer than 63 bytes, or the name is longer than 253"},
  };
  for (const Case& c : cases) EXPECT_EQ(error_of(Format::plain, c.text), c.result) << c.text;
}

}  // namespace
}  // namespace mailauth::inputs::plain_test
