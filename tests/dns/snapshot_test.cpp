#include "dns/snapshot.h"

#include <gtest/gtest.h>

#include "dns/dns_support.h"
#include "text/utf8.h"

namespace mailauth::dns::snapshot_test {
namespace {

constexpr std::string_view zone_of_every_kind = R"($ORIGIN example.com.
@      SOA  ns1 hostmaster 1 2 3 4 5
@      NS   ns1
@      MX   10 mail
@      MX   0 .
@      TXT  "v=spf1 " "-all"
@      TXT  "M\195\188nchen" "not UTF-8: \252" "\000\"\\"
mail   A    192.0.2.1
mail   AAAA 2001:db8::1
1      PTR  mail
www    CNAME mail
loop   CNAME loop
)";

Evidence evidence_of_every_kind() {
  Evidence evidence;
  evidence.add_zone(parse_zone(zone_of_every_kind));
  Answer refused;
  refused.question = {name("net.example"), Type::txt};
  refused.outcome = Outcome::refused;
  refused.detail = "by 192.0.2.53\n\xFF";
  refused.authenticated = true;
  refused.size = 42;
  evidence.put(refused);
  for (const char* owner : {"example.com", "mail.example.com", "1.example.com", "www.example.com", "loop.example.com",
                            "nobody.example.com", "net.example", "pending.example", "a\\.b\\000.example.com"}) {
    for (const Type type : {Type::a, Type::ns, Type::cname, Type::soa, Type::ptr, Type::mx, Type::txt, Type::aaaa}) {
      evidence.ask(name(owner), type);
    }
  }
  evidence.cost = {12, 3, std::chrono::milliseconds(456), {"127.0.0.53", "[::1]:5353"}};
  return evidence;
}

Snapshot every_kind() {
  Snapshot snapshot;
  snapshot.audits.push_back({.domain = "example.com",
                             .selectors = {"s1", "s2"},
                             .mail_from = "mail.example.com",
                             .ip = "192.0.2.7",
                             .ses_tokens = {"token"},
                             .ses_region = "eu-west-1",
                             .evidence = evidence_of_every_kind()});
  snapshot.audits.push_back({.domain = "example.org"});
  return snapshot;
}

TEST(Snapshot, ReadsBackTheSameBytes) {
  const std::string json = to_json(every_kind());
  const auto parsed = parse_snapshot(json);
  ASSERT_TRUE(std::holds_alternative<Snapshot>(parsed)) << std::get<std::string>(parsed);
  EXPECT_EQ(to_json(std::get<Snapshot>(parsed)), json);
  EXPECT_TRUE(json.ends_with("}\n"));
}

TEST(Snapshot, GivesTheSameAnswers) {
  const Evidence recorded = evidence_of_every_kind();
  auto parsed = parse_snapshot(to_json(every_kind()));
  Snapshot& snapshot = std::get<Snapshot>(parsed);
  ASSERT_EQ(snapshot.audits.size(), 2u);
  EXPECT_EQ(snapshot.audits[0].domain, "example.com");
  EXPECT_EQ(snapshot.audits[0].selectors, (std::vector<std::string>{"s1", "s2"}));
  EXPECT_EQ(snapshot.audits[0].mail_from, "mail.example.com");
  Evidence& replayed = snapshot.audits[0].evidence;
  EXPECT_EQ(replayed.cost, recorded.cost);
  for (const Answer* then : recorded.answers()) {
    const Answer& now = replayed.ask(then->question);
    EXPECT_EQ(dump(now), dump(*then));
    EXPECT_EQ(now.cnames, then->cnames);
    EXPECT_EQ(now.ttl, then->ttl);
    EXPECT_EQ(now.size, then->size);
    EXPECT_EQ(now.authority, then->authority);
    EXPECT_EQ(now.detail, then->detail);
    EXPECT_EQ(now.authenticated, then->authenticated);
    EXPECT_EQ(now.from_zone_file, then->from_zone_file);
    for (std::size_t i = 0; i < now.records.size(); ++i) {
      EXPECT_EQ(to_source(now.records[i]), to_source(then->records[i]));
      EXPECT_EQ(now.records[i].owner, then->records[i].owner);
    }
  }
}

TEST(Snapshot, AsksNothingMore) {
  auto parsed = parse_snapshot(to_json(every_kind()));
  Evidence& replayed = std::get<Snapshot>(parsed).audits[0].evidence;
  EXPECT_EQ(replayed.ask(name("pending.example"), Type::txt).outcome, Outcome::not_asked);
  EXPECT_FALSE(replayed.has_missing());
}

Txt read_back(const std::string& json) {
  const auto parsed = parse_snapshot(json);
  const auto* snapshot = std::get_if<Snapshot>(&parsed);
  if (snapshot == nullptr) return {{std::get<std::string>(parsed)}};
  return std::get<Txt>(snapshot->audits[0].evidence.answers().front()->records[0].data);
}

std::string with_strings(const Txt& txt) {
  Answer answer;
  answer.question = {name("a.example"), Type::txt};
  answer.outcome = Outcome::found;
  answer.records.push_back({name("a.example"), Type::txt, 1, txt});
  Snapshot snapshot;
  snapshot.audits.push_back({.domain = "a.example"});
  snapshot.audits[0].evidence.put(answer);
  snapshot.audits[0].evidence.ask(answer.question);
  return to_json(snapshot);
}

// What a terminal acts upon: none of it may be in the file, which people look at with `cat`.
std::vector<std::string> unprintable_in(std::string_view json) {
  std::vector<std::string> found;
  while (!json.empty()) {
    const auto point = text::decode_utf8(json);
    if (!point) return {"no UTF-8"};
    if (point->value != '\n' && !text::is_printable(point->value)) found.push_back(text::describe(point->value));
    json.remove_prefix(point->length);
  }
  return found;
}

TEST(Snapshot, KeepsEveryByteAndIsSafeToPrint) {
  Txt single, pairs;
  for (unsigned byte = 0; byte < 256; ++byte) {
    single.strings.push_back(std::string(1, static_cast<char>(byte)));
    pairs.strings.push_back("\xC2" + std::string(1, static_cast<char>(byte)));  // C1 are C2 80 to C2 9F
  }
  for (const Txt& txt : {single, pairs}) {
    const std::string json = with_strings(txt);
    EXPECT_EQ(unprintable_in(json), std::vector<std::string>());
    EXPECT_EQ(read_back(json).strings, txt.strings);
  }
}

TEST(Snapshot, EscapesWhatReordersOrHides) {
  const Txt txt{{"\x1b[2J", "\x7f", "\u0085", "\u009b31m", "\u00ad", "\u061c", "\u200b", "\u200f", "\u2028", "\u202e",
                 "\u2066", "\u2069", "\ufeff", "\U000110bd", "\U0001d173", "\U000e0041", "\U0010ffff", "M\u00fcnchen"}};
  const std::string json = with_strings(txt);
  EXPECT_EQ(unprintable_in(json), std::vector<std::string>());
  EXPECT_EQ(read_back(json).strings, txt.strings);
  EXPECT_NE(json.find("\\u202e"), std::string::npos);
  EXPECT_NE(json.find("\\udb40\\udc41"), std::string::npos);
  EXPECT_NE(json.find("M\u00fcnchen"), std::string::npos);  // what can be read stays readable
}

std::string error_of(std::string_view json) {
  const auto parsed = parse_snapshot(json);
  return std::holds_alternative<std::string>(parsed) ? std::get<std::string>(parsed) : "no error";
}

// A snapshot with one answer that has one fault.
std::string with_answer(std::string_view answer) {
  return R"({"mailauth_evidence":1,"audits":[{"domain":"a","selectors":[],"mail_from":"",)"
         R"("cost":{"questions":0,"cached":0,"elapsed_ms":0,"servers":[]},"answers":[)" +
         std::string(answer) + "]}]}";
}
std::string with_records(std::string_view type, std::string_view records, std::string_view outcome = "found") {
  return with_answer(R"({"name":"a.example","type":")" + std::string(type) + R"(","outcome":")" + std::string(outcome) +
                     R"(","authenticated":false,"ttl":1,"size":0,"from_zone_file":false,"records":[)" +
                     std::string(records) + "]}");
}

