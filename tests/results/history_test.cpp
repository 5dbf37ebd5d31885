#include "results/history.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "results/history/sqlite.h"
#include "support/files.h"

namespace mailauth::results::history_test {
namespace {

using records::dkim::Algorithm;
using records::dmarc::Policy;
using records::spf::Qualifier;

Result result(std::string time, std::string_view policy, std::string domain = "example.com") {
  return {.domain = std::move(domain),
          .time = std::move(time),
          .dmarc = DmarcState::in_force,
          .policy = Word<Policy>::parse(policy),
          .keys = {{.selector = "s1", .algorithm = Algorithm::rsa, .bits = 2048, .sha256 = "00ff"}}};
}

std::string dump(History& history, std::string_view domain = "example.com") {
  history.commit();
  std::string text;
  for (const Period& period : history.since(domain))
    text += period.first + ".." + period.last + " " + std::string(period.state.policy.text()) + "\n";
  return text;
}

class Histories : public testing::Test {
 protected:
  tests::TemporaryFolder folder_;
  std::string path_ = folder_.path("history.sqlite");
};

TEST_F(Histories, KeepAStateOnceFromTheFirstNightToTheLast) {
  History history(path_);
  for (const std::string time : {"2026-05-01T01:00:00Z", "2026-05-02T01:00:00Z", "2026-05-03T01:00:00Z"})
    history.add(result(time, "none"));
  history.add(result("2026-05-04T01:00:00Z", "reject"));
  history.add(result("2026-05-05T01:00:00Z", "none"));
  EXPECT_EQ(dump(history), "2026-05-01T01:00:00Z..2026-05-03T01:00:00Z none\n"
                           "2026-05-04T01:00:00Z..2026-05-04T01:00:00Z reject\n"
                           "2026-05-05T01:00:00Z..2026-05-05T01:00:00Z none\n");
  EXPECT_EQ(dump(history, "example.net"), "");
}

TEST_F(Histories, AreNotChangedByWhatASweepCostOrCouldNotSee) {
  History history(path_);
  history.add(result("2026-05-01T01:00:00Z", "none"));
  Result dearer = result("2026-05-02T01:00:00Z", "none");
  dearer.queries = 1000;
  dearer.mx_hosts = {"mx.example.com"};
  history.add(dearer);
  Result unknown = result("2026-05-03T01:00:00Z", "");
  unknown.complete = false;
  history.add(unknown);
  Result without_keys = result("2026-05-04T01:00:00Z", "none");
  without_keys.listed = false;
  without_keys.keys.clear();
  history.add(without_keys);
  EXPECT_EQ(dump(history), "2026-05-01T01:00:00Z..2026-05-02T01:00:00Z none\n");
}

TEST_F(Histories, SeeANewKey) {
  History history(path_);
  history.add(result("2026-05-01T01:00:00Z", "none"));
  Result rotated = result("2026-05-02T01:00:00Z", "none");
  rotated.keys[0].sha256 = "ff00";
  history.add(rotated);
  history.commit();
  const auto periods = history.since("example.com");
  ASSERT_EQ(periods.size(), 2u);
  EXPECT_EQ(periods[0].state.keys[0].sha256, "00ff");
  EXPECT_EQ(periods[1].state.keys[0].sha256, "ff00");
}

TEST_F(Histories, TakeAFileTwice) {
  History history(path_);
  for (int time = 0; time < 2; ++time) {
    history.add(result("2026-05-01T01:00:00Z", "none"));
    history.add(result("2026-05-02T01:00:00Z", "reject"));
  }
  EXPECT_EQ(dump(history), "2026-05-01T01:00:00Z..2026-05-01T01:00:00Z none\n"
                           "2026-05-02T01:00:00Z..2026-05-02T01:00:00Z reject\n");
}

TEST_F(Histories, AreThereInTheNextNight) {
  {
    History history(path_);
    for (unsigned number = 0; number < 1001; ++number)  // more than one transaction
      history.add(result("2026-05-01T01:00:00Z", "none", "d" + std::to_string(number) + ".example.com"));
    history.commit();
    history.add(result("2026-05-01T01:00:00Z", "none", "lost.example.com"));
  }
  History history = History::read(path_);
  EXPECT_NE(dump(history, "d0.example.com"), "");
  EXPECT_NE(dump(history, "d1000.example.com"), "");
  EXPECT_EQ(dump(history, "lost.example.com"), "");
}

TEST_F(Histories, SaySinceWhen) {
  History history(path_);
  history.add(result("2026-05-01T01:00:00Z", "reject"));
  history.add(result("2026-05-02T01:00:00Z", "none"));
  Result second_key = result("2026-05-03T01:00:00Z", "none");
  second_key.spf = SpfState::usable;
  second_key.spf_all = Qualifier::softfail;
  second_key.keys.push_back({.selector = "s2", .algorithm = Algorithm::ed25519, .bits = 256, .sha256 = "ee"});
  history.add(second_key);
  history.commit();
  std::string text;
  for (const Aspect& aspect : aspects(history.since("example.com")))
    text += aspect.what + ": " + aspect.value + " since " + aspect.first.substr(0, 10) + "\n";
  EXPECT_EQ(text, "DMARC: in_force, p=none since 2026-05-02\n"
                  "SPF: usable, ~all since 2026-05-03\n"
                  "DKIM: not known since 2026-05-01\n"
                  "MX: not known since 2026-05-01\n"
                  "key s1: RSA 2048 since 2026-05-01\n"
                  "key s2: Ed25519 since 2026-05-03\n");
  EXPECT_TRUE(aspects({}).empty());
}

std::string past(History& history) {
  history.commit();
  const auto past = past_of(history.since("example.com"), *text::parse_date("2026-12-01"));
  if (!past) return "nothing";
  std::string text = "seen " + text::to_string(past->last);
  if (past->policy)
    text += fmt::format(" {} since {}", to_string(past->policy->policy), text::to_string(past->policy->since));
  for (const facts::PastKey& key : past->keys)
    text += fmt::format(" {} since {}", key.fingerprint, text::to_string(key.since));
  return text;
}

TEST_F(Histories, AreThePastOfRules) {
  History history(path_);
  EXPECT_EQ(past(history), "nothing");
  history.add(result("2026-05-01T01:00:00Z", "none"));
  EXPECT_EQ(past(history), "seen 2026-05-01 none since 2026-05-01 00ff since 2026-05-01");
  history.add(result("2026-05-02T01:00:00Z", "reject"));
  Result moved = result("2026-05-03T01:00:00Z", "none");
  moved.keys[0].selector = "s2";  // the same key
  moved.keys.push_back({.selector = "s3", .algorithm = Algorithm::rsa, .bits = 2048, .sha256 = "aa"});
  history.add(moved);
  EXPECT_EQ(past(history), "seen 2026-05-03 none since 2026-05-03 00ff since 2026-05-01 aa since 2026-05-03");
  Result ignored = result("2026-05-04T01:00:00Z", "");
  ignored.dmarc = DmarcState::ignored;
  ignored.keys.clear();
  history.add(ignored);
  EXPECT_EQ(past(history), "seen 2026-05-04");
}

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "no error";
}

std::string error_of(const std::string& path) {
  return error_of([&] { History::read(path); });
}

TEST_F(Histories, HaveToBeThereToBeRead) {
  EXPECT_EQ(error_of(path_), path_ + ": unable to open database file");
  tests::write_file(path_, std::string(4096, 'x'));
  EXPECT_EQ(error_of(path_), path_ + ": file is not a database");
  tests::write_file(path_, "");
  EXPECT_EQ(error_of(path_), path_ + ": it is no history");
  EXPECT_EQ(error_of("/dev/null"), "/dev/null: it is no file");
  EXPECT_EQ(error_of([] { History("/dev/null"); }), "/dev/null: it is no file");
}

void execute(const std::string& path, const std::string& sql) {
  Database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE).execute(sql.c_str());
}

