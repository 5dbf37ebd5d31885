// `mailauth sweep plan`, `status` and `merge` as a user meets them.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "results/result.h"
#include "support/files.h"
#include "sweep/shard.h"

namespace mailauth::sweep_shards_test {
namespace {

using tests::Output;

class SweepShards : public testing::Test {
 protected:
  SweepShards() {
    std::filesystem::create_directory(folder_.path("parts"));
    tests::write_file(folder_.path("list.txt"), "d0.example.com\nd1.example.com\nd2.example.com\nd3.example.com\n");
  }
  // The part as a sweep leaves it.
  void write_part(unsigned index) {
    const sweep::Shard shard{index, 2};
    results::Summary summary;
    std::string lines;
    for (const std::string domain : {"d0.example.com", "d1.example.com", "d2.example.com", "d3.example.com"}) {
      if (!owns(shard, domain)) continue;
      lines += to_line(results::Result{.domain = domain}, results::Detail::verdict);
      ++summary.domains;
    }
    tests::write_file(part_path(folder_.path("parts"), shard), lines + to_line(summary));
  }
  Output mailauth(const std::string& arguments) {
    return tests::run_command("cd " + folder_.path("") + " && " MAILAUTH_BINARY " " + arguments + " 2>&1");
  }
  tests::TemporaryFolder folder_;
};

TEST_F(SweepShards, WrongInputIsOneLineAndExitCodeTwo) {
  const std::pair<std::string, std::string> cases[] = {
      {"sweep plan list.txt", "--shards is required"},
      {"sweep plan list.txt --shards 0", "--shards"},
      {"sweep plan list.txt --shards 100000", "--shards"},
      {"sweep plan missing.txt --shards 2", "cannot read missing.txt: No such file or directory"},
      {"sweep status", "DIR is required"},
      {"sweep status missing", "cannot read missing: there is no such folder"},
      {"sweep status parts", "there are no parts in parts"},
      {"sweep merge parts", "--out is required"},
  };
  for (const auto& [arguments, says] : cases) {
    const Output output = mailauth(arguments);
    EXPECT_EQ(output.exit_code, 2) << arguments;
    EXPECT_NE(output.text.find(says), std::string::npos) << arguments << ": " << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
  }
}

TEST_F(SweepShards, APlanNamesTheCommands) {
  const Output text = mailauth("sweep plan list.txt --shards 2");
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_EQ(text.text.find("4 domains in 2 shards, "), 0u) << text.text;
  EXPECT_NE(text.text.find("sbatch --array=0-1 --wrap 'mailauth sweep list.txt --shard auto/2 --out DIR'"),
            std::string::npos)
      << text.text;
  const auto json = nlohmann::json::parse(mailauth("sweep plan list.txt --shards 2 --format json").text);
  EXPECT_EQ(json["shards"][0].get<unsigned>() + json["shards"][1].get<unsigned>(), 4u);
}

TEST_F(SweepShards, AreWatchedAndMerged) {
  write_part(0);
  Output status = mailauth("sweep status parts --missing");
  EXPECT_EQ(status.exit_code, 1);
  EXPECT_EQ(status.text, "1\n");
  EXPECT_NE(mailauth("sweep status parts").text.find("missing"), std::string::npos);
  Output merged = mailauth("sweep merge parts list.txt --out all.ndjson");
  EXPECT_EQ(merged.exit_code, 2);
  EXPECT_EQ(merged.text, "mailauth: 1 of 2 parts are not complete: 1\n");

  write_part(1);
  status = mailauth("sweep status parts --missing");
  EXPECT_EQ(status.exit_code, 0);
  EXPECT_EQ(status.text, "");
  EXPECT_EQ(nlohmann::json::parse(mailauth("sweep status parts --format json").text)["unfinished"], "");
  merged = mailauth("sweep merge parts list.txt --out all.ndjson");
  EXPECT_EQ(merged.exit_code, 0) << merged.text;
  EXPECT_EQ(merged.text, "4 domains in all.ndjson\n");
  EXPECT_TRUE(std::filesystem::exists(folder_.path("all.ndjson")));
}

}  // namespace
}  // namespace mailauth::sweep_shards_test
