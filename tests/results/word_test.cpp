#include "results/word.h"

#include <gtest/gtest.h>

namespace mailauth::results::word_test {
namespace {

// Result lines and reports are read by the same programs.
template <class Value>
void expect_the_words_of_reports(std::initializer_list<Value> values) {
  for (const Value value : values) {
    const Word<Value> word(value);
    EXPECT_EQ(word.text(), to_string(value));
    EXPECT_EQ(Word<Value>::parse(word.text()), value);
  }
}

TEST(Word, IsThatOfReports) {
  using enum rules::Forgery;
  expect_the_words_of_reports({anyone, partly, hard, unknown});
  using rules::OwnMail;
  expect_the_words_of_reports({OwnMail::passes, OwnMail::at_risk, OwnMail::fails, OwnMail::not_sent, OwnMail::unknown});
  using records::dmarc::Policy;
  expect_the_words_of_reports({Policy::none, Policy::quarantine, Policy::reject});
  using records::dkim::Algorithm;
  expect_the_words_of_reports({Algorithm::unknown, Algorithm::rsa, Algorithm::ed25519});
}

TEST(Word, MayBeMissingOrOfAnotherVersion) {
  const Word<SpfState> none, foreign = Word<SpfState>::parse("temperror");
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.text(), "");
  EXPECT_EQ(none, Word<SpfState>::parse(""));
  EXPECT_FALSE(foreign.empty());
  EXPECT_EQ(foreign.text(), "temperror");
  EXPECT_FALSE(foreign.value());
  EXPECT_NE(foreign, none);
  for (const SpfState state : {SpfState::usable, SpfState::none, SpfState::permerror, SpfState::unknown})
    EXPECT_NE(foreign, state);
}

}  // namespace
}  // namespace mailauth::results::word_test