TEST_F(Histories, OfALaterVersionAreNeitherReadNorWritten) {
  for (const std::string table : {"periods (domain, first, last, state, more)", "eras (domain)"}) {
    std::filesystem::remove(path_);
    execute(path_, "CREATE TABLE " + table + "; PRAGMA user_version = 3");
    const std::string before = tests::read_file(path_);
    const std::string refusal = path_ + ": version 3 of a history is unknown; this program knows version 2";
    EXPECT_EQ(error_of(path_), refusal);
    EXPECT_EQ(error_of([&] { History history(path_); }), refusal);
    EXPECT_EQ(tests::read_file(path_), before);
  }
}

TEST_F(Histories, AreNotMadeInADatabaseOfSomethingElse) {
  execute(path_, "CREATE TABLE bookmarks (url)");
  const std::string before = tests::read_file(path_);
  EXPECT_EQ(error_of([&] { History history(path_); }), path_ + ": it is no history");
  EXPECT_EQ(tests::read_file(path_), before);
}

constexpr std::string_view first_schema =
    "CREATE TABLE periods (domain TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, state TEXT NOT NULL, "
    "PRIMARY KEY (domain, first)) WITHOUT ROWID";

// They held the modulus of every key, too: that is no other state.
TEST_F(Histories, OfTheFirstVersionAreGoneOnWith) {
  Result night = result("2026-05-02T01:00:00Z", "none");
  night.keys[0].modulus = "c0ffee";
  Result before = night;
  forget_cost(before);
  execute(path_, std::string(first_schema) +
                     "; INSERT INTO periods VALUES ('example.com', '2026-05-01T01:00:00Z', "
                     "'2026-05-01T01:00:00Z', '" +
                     to_line(before, Detail::findings) + "')");
  History history(path_);
  EXPECT_EQ(dump(history), "2026-05-01T01:00:00Z..2026-05-01T01:00:00Z none\n");
  history.add(night);
  history.add(result("2026-05-03T01:00:00Z", "reject"));
  EXPECT_EQ(dump(history), "2026-05-01T01:00:00Z..2026-05-02T01:00:00Z none\n"
                           "2026-05-03T01:00:00Z..2026-05-03T01:00:00Z reject\n");
  History reader = History::read(path_);
  EXPECT_EQ(dump(reader), dump(history));
}

// As domains with mail are: of a result with a key or two of 2048 bits a history held more than four kilobytes.
TEST_F(Histories, TakeLittleRoom) {
  constexpr unsigned count = 2000;
  History history(path_);
  for (unsigned number = 0; number < count; ++number) {
    Result usual = result("2026-05-01T01:00:00Z", "none", fmt::format("d{}.example.com", number * 7919 % count));
    usual.keys.clear();
    for (unsigned key = 0; key < 1 + number % 2; ++key)
      usual.keys.push_back({.selector = fmt::format("s{}", key),
                            .algorithm = Algorithm::rsa,
                            .bits = 2048,
                            .modulus = std::string(512, 'b'),
                            .sha256 = std::string(64, 'a')});
    history.add(usual);
  }
  history.commit();
  EXPECT_LT(std::filesystem::file_size(path_) / count, 1200U);
}

}  // namespace
}  // namespace mailauth::results::history_test
