#include "messages/authentication_results.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::messages::authentication_results_test {
namespace {

std::string_view at(std::string_view value, text::Span span) { return value.substr(span.begin, span.length()); }

// "i=1 id version: method=result(comment)!reason ptype.property=value, ... | next <unread>"
std::string dump(std::string_view value) {
  const AuthenticationResults read = read_authentication_results(value);
  std::string out = read.instance ? "i=" + std::to_string(*read.instance) + " " : "";
  out.append(at(value, read.authserv_id))
      .append(at(value, read.version))
      .append(":")
      .append(read.is_none ? " none" : "");
  for (const MethodResult& result : read.results) {
    out.append(&result == &read.results.front() ? " " : " | ");
    out.append(at(value, result.method)).append("=").append(at(value, result.result));
    if (!result.comment.empty()) out.append("(").append(at(value, result.comment)).append(")");
    if (!result.reason.empty()) out.append("!").append(at(value, result.reason));
    for (const ResultProperty& property : result.properties) out.append(" ").append(at(value, property.whole));
  }
  for (const text::Span span : read.unread) out.append(" <").append(at(value, span)).append(">");
  return out;
}

struct Case {
  std::string_view value, expected;
};

void expect(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(dump(c.value), c.expected) << c.value;
}

TEST(AuthenticationResults, ReadsTheExamplesOfTheRfc) {  // RFC 8601 B
  expect({
      {"example.org 1; none", "example.org1: none"},
      {" example.com;          spf=pass smtp.mailfrom=example.net", "example.com: spf=pass smtp.mailfrom=example.net"},
      {"example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net; dkim=fail reason=\"bad "
       "signature\" header.i=@newyork.example.com",
       "example.com: dkim=pass!good signature header.i=@mail-router.example.net | dkim=fail!bad signature "
       "header.i=@newyork.example.com"},
      {"foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot "
       "can go "
       "here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
       "foo.example.net1: 1=fail(A dot can go here) expired (this surprised me) = (as I wasn't expecting it) "
       "1362471462 "
       "<dkim> </> <policy> <.>"},  // nobody writes it: no harm is
                                    // done
      {"example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=\"a;b\"@example.net",
       "example.com: auth=pass(cram-md5) smtp.auth=sender@example.net | spf=pass smtp.mailfrom=\"a;b\"@example.net"},
      {"x.example.org; dkim/1=pass header.d = example.com header.b= aBcD=",
       "x.example.org: dkim=pass header.d = example.com "
       "header.b= aBcD="},
  });
}

TEST(AuthenticationResults, ReadsWhatReceiversWrite) {
  expect({
      {"mx.google.com;       dkim=neutral (body hash did not verify) header.i=@example.com header.s=s1 "
       "header.b=aBcDeFgH;       "
       "spf=pass (google.com: domain of a=b@example.com designates 192.0.2.1 as permitted sender) "
       "smtp.mailfrom=a@example.com;    "
       "   dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=example.com;       dara=neutral "
       "header.i=@gmail.com",
       "mx.google.com: dkim=neutral(body hash did not verify) header.i=@example.com header.s=s1 header.b=aBcDeFgH | "
       "spf=pass(google.com: domain of a=b@example.com designates 192.0.2.1 as permitted sender) "
       "smtp.mailfrom=a@example.com | "
       "dmarc=pass(p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=example.com | dara=neutral header.i=@gmail.com"},
      // Microsoft: no authserv-id
      {"spf=fail (sender IP is 203.0.113.9) smtp.mailfrom=example.com; dkim=none (message not signed) "
       "header.d=none;dmarc=fail "
       "action=oreject header.from=example.com;compauth=fail reason=000",
       ": spf=fail(sender IP is 203.0.113.9) smtp.mailfrom=example.com | dkim=none(message not signed) header.d=none | "
       "dmarc=fail action=oreject header.from=example.com | compauth=fail!000"},
      // Yahoo
      {"atlas-production.v2-mail-prod1-gq1.omega.yahoo.com; dkim=pass header.i=@example.com header.s=s1; spf=pass "
       "smtp.mailfrom=example.com; dmarc=pass(p=REJECT) header.from=example.com;",
       "atlas-production.v2-mail-prod1-gq1.omega.yahoo.com: dkim=pass header.i=@example.com header.s=s1 | spf=pass "
       "smtp.mailfrom=example.com | dmarc=pass(p=REJECT) header.from=example.com"},
      // Apple
      {"bimi.icloud.com; bimi=skipped reason=\"insufficient dmarc\"",
       "bimi.icloud.com: bimi=skipped!insufficient dmarc"},
      {"dkim-verifier.icloud.com; dkim=pass (2048-bit key) header.d=example.com header.i=@example.com header.b=abc/d+e",
       "dkim-verifier.icloud.com: dkim=pass(2048-bit key) header.d=example.com header.i=@example.com header.b=abc/d+e"},
      // GMX
      {"gmx.net; dkim=pass header.i=@example.com", "gmx.net: dkim=pass header.i=@example.com"},
      // Fastmail
      {"mx6.messagingengine.com; x-csa=none; x-me-sender=none; x-ptr=pass smtp.helo=mail.example.com "
       "policy.ptr=mail.example.com; "
       "x-tls=pass smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256; dmarc=pass "
       "policy.published-domain-policy=none policy.applied-disposition=none (p=none,d=none) header.from=example.com; "
       "iprev=pass "
       "smtp.remote-ip=192.0.2.1 (mail.example.com); spf=pass smtp.mailfrom=\"\" smtp.helo=mail.example.com",
       "mx6.messagingengine.com: x-csa=none | x-me-sender=none | x-ptr=pass smtp.helo=mail.example.com "
       "policy.ptr=mail.example.com | "
       "x-tls=pass smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256 | "
       "dmarc=pass(p=none,d=none) "
       "policy.published-domain-policy=none policy.applied-disposition=none header.from=example.com | "
       "iprev=pass(mail.example.com) smtp.remote-ip=192.0.2.1 | spf=pass smtp.mailfrom=\"\" "
       "smtp.helo=mail.example.com"},
  });
}

TEST(AuthenticationResults, ReadsArc) {
  expect({
      {"i=1; mx.google.com; dkim=pass header.i=@example.com; arc=pass (i=1 spf=pass)",
       "i=1 mx.google.com: dkim=pass header.i=@example.com | arc=pass(i=1 spf=pass)"},
      {" i = 2 ; lists.example.org 1; none", "i=2 lists.example.org1: none"},
      {"i=1; spf=pass smtp.mailfrom=example.com", "i=1 : spf=pass smtp.mailfrom=example.com"},  // Microsoft's
      {"i=x; a; none", "a: none"},
  });
}

TEST(AuthenticationResults, GoOnBehindWhatIsOutsideOfTheGrammar) {
  expect({
      {"a; dkim=pass policy.uri=\"https://example.com/?a=b;c\"; spf=pass",
       "a: dkim=pass policy.uri=\"https://example.com/?a=b;c\" | "
       "spf=pass"},
      {"a; dkim=pass header.x=\"open; spf=pass", "a: dkim=pass header.x=\"open | spf=pass"},
      {"a; dkim=pass (open; spf=pass", "a: dkim=pass | spf=pass <(open>"},
      {"a; dkim=pass header.i=@x; header.s=s1; spf=pass", "a: dkim=pass header.i=@x header.s=s1 | spf=pass"},
      {"a; ;; words only; =x; dkim=; spf", "a: dkim= <words> <only> <x> <spf>"},
      {"a; spf= smtp.mailfrom=example.com", "a: spf= smtp.mailfrom=example.com"},
      {"", ":"},
      {";", ":"},
  });
}

TEST(AuthenticationResults, AreBounded) {
  std::string value = "a;", properties = "a; dkim=pass";
  for (int i = 0; i < 1000; ++i) {
    value += "x=y;words;";
    properties += " header.d=example.com";
  }
  EXPECT_EQ(read_authentication_results(value).results.size(), max_results);
  EXPECT_EQ(read_authentication_results(properties).results[0].properties.size(), max_properties);
}

TEST(AuthenticationResults, FindAProperty) {
  const std::string_view value = "dmarc=fail action=oreject Header.From=\"example.com\"";
  const AuthenticationResults read = read_authentication_results(value);
  EXPECT_EQ(property_of(value, read.results.at(0), "header.from"), "example.com");
  EXPECT_EQ(property_of(value, read.results.at(0), "action"), "oreject");
  EXPECT_EQ(property_of(value, read.results.at(0), "header.d"), "");
}

TEST(ReceivedSpf, HasAResultAndPairs) {
  const std::string_view value =
      "Fail (protection.outlook.com: domain of example.com does not designate 203.0.113.9 as permitted sender) "
      "receiver=protection.outlook.com; client-ip=203.0.113.9; helo=evil.example.org; envelope-from=\"a@example.com\";";
  const ReceivedSpf spf = read_received_spf(value);
  EXPECT_EQ(at(value, spf.result), "Fail");
  EXPECT_TRUE(at(value, spf.comment).starts_with("protection.outlook.com: domain"));
  EXPECT_EQ(pair_of(value, spf, "client-ip"), "203.0.113.9");
  EXPECT_EQ(pair_of(value, spf, "Receiver"), "protection.outlook.com");
  EXPECT_EQ(pair_of(value, spf, "envelope-from"), "a@example.com");
  EXPECT_EQ(pair_of(value, spf, "identity"), "");
}

TEST(ReceivedSpf, IsReadWithoutItsParts) {
  EXPECT_TRUE(read_received_spf("").result.empty());
  EXPECT_TRUE(read_received_spf("client-ip=192.0.2.1").result.empty());
  const std::string_view value = "none; envelope-from=<>; client-ip=2001:db8::1";
  EXPECT_EQ(pair_of(value, read_received_spf(value), "client-ip"), "2001:db8::1");
  EXPECT_EQ(pair_of(value, read_received_spf(value), "envelope-from"), "");
}

TEST(ConnectingIp, IsTheOneThatMicrosoftSaw) {
  const std::string_view value = "CIP:203.0.113.9;CTRY:US;LANG:en;SCL:5;";
  const auto found = read_connecting_ip(value);
  ASSERT_TRUE(found);
  EXPECT_EQ(at(value, found->span), "203.0.113.9");
  EXPECT_EQ(found->ip, text::parse_ip("203.0.113.9"));
  EXPECT_EQ(read_connecting_ip("SFV:NSPM; CIP:2001:db8::1;")->ip, text::parse_ip("2001:db8::1"));
  EXPECT_FALSE(read_connecting_ip("CIP:255.255.255.255;CTRY:;"));
  EXPECT_FALSE(read_connecting_ip("CTRY:US;XCIP:203.0.113.9"));
  EXPECT_FALSE(read_connecting_ip("CIP:;"));
}

}  // namespace
}  // namespace mailauth::messages::authentication_results_test
