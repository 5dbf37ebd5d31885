#include "inputs/tally.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace mailauth::inputs {
namespace {

Record record(std::string type, Unread unread, Action action = Action::keep) {
  Record record{.owner = *dns::Name::parse("a.example.com"), .type = std::move(type)};
  record.unread = unread;
  record.action = action;
  return record;
}

Document document(std::vector<Record> records, std::vector<Gap> gaps = {}) {
  Document document{.path = "zone"};
  document.records = std::move(records);
  document.gaps = std::move(gaps);
  return document;
}

// "read/passed over/not read/not known: first gap"
std::string show(const Tally& tally) {
  return fmt::format("{}/{}/{}/{}: {}", tally.read, tally.passed_over, tally.not_read, tally.not_known,
                     tally.gaps.empty() ? "" : tally.gaps.front().what);
}

TEST(Tally, CountsWhatCouldBeARecordOfADomainAndWasNotJudged) {
  EXPECT_EQ(show(tally({document({record("TXT", Unread::no), record("CAA", Unread::other_type)})})), "1/1/0/0: ");
  EXPECT_EQ(show(tally({document({record("MX", Unread::not_known)})})),
            "0/0/0/1: a.example.com MX is only known when it is published");
  EXPECT_EQ(show(tally({document({record("A", Unread::alias)})})), "1/0/0/0: ");
  EXPECT_EQ(show(tally({document({record("SOA", Unread::unreadable)})})), "1/0/0/0: ");  // nobody's mail hangs on it
  EXPECT_EQ(show(tally({document({record("TXT", Unread::not_known, Action::remove)})})), "1/0/0/0: ");
  Record outside = record("A", Unread::unreadable);
  outside.zone = dns::Name::parse("example.net");
  EXPECT_EQ(show(tally({document({outside})})), "1/0/0/0: ");  // nobody answers with it
  Record parked = record("A", Unread::unreadable);
  parked.written_data.text = "Parked\x1b[2J" + std::string(50, 'x');
  EXPECT_EQ(show(tally({document({parked})})),
            R"(0/0/1/0: a.example.com A: "Parked\027[2Jxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" cannot be read)");
}

TEST(Tally, WhatWasNotReadComesFirstAndOnlySoManyAreKept) {
  std::vector<Gap> gaps(max_gaps + 5, {Gap::Why::not_known, "later", {}});
  gaps.push_back({Gap::Why::not_read, "never", {}});
  const Tally counted = tally({document({}, gaps)});
  EXPECT_EQ(show(counted), fmt::format("0/0/1/{}: never", max_gaps + 5));
  EXPECT_EQ(counted.gaps.size(), max_gaps);
}

}  // namespace
}  // namespace mailauth::inputs
