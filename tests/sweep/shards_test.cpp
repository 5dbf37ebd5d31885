#include "sweep/shards.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/files.h"
#include "sweep/output.h"

namespace mailauth::sweep::shards_test {
namespace {

constexpr unsigned shard_total = 4;
constexpr unsigned domain_total = 40;

std::string line_of(std::string domain) {
  return results::to_line(results::Result{.domain = std::move(domain)}, results::Detail::verdict);
}
std::string domain(unsigned number) { return "d" + std::to_string(number) + ".example.com"; }

std::vector<unsigned> members(const Shard& shard) {
  std::vector<unsigned> numbers;
  for (unsigned number = 0; number < domain_total; ++number)
    if (owns(shard, domain(number))) numbers.push_back(number);
  return numbers;
}

std::string lines_of(const Shard& shard) {
  std::string lines;
  for (const unsigned number : members(shard)) lines += line_of(domain(number));
  return lines;
}

results::Summary summary_of(const Shard& shard) {
  return {.domains = members(shard).size(),
          .complete = 1,
          .junk = shard.index,
          .queries = 100,
          .elapsed_s = 1.0 + shard.index};
}

class Shards : public testing::Test {
 protected:
  Shards() {
    for (const Shard& shard : all()) write(shard, lines_of(shard) + results::to_line(summary_of(shard)));
    std::string list;
    for (unsigned number = 0; number < domain_total; ++number) list += domain(number) + "\n";
    tests::write_file(list_, list);
  }
  static std::vector<Shard> all() {
    std::vector<Shard> shards;
    for (unsigned index = 0; index < shard_total; ++index) shards.push_back({index, shard_total});
    return shards;
  }
  void write(const Shard& shard, const std::string& content) { tests::write_file(part_path(dir_, shard), content); }
  std::string merge_error(const std::vector<std::string>& lists = {}) {
    try {
      merge_parts(dir_, out_, lists);
    } catch (const std::runtime_error& error) {
      EXPECT_FALSE(std::filesystem::exists(out_));
      for (const auto& entry : std::filesystem::directory_iterator(folder_.path("")))
        EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
      return error.what();
    }
    return "merged";
  }
  tests::TemporaryFolder folder_;
  std::string dir_ = folder_.path(""), out_ = folder_.path("all.ndjson"), list_ = folder_.path("list.txt");
};

TEST_F(Shards, ArePlanned) {
  DomainList list({list_});
  const Plan plan = plan_shards(list, shard_total);
  EXPECT_EQ(plan.counts.domains, domain_total);
  ASSERT_EQ(plan.domains.size(), shard_total);
  for (const Shard& shard : all()) EXPECT_EQ(plan.domains[shard.index], members(shard).size());
}

TEST_F(Shards, BecomeOneFile) {
  const results::Summary summary = merge_parts(dir_, out_, {list_});
  std::string expected;
  for (const Shard& shard : all()) expected += lines_of(shard);
  expected += results::to_line(
      results::Summary{.domains = domain_total, .complete = 4, .junk = 6, .queries = 400, .elapsed_s = 4.0});
  EXPECT_EQ(tests::read_file(out_), expected);
  EXPECT_EQ(summary.domains, domain_total);
  merge_parts(dir_, out_, {});
  EXPECT_EQ(tests::read_file(out_), expected);
}

TEST_F(Shards, ThatAreEmptyAreParts) {
  const std::string dir = folder_.path("empty/");
  std::filesystem::create_directory(dir);
  tests::write_file(part_path(dir, {0, 1}), results::to_line(results::Summary{}));
  EXPECT_EQ(merge_parts(dir, out_, {}).domains, 0u);
}

TEST_F(Shards, AreMergedOnlyWhenAllAreComplete) {
  const auto shards = all();
  std::filesystem::remove(part_path(dir_, shards[0]));
  std::filesystem::rename(part_path(dir_, shards[2]), partial_path(dir_, shards[2]));
  write(shards[3], lines_of(shards[3]));
  EXPECT_EQ(merge_error(), "3 of 4 parts are not complete: 0,2-3");
  const auto parts = find_parts(dir_);
  ASSERT_EQ(parts.size(), shard_total);
  EXPECT_EQ(parts[0].state, PartState::missing);
  EXPECT_EQ(parts[1].state, PartState::complete);
  EXPECT_EQ(parts[1].domains, members(shards[1]).size());
  EXPECT_EQ(parts[2].state, PartState::partial);
  EXPECT_EQ(parts[2].domains, members(shards[2]).size());
  EXPECT_EQ(parts[3].state, PartState::damaged);
  EXPECT_EQ(unfinished(parts), (std::vector<unsigned>{0, 2, 3}));
}

TEST_F(Shards, AreDamagedWhenTheyDoNotEndWithTheirSummary) {
  const Shard shard{1, shard_total};
  const std::string good = lines_of(shard) + results::to_line(summary_of(shard));
  results::Summary interrupted = summary_of(shard);
  interrupted.interrupted = true;
  for (const std::string& content :
       {std::string(), good.substr(0, good.size() - 1), good + "x", lines_of(shard) + results::to_line(interrupted)}) {
    write(shard, content);
    EXPECT_EQ(look_at_part(dir_, shard).state, PartState::damaged) << content;
  }
}

TEST_F(Shards, AreNotMergedWithALostOrADoubleDomain) {
  const Shard shard{1, shard_total};
  const std::string path = part_path(dir_, shard), lines = lines_of(shard),
                    summary = results::to_line(summary_of(shard));
  const std::string first = line_of(domain(members(shard).front())), rest = lines.substr(first.size());
  const std::string first_domain = domain(members(shard).front());
  results::Summary fewer = summary_of(shard);
  --fewer.domains;
  const std::string foreign = domain(members({2, shard_total}).front());
  const std::string count = std::to_string(members(shard).size());
  struct Case {
    std::string content, error;
  };
  const Case cases[] = {
      {rest + summary,
       path + " has " + std::to_string(members(shard).size() - 1) + " domains; its summary says otherwise"},
      {first + first + rest + summary, path + ":2: " + first_domain + " is there twice"},
      {line_of(foreign) + rest + summary, path + ":1: " + foreign + " belongs to part 2"},
      {first + "half a line\n" + rest + summary, path + ":2: this is no result of a sweep: not JSON at byte 1"},
      {first + first.substr(0, 40) + "}\n" + rest + summary,
       path + ":2: this is no result of a sweep: not JSON at byte 42"},
      {R"({"domain":")" + first_domain + "\"}\n" + rest + summary,
       path + ":1: this is no result of a sweep: it does not say when, or whether it is complete"},
      {summary + lines + summary, path + ":2: this is no result of a sweep"},
  };
  for (const Case& c : cases) {
    write(shard, c.content);
    EXPECT_EQ(merge_error(), c.error);
  }
  write(shard, rest + results::to_line(fewer));
  EXPECT_EQ(merge_error({list_}), "domains of the list without a result: 1 (" + first_domain + ")");
  EXPECT_EQ(merge_error(), "merged");  // without the list nobody can know
}

TEST_F(Shards, AreNotMergedWithADomainThatIsInNoList) {
  tests::write_file(list_, domain(0) + "\n" + domain(1) + "\n");
  EXPECT_EQ(merge_error({list_}), "results for domains that are in no list: 38");
}

TEST_F(Shards, OfTwoSweepsAreNotMixed) {
  tests::write_file(part_path(dir_, {0, 3}), results::to_line(results::Summary{}));
  EXPECT_EQ(merge_error(), dir_ + " holds parts of 3 shards and of 4: they are of two sweeps");
}

TEST_F(Shards, HaveToBeThere) {
  const std::string dir = folder_.path("none");
  std::filesystem::create_directory(dir);
  dir_ = dir;
  EXPECT_EQ(merge_error(), "there are no parts in " + dir);
  dir_ = folder_.path("nowhere");
  EXPECT_EQ(merge_error(), "cannot read " + dir_ + ": there is no such folder");
}

TEST(IndexLists, AreWhatSchedulersRead) {
  const std::pair<std::vector<unsigned>, std::string_view> cases[] = {
      {{}, ""}, {{3}, "3"}, {{0, 1}, "0-1"}, {{3, 7, 8, 9}, "3,7-9"}, {{0, 2, 4}, "0,2,4"}};
  for (const auto& [indices, expected] : cases) EXPECT_EQ(index_list(indices), expected);
}

}  // namespace
}  // namespace mailauth::sweep::shards_test
