#include "records/spf_macro.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::records::spf::spf_macro_test {
namespace {

// "literal" as it is, {letter digits r delimiters} of a macro, <malformed>
std::string dump(std::string_view text) {
  std::string shown;
  for (const MacroPart& part : parse_macro_string(text, {0, static_cast<uint32_t>(text.size())})) {
    const std::string bytes(text.substr(part.span.begin, part.span.length()));
    if (!shown.empty()) shown += '|';
    switch (part.kind) {
      case MacroPart::Kind::literal: shown += bytes; break;
      case MacroPart::Kind::percent: shown += "percent"; break;
      case MacroPart::Kind::space: shown += "space"; break;
      case MacroPart::Kind::url_space: shown += "url-space"; break;
      case MacroPart::Kind::malformed: shown += "<" + bytes + ">"; break;
      case MacroPart::Kind::macro:
        shown += std::string("{") + part.letter + " " + std::to_string(part.digits) + (part.reverse ? " r" : "");
        shown += (part.delimiters.empty() ? "" : " " + part.delimiters) + "}";
        break;
    }
  }
  return shown;
}

struct Case {
  std::string_view text, expected;
};

TEST(SpfMacro, ReadsTheGrammar) {  // RFC 7208 7.1
  const Case cases[] = {
      {"", ""},
      {"mail.example.com", "mail.example.com"},
      {"%{ir}.%{v}._spf.%{d2}", "{i 0 r}|.|{v 0}|._spf.|{d 2}"},
      {"%{L1R+-}", "{L 1 r +-}"},
      {"%{s.-+,/_=}", "{s 0 .-+,/_=}"},
      {"100%%%_%-", "100|percent|space|url-space"},
      {"%{d300}", "{d 255}"},      // more than any name has
      {"See %{c}", "See |{c 0}"},  // an explain-string has spaces
  };
  for (const Case& c : cases) EXPECT_EQ(dump(c.text), c.expected) << c.text;
}

TEST(SpfMacro, KeepsWhatIsMalformed) {
  const Case cases[] = {
      {"%", "<%>"},
      {"a%b", "a|<%>|b"},
      {"%(d)", "<%>|(d)"},
      {"%{", "<%{>"},
      {"%{}", "<%{}>"},
      {"%{x}", "<%{x}>"},
      {"%{d0}.", "<%{d0}>|."},
      {"%{dr2}", "<%{dr2}>"},
      {"%{d", "<%{d>"},
      {"%{d:}", "<%{d:}>"},
      {"a\x01\xFF"
       "b",
       "a|<\x01\xFF>|b"},
  };
  for (const Case& c : cases) EXPECT_EQ(dump(c.text), c.expected) << c.text;
}

TEST(SpfMacro, SaysWhetherItIsWellFormedAndHasAMacro) {
  const auto parts = [](std::string_view text) {
    return parse_macro_string(text, {0, static_cast<uint32_t>(text.size())});
  };
  EXPECT_TRUE(is_well_formed(parts("a%%b")) && !has_macro(parts("a%%b")));
  EXPECT_TRUE(is_well_formed(parts("a%{d}")) && has_macro(parts("a%{d}")));
  EXPECT_FALSE(is_well_formed(parts("%{x}")) || has_macro(parts("%{x}")));
}

TEST(SpfMacro, StaysInsideItsSpan) {
  const std::vector<MacroPart> parts = parse_macro_string("ab%{d}", {1, 5});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[1].kind, MacroPart::Kind::malformed);
  EXPECT_EQ(parts[1].span, (text::Span{2, 5}));
}

}  // namespace
}  // namespace mailauth::records::spf::spf_macro_test