TEST(Snapshot, SaysWhatIsWrong) {
  const std::pair<std::string, std::string_view> cases[] = {
      {"", "this is no JSON: error at byte 1"},
      {"{\"a\":", "this is no JSON: error at byte 6"},
      {"[]", "the document: an object is expected"},
      {"{}", "the document: an object with \"mailauth_evidence\" is expected"},
      {R"({"mailauth_evidence":2})", "version 2 of recorded evidence is unknown; this program knows version 1"},
      {R"({"mailauth_evidence":"1"})", "mailauth_evidence: a whole number from 0 to 4294967295 is expected"},
      {R"({"mailauth_evidence":1e999})", "this is no JSON that can be read"},
      {R"({"mailauth_evidence":1,"audits":{}})", "audits: an array is expected"},
      {R"({"mailauth_evidence":1,"audits":[7]})", "audits[0]: an object is expected"},
      {std::string(100, '['), "this is no JSON: error at byte 101"},
      {std::string(14, '[') + std::string(14, ']'), "the document is nested too deeply"},
      {with_answer(R"({"name":"a..b"})"), "audits[0].answers[0].name: a domain name is expected"},
      {with_answer(R"({"name":"a","type":"SRV"})"), "audits[0].answers[0].type: a type such as \"TXT\" is expected"},
      {with_answer(R"({"name":"a","type":"TXT","outcome":"pending"})"),
       "audits[0].answers[0].outcome: an outcome other than \"pending\" is expected"},
      {with_answer(R"({"name":"a","type":"TXT","outcome":"found","authenticated":1})"),
       "audits[0].answers[0].authenticated: true or false is expected"},
      {with_records("TXT", ""), "audits[0].answers[0]: records if and only if the outcome is \"found\" is expected"},
      {with_records("TXT", R"({"owner":"a","ttl":1,"strings":["x"]})", "no_data"),
       "audits[0].answers[0]: records if and only if the outcome is \"found\" is expected"},
      {with_records("TXT", R"({"owner":"a","ttl":-1,"strings":["x"]})"),
       "audits[0].answers[0].records[0].ttl: a whole number from 0 to 4294967295 is expected"},
      {with_records("TXT", R"({"owner":"a","ttl":1,"strings":[")" + std::string(256, 'x') + R"("]})"),
       "audits[0].answers[0].records[0].strings: strings of at most 255 bytes is expected"},
      {with_records("TXT", R"({"owner":"a","ttl":1,"strings":[{"base64":"!"}]})"),
       "audits[0].answers[0].records[0].strings[0].base64: base64 is expected"},
      {with_records("TXT", R"({"owner":"a","ttl":1,"strings":[{"base64":1}]})"),
       "audits[0].answers[0].records[0].strings[0].base64: a string is expected"},
      {with_records("TXT", R"({"owner":"a","ttl":1,"strings":[[]]})"),
       "audits[0].answers[0].records[0].strings[0]: a string, or an object with \"base64\" is expected"},
      {with_records("A", R"({"owner":"a","ttl":1,"address":"::1"})"),
       "audits[0].answers[0].records[0].address: an IPv4 address is expected"},
      {with_records("MX", R"({"owner":"a","ttl":1,"preference":65536,"exchange":""})"),
       "audits[0].answers[0].records[0].preference: a whole number from 0 to 65535 is expected"},
  };
  for (const auto& [json, message] : cases) EXPECT_EQ(error_of(json), message) << json;
}

}  // namespace
}  // namespace mailauth::dns::snapshot_test
