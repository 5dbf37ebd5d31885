// Our reading of messages against that of c-ares: the same answers, whatever comes.
#include "net/wire/parse.h"

#include <ares.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "net/cares/answer.h"
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

dns::Answer by_cares(const dns::Question& question, std::string_view octets) {
  ares_dns_record_t* parsed = nullptr;
  const ares_status_t status =
      ares_dns_parse(reinterpret_cast<const unsigned char*>(octets.data()), octets.size(), 0, &parsed);
  const std::unique_ptr<ares_dns_record_t, decltype(&ares_dns_record_destroy)> owner(parsed, ares_dns_record_destroy);
  return status == ARES_SUCCESS ? read_answer(question, read_message(parsed, question.type)) : none(question);
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

// Messages of every kind, with the question that each answers.
std::vector<std::pair<dns::Question, std::string>> messages() {
  std::vector<std::pair<dns::Question, std::string>> messages;
  const auto add = [&messages](const dns::Question& question, const test::Reply& reply) {
    for (const std::string& octets : reply.messages) messages.emplace_back(question, octets);
  };
  for (const char* name : {"plain",    "nodata",  "nxdomain",    "nosoa",        "servfail",     "bogus",     "formerr",
                           "notimp",   "refused", "garbage",     "short",        "pointerloop",  "chaos",     "echo",
                           "referral", "nochase", "cnameloop",   "cnamechain16", "cnamechain20", "unrelated", "twice",
                           "oddname",  "txt20",   "records4000", "authentic"}) {
    for (const Type type : {Type::txt, Type::a, Type::mx, Type::cname}) {
      const dns::Question question = test::question(std::string(name) + ".test", type);
      add(question, test::hostile_reply(query(question), 0));
    }
  }
  for (const char* name : {"badtxt.test", "emptytxt.test"}) {  // whom nobody asked for a TXT does not look
    add(test::question(name), test::hostile_reply(query(test::question(name)), 0));
  }
  dns::Evidence world;
  world.add_zone(std::get<dns::Zone>(dns::Zone::parse(zone_text)));
  world.go_offline();
  for (const char* name : {"example.com", "mail.example.com", "alias.example.com", "null.example.com",
                           "old.example.com", "nowhere.example.com"}) {
    for (const Type type : {Type::txt, Type::a, Type::aaaa, Type::mx, Type::ns, Type::soa, Type::cname, Type::spf}) {
      const dns::Question question = test::question(name, type);
      add(question, test::reply_from(world, query(question)));
    }
  }
  return messages;
}

// The owners of all records as pointers at the question, as every server writes them.
std::string compressed(std::string octets, const dns::Name& name) {
  const std::string owner = test::wire_name(name);
  const std::size_t behind = header_size + owner.size() + 4;
  for (std::size_t at = octets.find(owner, behind); at != std::string::npos; at = octets.find(owner, at)) {
    octets.replace(at, owner.size(), test::u16(0xc00c));
  }
  return octets;
}

TEST(WireMessage, IsReadAsCaresReadsIt) {
  for (const auto& [question, octets] : messages()) {
    EXPECT_EQ(all_of(by_us(question, octets)), all_of(by_cares(question, octets))) << to_string(question);
    const std::string shorter = compressed(octets, question.name);
    EXPECT_EQ(all_of(by_us(question, shorter)), all_of(by_cares(question, shorter))) << to_string(question);
  }
}

// Octets that do not belong there: where both find an answer, it is the same one; and where c-ares, which also looks
// into records that nobody asked for, finds none, so do we or we have skipped them.
TEST(WireMessage, IsReadAsCaresReadsItWhenItIsDamaged) {
  std::minstd_rand random(1);
  std::size_t both = 0;
  for (const auto& [question, octets] : messages()) {
    if (octets.size() > 2000) continue;
    for (int i = 0; i < 300; ++i) {
      std::string damaged = compressed(octets, question.name);
      for (auto n = 1 + random() % 3; n > 0; --n) damaged[random() % damaged.size()] = static_cast<char>(random());
      if (random() % 4 == 0) damaged.resize(random() % damaged.size());
      const dns::Answer ours = by_us(question, damaged);
      const dns::Answer theirs = by_cares(question, damaged);
      if (ours.failed() || theirs.failed()) continue;
      ++both;
      EXPECT_EQ(all_of(ours), all_of(theirs)) << to_string(question);
    }
  }
  EXPECT_GT(both, 5000u);
}

}  // namespace
}  // namespace mailauth::net::wire_message_test
