// Messages are read as what they were made of; damaged ones are not, or keep to the bounds of an answer.
#include "net/wire/parse.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "support/asking.h"
#include "support/hostile_replies.h"

namespace mailauth::net::wire_message_test {
namespace {

using dns::Type;
using test::Query;

dns::Answer none(const dns::Question& question) {
  dns::Answer answer;
  answer.question = question;
  answer.outcome = dns::Outcome::malformed;
  answer.detail = "cannot be parsed";
  return answer;
}

dns::Answer by_us(const dns::Question& question, std::string_view octets) {
  std::optional<Message> message = read_message(octets, question.type);
  return message ? read_answer(question, *std::move(message)) : none(question);
}

std::string all_of(const dns::Answer& answer) { return test::summary(answer) + (answer.authenticated ? " AD" : ""); }

Query query(const dns::Question& question) {
  Query query;
  query.id = 4711;
  query.name = question.name;
  query.type = static_cast<uint16_t>(question.type);
  query.question = test::wire_name(question.name) + test::u16(query.type) + test::u16(1);
  query.over_tcp = true;  // so that nothing is cut off
  return query;
}

constexpr const char* zone_text = R"($ORIGIN example.com.
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
@ MX 20 mail2
@ MX 10 mail
@ TXT "v=spf1 mx -all" "second"
mail A 192.0.2.1
mail AAAA 2001:db8::1
alias 200 CNAME hop
hop 100 CNAME mail
null MX 0 .
old TYPE99 \# 12 0b763d73706631202d616c6c
)";

constexpr std::array types = {Type::txt, Type::a, Type::aaaa, Type::mx, Type::ns, Type::soa, Type::cname, Type::spf};

// The owners of records whose data has no names, as pointers at the question, as every server writes them.
std::string compressed(std::string octets, const dns::Name& name) {
  const std::string owner = test::wire_name(name);
  const std::size_t behind = header_size + owner.size() + 4;
  for (std::size_t at = octets.find(owner, behind); at != std::string::npos; at = octets.find(owner, at)) {
    octets.replace(at, owner.size(), test::u16(0xc00c));
  }
  return octets;
}

// What a zone says, with the message that a resolver makes of it.
std::vector<std::pair<dns::Answer, std::string>> messages() {
  std::vector<std::pair<dns::Answer, std::string>> messages;
  dns::Evidence world;
  world.add_zone(std::get<dns::Zone>(dns::Zone::parse(zone_text)));
  world.go_offline();
  for (const char* name : {"example.com", "mail.example.com", "alias.example.com", "null.example.com",
                           "old.example.com", "nowhere.example.com"}) {
    for (const Type type : types) {
      const dns::Question question = test::question(name, type);
      for (const std::string& octets : test::reply_from(world, query(question)).messages) {
        const dns::Answer& answer = world.ask(question.name, type);
        messages.emplace_back(answer, octets);
        const bool has_names = type != Type::txt && type != Type::a && type != Type::aaaa && type != Type::spf;
        if (answer.found() && !has_names) messages.emplace_back(answer, compressed(octets, question.name));
      }
    }
  }
  return messages;
}

TEST(WireMessage, IsReadAsWhatItWasMadeOf) {
  for (const auto& [answer, octets] : messages()) {
    EXPECT_EQ(all_of(by_us(answer.question, octets)), all_of(answer)) << to_string(answer.question);
  }
}

// Where a name, a type or a count was hit, something else may come out, but nothing that no answer can be.
TEST(WireMessage, KeepsToTheBoundsOfAnAnswerWhenItIsDamaged) {
  std::minstd_rand random(1);
  std::size_t answers = 0, failures = 0;
  for (const auto& [answer, octets] : messages()) {
    for (int i = 0; i < 300; ++i) {
      std::string damaged = octets;
      for (auto n = 1 + random() % 3; n > 0; --n) damaged[random() % damaged.size()] = static_cast<char>(random());
      if (random() % 4 == 0) damaged.resize(random() % damaged.size());
      const dns::Answer read = by_us(answer.question, damaged);
      ++(read.failed() ? failures : answers);
      EXPECT_EQ(read.found(), !read.records.empty());
      for (const dns::Record& record : read.records) {
        EXPECT_EQ(record.type, answer.question.type);
        EXPECT_EQ(record.owner, read.owner());
      }
    }
  }
  EXPECT_GT(answers, 1000u);
  EXPECT_GT(failures, 1000u);
}

TEST(WireMessage, SaysNothingOfWhatIsMissingUnlessSomebodyVouchesForIt) {
  struct Case {
    std::string_view why;
    bool recursive, authoritative;
    std::size_t answers;  // about other names
    std::string_view expected;
  };
  const Case cases[] = {
      {"a resolver", true, false, 0, "no_data 0"},
      {"a server of the zone", false, true, 0, "no_data 0"},
      {"nobody", false, false, 0,
       "malformed: an empty answer that nobody vouches for: the server neither recurses nor speaks for the zone"},
      {"a resolver, about something else", true, true, 1, "malformed: the answer is about another name or type"},
  };
  for (const Case& c : cases) {
    Message message;
    message.response = true;
    message.recursion_available = c.recursive;
    message.authoritative = c.authoritative;
    message.answers.assign(c.answers, {dns::Name::parse("other.test").value(), Type::txt, 60, dns::Txt{{"x"}}, {}});
    EXPECT_EQ(test::summary(read_answer(test::question("example.com"), message)), c.expected) << c.why;
  }
}

// What a DNAME makes of the names below it (RFC 6672 3.1) is not what somebody has published.
TEST(WireMessage, TellsAliasesOfADnameFromOthers) {
  const auto name = [](std::string_view text) { return dns::Name::parse(text).value(); };
  const auto read = [&](std::string_view owner_of_dname, bool leads_on) {
    const Query asked = query(test::question("a.moved.test"));
    test::Message message(asked, test::qr | test::rd | test::ra, rcode_nxdomain);
    message.answer(name(owner_of_dname), Type::dname, test::wire_name(name("new.test")));
    message.answer(asked.name, Type::cname, test::wire_name(name("a.new.test")));
    if (leads_on) message.answer(name("a.new.test"), Type::cname, test::wire_name(name("gone.test")));
    return by_us(test::question("a.moved.test"), message.bytes());
  };
  EXPECT_TRUE(read("moved.test", false).redirected);
  EXPECT_EQ(test::summary(read("moved.test", false)), "no_domain -> a.new.test 0");
  EXPECT_FALSE(read("moved.test", true).redirected);
  EXPECT_FALSE(read("a.moved.test", false).redirected);
  EXPECT_FALSE(read("other.test", false).redirected);

  dns::Evidence evidence;
  evidence.put(read("moved.test", false));
  EXPECT_EQ(test::summary(evidence.ask(test::question("a.moved.test"))), "no_domain 0");
}

TEST(WireMessage, AnAliasAndItsTargetAreOneAnswer) {
  dns::Answer alias, target;
  alias.question = test::question("a.test");
  alias.outcome = target.outcome = dns::Outcome::no_data;
  alias.cnames = {dns::Name::parse("b.test").value()};
  alias.ttl = 60;
  target.question = test::question("b.test");
  target.cnames = {dns::Name::parse("c.test").value()};
  target.ttl = 300;
  EXPECT_EQ(test::summary(behind_alias(alias, target)), "no_data -> b.test -> c.test 60");
  target.cnames.assign(dns::max_cname_hops, dns::Name::parse("c.test").value());
  EXPECT_TRUE(behind_alias(alias, target).failed());
}

}  // namespace
}  // namespace mailauth::net::wire_message_test
