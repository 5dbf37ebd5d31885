#include "cli/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <thread>

#include "support/files.h"

namespace mailauth::cli::files_test {
namespace {

namespace fs = std::filesystem;

TEST(NewFile, AppearsWhenItIsComplete) {
  const tests::TemporaryFolder folder;
  {
    NewFile file(folder.path("new"));
    file.write("text");
    EXPECT_FALSE(fs::exists(folder.path("new")));
    file.publish();
  }
  EXPECT_EQ(tests::read_file(folder.path("new")), "text");
  { NewFile(folder.path("given up")).write("text"); }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path("")), {}), 1);
}

// /dev/null would be a file from then on, for everybody.
TEST(NewFile, DoesNotTakeThePlaceOfWhatIsNoFile) {
  const tests::TemporaryFolder folder;
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = tests::read_file(pipe); });
  write_file(pipe, "text");
  reader.join();
  EXPECT_EQ(received, "text");
  EXPECT_TRUE(fs::is_fifo(pipe));
}

}  // namespace
}  // namespace mailauth::cli::files_test
