// What is wrong with the text of a policy, whatever its grammar, and what was pasted in its place.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/characters.h"
#include "diagnosis/markup.h"
#include "diagnosis/pasted.h"

namespace mailauth::diagnosis_text_test {
namespace {

struct Case {
  std::string text;
  std::string shown;
};

// The texts at the spans, with '|' between them.
std::string at(std::string_view text, const std::vector<text::Span>& spans) {
  std::string shown;
  for (const text::Span span : spans)
    shown.append(shown.empty() ? "" : "|").append(text.substr(span.begin, span.length()));
  return shown;
}

TEST(ForeignCharacters, AreNamed) {
  const auto found = diagnosis::foreign_characters("a\xE2\x80\x9C\t\xFF", [](const auto&) { return true; }).first;
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].name, "U+201C left double quotation mark");
  EXPECT_EQ(found[0].meant, "\"");
  EXPECT_FALSE(found[0].control);
  EXPECT_TRUE(found[1].control);
  EXPECT_EQ(found[1].meant, " ");
  EXPECT_EQ(found[2].name, "byte 255");
  EXPECT_EQ(found[2].meant, std::nullopt);
}

TEST(ForeignCharacters, AreReplacedWhenAllAreKnown) {
  EXPECT_EQ(diagnosis::in_ascii("v=spf1\xC2\xA0-all"), "v=spf1 -all");
  EXPECT_EQ(diagnosis::in_ascii("v=spf1 \xFF-all"), std::nullopt);
}

TEST(StrayQuotes, EncloseATextOrAValueOfIt) {
  for (const Case& c : {
           Case{R"("v=spf1 -all")", R"("|")"},
           {R"(v=spf1 " "-all)", R"("|")"},
           {R"(v=DMARC1; p="reject"; pct=100)", R"("|")"},
           {R"(v=DMARC1; p=reject"; pct=100)", R"(")"},
           {R"(v=DMARC1; p="reject)", R"(")"},
           {R"(v=DMARC1; p=re"ject)", R"(")"},
           {"v=DMARC1; p='reject'", "'|'"},
           {"`v=spf1 mx -all`", "`|`"},
           {"v=spf1 ip4:'192.0.2.1' -all", "'|'"},
           {"v=DMARC1; p=none; rua=mailto:o'brien@example.com", ""},
           {"v=DMARC1; p='none'; rua=mailto:o'brien@example.com", "'|'"},
           {R"(v=DKIM1; n="main" key's; p=MIIB)", ""},
           {R"("v=DKIM1; p=MIIB; n=main")", R"("|")"},
       })
    EXPECT_EQ(at(c.text, diagnosis::stray_quotes(c.text)), c.shown) << c.text;
}

TEST(EscapedSemicolons, AreTwoBytes) {
  const std::string text = R"(v=DMARC1\; p=none\;)";
  EXPECT_EQ(at(text, diagnosis::escaped_semicolons(text)), R"(\;|\;)");
}

TEST(Markup, IsFound) {
  for (const Case& c : {
           Case{"&quot;v=spf1&#59;&#x3B; -all<br>", "&quot;|&#59;|&#x3B;|<br>"},
           {"v%3DDMARC1%3B", "%3D|%3B"},
           {"v=DMARC1; rua=mailto:a%3Db@example.com", ""},  // belongs to the URI
           {"v=spf1 exists:%{i}.example.com -all", ""},
       }) {
    std::vector<text::Span> spans;
    for (const diagnosis::Markup& markup : diagnosis::find_markup(c.text)) spans.push_back(markup.span);
    EXPECT_EQ(at(c.text, spans), c.shown);
  }
}

TEST(Markup, IsReplacedWhenAllIsKnown) {
  EXPECT_EQ(diagnosis::without_markup("v=DMARC1&#59; p=none"), "v=DMARC1; p=none");
  EXPECT_EQ(diagnosis::without_markup("v=DMARC1&#5"), std::nullopt);
  EXPECT_TRUE(diagnosis::overlaps_any(diagnosis::find_markup("a&amp;b"), {5, 6}));
  EXPECT_FALSE(diagnosis::overlaps_any(diagnosis::find_markup("a&amp;b"), {6, 7}));
}

std::string pasted(const std::string& text, std::string_view owner) {
  const auto found =
      diagnosis::as_not_a_record({"", text, {}, {}}, *dns::Name::parse(owner), *dns::Name::parse("example.com"));
  if (!found) return "";
  switch (found->pasted) {
    case diagnosis::Pasted::host_label: return "host label";
    case diagnosis::Pasted::zone_line: return "zone line before " + text.substr(found->excess.end);
    case diagnosis::Pasted::cname_target: return "CNAME target";
  }
  return "";
}

TEST(Pasted, IsTold) {
  constexpr std::string_view domain = "example.com", policy = "_dmarc.example.com", key = "s1._domainkey.example.com";
  EXPECT_EQ(pasted("_dmarc", policy), "host label");
  EXPECT_EQ(pasted("_dmarc.example.com.", domain), "host label");
  EXPECT_EQ(pasted("s1", key), "host label");
  EXPECT_EQ(pasted("@", domain), "host label");
  EXPECT_EQ(pasted("_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none\"", policy),
            "zone line before v=DMARC1; p=none\"");
  EXPECT_EQ(pasted("s1.dkim.example.net", key), "CNAME target");
  EXPECT_EQ(pasted("s1.dkim.example.net", domain), "");  // of another purpose
  EXPECT_EQ(pasted("v=DMARC1; p=none", policy), "");
}

TEST(Pasted, CountsMarkupToo) {
  EXPECT_TRUE(diagnosis::is_pasted("@ TXT \"v=spf1 -all\""));
  EXPECT_TRUE(diagnosis::is_pasted("v=spf1 -all<br>"));
  EXPECT_FALSE(diagnosis::is_pasted("v=spf1 -all"));
}

}  // namespace
}  // namespace mailauth::diagnosis_text_test
