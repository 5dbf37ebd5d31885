#include "sweep/shard.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace mailauth::sweep::shard_test {
namespace {

// printf example.com | sha256sum begins with a379a6f6eeafb9a5. These values must never change: parts of earlier nights
// and other programs rely on them.
TEST(Shard, IsTheSameForEver) {
  struct Case {
    std::string_view domain;
    unsigned of_2, of_16, of_1000, of_99999;
  };
  const Case cases[] = {
      {"example.com", 1, 5, 309, 75685},           {"example.net", 1, 11, 195, 18507},
      {"example.org", 0, 6, 862, 51372},           {"_dmarc.example.com", 0, 8, 832, 68097},
      {"xn--bcher-kva.example", 0, 0, 160, 28900},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.domain);
    EXPECT_EQ(shard_of(c.domain, 1), 0u);
    EXPECT_EQ(shard_of(c.domain, 2), c.of_2);
    EXPECT_EQ(shard_of(c.domain, 16), c.of_16);
    EXPECT_EQ(shard_of(c.domain, 1000), c.of_1000);
    EXPECT_EQ(shard_of(c.domain, 99'999), c.of_99999);
  }
}

TEST(Shard, EachDomainHasOneOwner) {
  for (unsigned number = 0; number < 200; ++number) {
    const std::string domain = "d" + std::to_string(number) + ".example.com";
    unsigned owners = 0;
    for (unsigned index = 0; index < 7; ++index) owners += owns({index, 7}, domain) ? 1 : 0;
    EXPECT_EQ(owners, 1u) << domain;
  }
}

using Variables = std::map<std::string, std::string>;

std::string parsed(std::string_view text, const Variables& variables = {}) {
  const auto shard = parse_shard(text, [&](const char* name) {
    const auto at = variables.find(name);
    return at == variables.end() ? std::nullopt : std::optional(at->second);
  });
  if (const auto* error = std::get_if<std::string>(&shard)) return *error;
  const auto [index, count] = std::get<Shard>(shard);
  return fmt::format("{}/{}", index, count);
}

TEST(Shard, IsReadFromTheCommandLine) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"0/1", "0/1"},
      {"3/16", "3/16"},
      {"99998/99999", "99998/99999"},
      {"16/16", "16 is not below 16: shards count from 0"},
      {"0/0", "there are no 0 shards"},
      {"0/100000", "'0/100000' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"", "'' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"3", "'3' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"-1/16", "'-1/16' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"3/16/2", "'3/16/2' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"auto/", "'auto/' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"auto/x", "'auto/x' is no shard: write 3/16, auto/16 or auto, with at most 99999 shards"},
      {"auto/16",
       "this is no task of an array: none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX is "
       "set"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parsed(text), expected) << text;
}

Variables slurm(std::string id, std::string first, std::string last, std::string count, std::string step = "1") {
  return {{"SLURM_ARRAY_TASK_ID", std::move(id)},
          {"SLURM_ARRAY_TASK_MIN", std::move(first)},
          {"SLURM_ARRAY_TASK_MAX", std::move(last)},
          {"SLURM_ARRAY_TASK_COUNT", std::move(count)},
          {"SLURM_ARRAY_TASK_STEP", std::move(step)}};
}

TEST(Shard, IsReadFromTheSchedulersEnvironment) {
  const std::string gaps = "this array is not --array=0-(N-1) without gaps, so that N is not known: write auto/N";
  struct Case {
    std::string_view text;
    Variables variables;
    std::string expected;
  };
  const Case cases[] = {
      {"auto", slurm("3", "0", "15", "16"), "3/16"},
      {"auto", slurm("0", "0", "0", "1"), "0/1"},
      {"auto/16", slurm("3", "0", "15", "16"), "3/16"},
      {"auto/16", slurm("8", "3", "9", "4"), "8/16"},  // --array=3,7-9: the parts that were missing
      {"auto", slurm("8", "3", "9", "4"), gaps},
      {"auto", slurm("8", "7", "9", "3"), gaps},  // --array=7-9 would be taken for 3 shards
      {"auto", slurm("1", "1", "16", "16"), gaps},
      {"auto", slurm("4", "0", "12", "4", "4"), gaps},
      {"auto/16", slurm("16", "1", "16", "16"), "SLURM_ARRAY_TASK_ID=16 is not below 16: shards count from 0"},
      {"auto/16", slurm("x", "0", "15", "16"), "SLURM_ARRAY_TASK_ID=x is no index"},
      {"auto", {{"SLURM_ARRAY_TASK_ID", "3"}}, "SLURM_ARRAY_TASK_MIN, _MAX and _COUNT are not all set: write auto/N"},
      {"auto/16", {{"JOB_COMPLETION_INDEX", "5"}}, "5/16"},
      {"auto",
       {{"JOB_COMPLETION_INDEX", "5"}},
       "JOB_COMPLETION_INDEX does not come with the number of tasks: write auto/N"},
      {"auto/16", {{"AWS_BATCH_JOB_ARRAY_INDEX", "15"}}, "15/16"},
      {"auto/16",
       {{"AWS_BATCH_JOB_ARRAY_INDEX", "16"}},
       "AWS_BATCH_JOB_ARRAY_INDEX=16 is not below 16: shards count from 0"},
      {"auto/16",
       {{"JOB_COMPLETION_INDEX", "5"}, {"SLURM_ARRAY_TASK_ID", "5"}},
       "both SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX are set: write the index"},
      {"3/16", slurm("8", "0", "15", "16"), "3/16"},  // what is written counts
  };
  for (const Case& c : cases) EXPECT_EQ(parsed(c.text, c.variables), c.expected) << c.text;
}

TEST(Shard, NamesItsPart) {
  EXPECT_EQ(part_name({3, 16}), "part-00003-of-00016.ndjson");
  EXPECT_EQ(parse_part_name("part-00003-of-00016.ndjson"), (Shard{3, 16}));
  for (const std::string_view other :
       {"part-00016-of-00016.ndjson", "part-00003-of-00016.ndjson.partial", "part-3-of-16.ndjson",
        "part-0000x-of-00016.ndjson", "part-00003+of-00016.ndjson", "part-+0003-of-00016.ndjson", ""})
    EXPECT_FALSE(parse_part_name(other)) << other;
}

}  // namespace
}  // namespace mailauth::sweep::shard_test
