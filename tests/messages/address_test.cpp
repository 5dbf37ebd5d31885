#include "messages/address.h"

#include <gtest/gtest.h>

#include "messages/encoded_words.h"

namespace mailauth::messages::address_test {
namespace {

std::string_view at(std::string_view value, text::Span span) { return value.substr(span.begin, span.length()); }

std::string_view name_of(AddressFault::What what) {
  using What = AddressFault::What;
  switch (what) {
    case What::unclosed_comment: return "unclosed comment";
    case What::unclosed_quote: return "unclosed quote";
    case What::unclosed_literal: return "unclosed literal";
    case What::unclosed_bracket: return "unclosed bracket";
    case What::unquoted_special: return "unquoted";
    case What::missing_brackets: return "no brackets";
    case What::missing_comma: return "no comma";
    case What::two_at_signs: return "two signs";
    case What::no_domain: return "no domain";
    case What::no_local_part: return "no local part";
    case What::unexpected: return "unexpected";
    case What::stray_semicolon: return "semicolon";
    case What::too_many: return "too many";
  }
  return "";
}

// "name [local|domain], ... {group} !fault'text'"
std::string dump(std::string_view value) {
  const AddressList list = parse_addresses(value);
  std::string out;
  for (const Mailbox& mailbox : list.mailboxes) {
    if (!out.empty()) out += ", ";
    out.append(at(value, mailbox.display_name)).append(mailbox.display_name.empty() ? "[" : " [");
    out.append(at(value, mailbox.local_part)).append("|").append(domain_of(value, mailbox)).append("]");
  }
  for (const text::Span group : list.groups) out.append(" {").append(at(value, group)).append("}");
  for (const AddressFault& fault : list.faults)
    out.append(" !").append(name_of(fault.what)).append("'").append(at(value, fault.span)).append("'");
  return out;
}

struct Case {
  std::string_view value, expected;
};

void expect(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(dump(c.value), c.expected) << c.value;
}

TEST(Addresses, AreReadByTheGrammar) {  // RFC 5322 A.1, A.5
  expect({
      {" John Doe <jdoe@machine.example>", "John Doe [jdoe|machine.example]"},
      {"alice@example.com", "[alice|example.com]"},
      {"\"Joe Q. Public\" <john.q.public@example.com>", "\"Joe Q. Public\" [john.q.public|example.com]"},
      {"Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
       "Mary Smith [mary|x.test], [jdoe|example.org], Who? [one|y.test]"},
      {"A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
       "Ed Jones [c|a.test], [joe|where.test], John [jdoe|one.test] {A Group}"},
      {"Undisclosed recipients:;", " {Undisclosed recipients}"},
      {"Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete [pete|silly.test]"},
      {"\"a@example.org\"@example.com", "[\"a@example.org\"|example.com]"},
      {"a@[192.0.2.1]", "[a|[192.0.2.1]]"},
      {"\xc3\xb6@b\xc3\xbc"
       "cher.example",
       "[\xc3\xb6|b\xc3\xbc"
       "cher.example]"},  // RFC 6532
      {"", ""},
  });
}

TEST(Addresses, AreReadInTheirObsoleteForms) {  // RFC 5322 A.6
  expect({
      {"Joe Q. Public <john.q.public@example.com>", "Joe Q. Public [john.q.public|example.com]"},
      {"Mary Smith <@node.test,@x.test:mary@example.net>, , jdoe@test  . example",
       "Mary Smith [mary|example.net], [jdoe|test.example]"},
      {"Alice < alice @ example.com >", "Alice [alice|example.com]"},
      {"john . doe @ example (c) . com", "[john . doe|example.com]"},
      {"alice@example.com (Alice (Ex) @example.org)", "Alice (Ex) @example.org [alice|example.com]"},
  });
}

TEST(Addresses, AreFoundInWhatIsWrong) {
  expect({
      {"example <a@example.com", "example [a|example.com] !unclosed bracket'<'"},
      {"Alice alice@example.com", "Alice [alice|example.com] !no brackets'Alice'"},
      {"a@example.org <b@example.com>", "a@example.org [b|example.com] !unquoted'@'"},
      {"Ex, Inc. <a@example.com>", "[Ex|], Inc. [a|example.com] !no domain'Ex'"},
      {"Re: you <a@example.com>", "Re: you [a|example.com] !unquoted':'"},
      {"<a@example.com> junk", "[a|example.com] !unexpected'junk'"},
      {"a@example.com junk here", "[a|example.com] !unexpected'junk here'"},
      {"a@example.com b@example.org", "[a|example.com], [b|example.org] !no comma'b'"},
      {"x <a@example.com> <b@example.org>", "x [a|example.com], [b|example.org] !no comma'<'"},
      {"a@example.com; b@example.org", "[a|example.com], [b|example.org] !semicolon';'"},
      {"a@b@example.com", "[a@b|example.com] !two signs'@'"},
      {"<a@example.org@example.com>", "[a@example.org|example.com] !two signs'@'"},
      {"Alice", "[Alice|] !no domain'Alice'"},
      {"<>", "[|] !no domain''"},
      {"<@example.com>", "[|example.com] !no local part'@'"},
      {"<@x.example: <a@example.com>", "[|], [a|example.com] !unclosed bracket'<' !no domain'' !no comma'<'"},
      {"a@", "[a|] !no domain''"},
      {"@", "[|] !no local part'@' !no domain''"},
      {"a@example.com <Alice>", "a@example.com [Alice|], [a|example.com] !no domain'Alice'"},
      {"\"Example <a@example.com>", "Example [a|example.com] !unclosed quote'\"'"},
      {"Example (x <a@example.com>", "Example (x [a|example.com] !unclosed comment'('"},
      {"a@[192.0.2.1", "[a|192.0.2.1] !unclosed literal'['"},
      {"Alice <<a@example.com>>",
       "Alice [|], [a|example.com] !unclosed bracket'<' !no domain'' !no comma'<' !unexpected'>'"},
      {"=?utf-8?q?Ex,_Inc.?= <a@example.com>", "=?utf-8?q?Ex,_Inc.?= [a|example.com]"},
      {"=?utf-8?q?<evil@example.org?= <a@example.com>",
       "=?utf-8?q? [evil|example.org?=], [a|example.com] !unclosed bracket'<' !no comma'<'"},
  });
}

TEST(Addresses, HaveTheirDomainAsTyped) {
  const std::string_view value = "Alice <a@Example . com>";
  EXPECT_EQ(at(value, parse_addresses(value).mailboxes.at(0).domain), "Example . com");
  EXPECT_EQ(at(value, parse_addresses(value).mailboxes.at(0).whole), value);
}

TEST(Addresses, AreBounded) {
  for (const std::string_view part :
       {"a@b,", "<a@b>", "<", "@", "a@b ", "(", "\"", "[", "x:", "<a@b", "=?a?q?,", ";", "(a)a@b "}) {
    std::string value;
    while (value.size() < 100'000) value += part;
    const AddressList list = parse_addresses(value);
    EXPECT_LE(list.mailboxes.size(), max_mailboxes) << part;
    EXPECT_LE(list.faults.size(), max_address_faults) << part;
  }
}

std::string shown(std::string_view value) {
  return decoded_display_name(value, parse_addresses(value).mailboxes.at(0));
}

TEST(DisplayName, IsDecoded) {
  EXPECT_EQ(shown("=?utf-8?q?J=C3=B6rg_M=2E?= <a@example.com>"), "J\xc3\xb6rg M.");
  EXPECT_EQ(shown("=?UTF-8?B?SsO2cmc=?= X <a@example.com>"), "J\xc3\xb6rg X");
  EXPECT_EQ(shown("=?iso-8859-1?Q?J=f6rg?= <a@example.com>"), "J\xc3\xb6rg");
  EXPECT_EQ(shown("=?us-ascii*en?q?a?= \t =?utf-8?q?b?= <a@example.com>"), "ab");  // RFC 2047 6.2, RFC 2231 5
  EXPECT_EQ(shown("\"Ex\\\"ample, Inc.\" (x) Y <a@example.com>"), "Ex\"ample, Inc.  Y");
  EXPECT_EQ(shown("\"=?utf-8?q?a?=\" <a@example.com>"), "=?utf-8?q?a?=");  // RFC 2047 5 (3): none in quotes
  EXPECT_EQ(shown("a@example.com (Alice)"), "Alice");
  EXPECT_EQ(shown("a@example.com"), "");
}

TEST(EncodedWords, StayWhenTheyCannotBeRead) {
  for (const std::string_view text :
       {"=?big5?q?abc?=", "=?utf-8?x?abc?=", "=?utf-8?q?a b?=", "=?utf-8?q?abc", "=?", "=??q?a?="})
    EXPECT_EQ(decode_encoded_words(text), text);
  EXPECT_EQ(decode_encoded_words("=?utf-8?q?a=zz=4?="), "a=zz=4");
  EXPECT_EQ(decode_encoded_words("=?utf-8?q?a?=  b =?utf-8?q?c?="), "a  b c");
  EXPECT_EQ(decode_encoded_words("=?utf-8?q?a?= =?big5?q?b?= =?utf-8?q?c?="), "a =?big5?q?b?= c");
}

}  // namespace
}  // namespace mailauth::messages::address_test
