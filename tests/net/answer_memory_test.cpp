#include "net/answer_memory.h"

#include <gtest/gtest.h>

namespace mailauth::net::answer_memory_test {
namespace {

using std::chrono::seconds;

dns::Answer found(std::string_view name, std::vector<std::string> texts) {
  dns::Answer answer;
  answer.question = {dns::Name::parse(name).value(), dns::Type::txt};
  answer.outcome = dns::Outcome::found;
  answer.ttl = 300;
  for (std::string& text : texts)
    answer.records.push_back({answer.question.name, dns::Type::txt, 300, dns::Txt{{std::move(text)}}});
  return answer;
}

// With a clock to turn.
struct AnswerMemoryTest : ::testing::Test {
  AnswerMemory make(CacheOptions options = {}) {
    return AnswerMemory(options, [this] { return now; });
  }
  std::chrono::steady_clock::time_point now;
};

TEST_F(AnswerMemoryTest, RecallsTheSameAnswerForItsTtl) {
  AnswerMemory memory = make();
  const dns::SharedAnswer kept = memory.keep(found("example.com", {"a"}));
  now += seconds(299);
  EXPECT_EQ(memory.recall(kept->question), kept);
  EXPECT_EQ(memory.hits(), 1u);
  now += seconds(1);
  EXPECT_EQ(memory.recall(kept->question), nullptr);
  EXPECT_EQ(memory.hits(), 1u);
}

TEST_F(AnswerMemoryTest, GivesWhatItDoesNotRemember) {
  AnswerMemory memory = make();
  dns::Answer brief = found("example.com", {"a"});
  brief.ttl = 0;
  const dns::SharedAnswer given = memory.keep(brief);
  EXPECT_EQ(given->records.size(), 1u);
  EXPECT_EQ(memory.recall(given->question), nullptr);
}

TEST_F(AnswerMemoryTest, RecordsComeInAStableOrderAndOnce) {
  AnswerMemory memory = make();
  const dns::SharedAnswer kept = memory.keep(found("example.com", {"b", "a", "b"}));
  ASSERT_EQ(kept->records.size(), 2u);
  EXPECT_EQ(std::get<dns::Txt>(kept->records[0].data).strings.front(), "a");
}

TEST_F(AnswerMemoryTest, ForgetsWhatWasNotUsedForLongest) {
  AnswerMemory memory = make({.max_entries = 2});
  const auto a = memory.keep(found("a.example", {"a"})), b = memory.keep(found("b.example", {"b"}));
  memory.recall(a->question);
  const auto c = memory.keep(found("c.example", {"c"}));
  EXPECT_NE(memory.recall(a->question), nullptr);
  EXPECT_EQ(memory.recall(b->question), nullptr);
  EXPECT_NE(memory.recall(c->question), nullptr);
}

TEST_F(AnswerMemoryTest, ANewAnswerTakesThePlaceOfTheOldOne) {
  AnswerMemory memory = make({.max_entries = 2});
  const auto old = memory.keep(found("a.example", {"old"}));
  const auto now_known = memory.keep(found("a.example", {"new"}));
  EXPECT_EQ(memory.recall(old->question), now_known);
  EXPECT_EQ(std::get<dns::Txt>(old->records[0].data).strings.front(), "old") << "whoever has it keeps it";
}

}  // namespace
}  // namespace mailauth::net::answer_memory_test
