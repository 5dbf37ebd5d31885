// What a person sees. Whole reports are the golden files of tests/cases.

#include <gtest/gtest.h>

#include "report/text/excerpt.h"
#include "support/audited.h"
#include "text/ascii.h"

namespace mailauth::text_report_test {
namespace {

using report::TextStyle;
using text::Source;
using text::Span;

std::string excerpt_of(const std::string& record, const std::vector<rules::Mark>& marks, TextStyle style = {}) {
  return report::excerpt(Source{"x TXT", record, {}, {}}, marks, report::Pen(style), report::Ink::plain);
}

TEST(Excerpt, PutsCaretsUnderAllPlacesAtOnce) {
  EXPECT_EQ(
      excerpt_of("v:DMARC1;p=reject;rua=mailto:a@example.com:fo=1", {{{1, 2}, "write '='"}, {{42, 43}, "write ';'"}}),
      " │ v:DMARC1;p=reject;rua=mailto:a@example.com:fo=1\n"
      " │  ^ write '='                              ^ write ';'\n");
}

TEST(Excerpt, PutsMessagesBelowWhenTheyDoNotFitBesideTheirCarets) {
  EXPECT_EQ(excerpt_of("v:DMARC1:p=reject", {{{1, 2}, "write '=' here"}, {{8, 9}, "write ';' here"}}),
            " │ v:DMARC1:p=reject\n"
            " │  ^      ^ write ';' here\n"
            " │  write '=' here\n");
}

TEST(Excerpt, PointsBehindTheLastByte) {
  EXPECT_EQ(excerpt_of("v=spf1 mx", {{{9, 9}, "add ~all"}}), " │ v=spf1 mx\n │          ^ add ~all\n");
}

TEST(Excerpt, CountsColumnsNotBytes) {
  EXPECT_EQ(excerpt_of("v=spf1 –all", {{{7, 13}, "-all"}}), " │ v=spf1 –all\n │        ^^^^ -all\n");
  EXPECT_EQ(excerpt_of("v=spf1 –all", {{{7, 10}, "-"}}, {.utf8 = false}),
            " | v=spf1 \\226\\128\\147all\n |        ^^^^^^^^^^^^ -\n");
}

TEST(Excerpt, ShowsOnlyTheLinesOfALongRecordThatMatter) {
  const std::string shown = excerpt_of("p=" + std::string(1000, 'A') + "!", {{{1002, 1003}, "no base64"}});
  EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 4);  // the first line, the ellipsis, the last line, its caret
  EXPECT_NE(shown.find("…"), std::string::npos);
}

TEST(Excerpt, NeverLetsBytesOfTheDnsReachTheTerminal) {
  const std::string shown = excerpt_of("v=spf1 \x1b[2J\x07\xe2\x80\xae -all", {{{7, 8}, "\x1b]0;owned\x07"}});
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
  EXPECT_EQ(shown.find("\xe2\x80\xae"), std::string::npos);  // right-to-left override
}

TEST(Excerpt, GoesOnInTheNextLineAsTheFileDoes) {
  const text::Place place{{"f", 3, 7}, "", {{0, 3, 7}, {5, 4, 1}}};
  const text::Source written{"a TXT", "\"one\n  \"two\\010\"", {}, std::make_shared<const text::Place>(place)};
  EXPECT_EQ(report::excerpt(written, {{{4, 7}, "a space"}, {{8, 9}, "this"}}, report::Pen({}), report::Ink::plain),
            " │ \"one\n"
            " │     ^ a space\n"
            " │   \"two\\010\"\n"
            " │    ^ this\n");
  EXPECT_EQ(excerpt_of("one\ntwo", {}), " │ one\\010two\n");  // not from a file: a byte of the record
}

constexpr std::string_view broken_world = R"(
@ TXT "v=spf1 ipv4:192.0.2.1 include:_spf.example.net -all"
@ MX 10 mail
_dmarc TXT "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;")";

TEST(TextReport, FitsEightyColumns) {
  for (const bool utf8 : {true, false}) {
    const std::string report = tests::text_report(tests::audited(broken_world), {.utf8 = utf8});
    for (const std::string_view line : text::split(report, '\n')) EXPECT_LE(report::display_width(line), 80u) << line;
  }
}

TEST(TextReport, HasALineForTheAddressThatSends) {
  struct Case {
    std::string_view zone, line;
  };
  constexpr std::string_view reverse = "1.2.0.192.in-addr.arpa. PTR mail\nmail A 192.0.2.1\n";
  const Case cases[] = {
      {"@ TXT \"v=spf1 include:b.example.com -all\"\nb TXT \"v=spf1 ip4:192.0.2.1\"\n",
       "  Sender ✓ 192.0.2.1 · pass by include:b.example.com · PTR mail.example.com\n"},
      {"@ TXT \"v=spf1 -all\"\n", "  Sender ✗ 192.0.2.1 · fail by -all · PTR mail.example.com\n"},
      {"@ TXT \"v=spf1\"\n", "  Sender ✗ 192.0.2.1 · neutral: no term matches · PTR mail.example.com\n"},
      {";! example.com TXT timeout\n", "  Sender ? 192.0.2.1 · temperror · PTR mail.example.com\n"},
      {";! --mail-from b.example.com\nb TXT \"v=spf1 ip4:192.0.2.1\"\n",
       "  Sender ✓ 192.0.2.1 · MAIL FROM b.example.com · pass by ip4:192.0.2.1 · PTR\n           mail.example.com\n"},
  };
  for (const Case& c : cases) {
    const std::string zone = ";! --ip 192.0.2.1\n" + std::string(reverse) + std::string(c.zone);
    const std::string report = tests::text_report(tests::audited(zone));
    EXPECT_NE(report.find(c.line), std::string::npos) << c.line << "\n" << report;
  }
}

TEST(TextReport, SaysWhatToWriteInTheFile) {
  const std::string report = tests::text_report(tests::audited(
      ";! --input zone\n@ TXT \"v=spf1 -all\"\n_dmarc TXT v=DMARC1; p=reject; rua=mailto:d@example.com\n"));
  EXPECT_NE(report.find("  write instead\n    \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n"
                        "  ! publishing this switches p=reject on"),
            std::string::npos)
      << report;
  EXPECT_NE(report.find("DMARC ✗"), std::string::npos) << report;
}

TEST(TextReport, IsAsciiWhenTheLocaleIs) {
  const std::string report = tests::text_report(tests::audited(broken_world), {.utf8 = false});
  for (const char c : report) ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(TextReport, UsesColourOnlyWhenAsked) {
  EXPECT_EQ(tests::text_report(tests::audited(broken_world)).find('\x1b'), std::string::npos);
  EXPECT_NE(tests::text_report(tests::audited(broken_world), {.colour = true}).find("\x1b[1;31m"), std::string::npos);
}

}  // namespace
}  // namespace mailauth::text_report_test
