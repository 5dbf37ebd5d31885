#include "files/new_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "support/files.h"

namespace mailauth::files::new_file_test {
namespace {

namespace fs = std::filesystem;

constexpr uid_t stranger = 4711;

class NewFiles : public testing::Test {
 protected:
  std::string error_of_writing(const std::string& path) const {
    try {
      write_file(path, "new");
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no error";
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path("")), {}));
  }
  static mode_t mode_of(const std::string& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 07777;
  }

  tests::TemporaryFolder folder_;
  std::string path_ = folder_.path("out");
};

TEST_F(NewFiles, AppearWhenTheyAreComplete) {
  {
    NewFile file(path_);
    file.write("te");
    file.write("xt");
    EXPECT_FALSE(fs::exists(path_));
    file.publish();
  }
  EXPECT_EQ(tests::read_file(path_), "text");
  { NewFile(folder_.path("given up")).write("text"); }
  EXPECT_EQ(files(), 1u);
}

TEST_F(NewFiles, HaveTheModeOfTheUmaskOrOfTheFileBefore) {
  const mode_t before = ::umask(027);
  write_file(path_, "new");
  EXPECT_EQ(mode_of(path_), 0640u);
  ::umask(before);
  for (const mode_t mode : {0600u, 0666u, 0755u}) {
    ::chmod(path_.c_str(), mode);
    write_file(path_, "new");
    EXPECT_EQ(mode_of(path_), mode);
  }
}

// Nobody can put a file or a link there beforehand: each time it is another name.
TEST_F(NewFiles, AreWrittenUnderANameThatNobodyForesees) {
  std::string names[2];
  for (std::string& name : names) {
    NewFile file(path_);
    for (const auto& entry : fs::directory_iterator(folder_.path(""))) name = entry.path().filename().string();
    EXPECT_EQ(name.size(), std::string_view(".mailauth-0123456789abcdef").size());
  }
  EXPECT_NE(names[0], names[1]);
}

TEST_F(NewFiles, BehindALinkReplaceWhatItLeadsTo) {
  fs::create_directory(folder_.path("folder"));
  const std::string target = folder_.path("folder/target");
  tests::write_file(target, "old");
  fs::create_symlink("folder/target", folder_.path("relative"));
  fs::create_symlink(folder_.path("relative"), path_);
  write_file(path_, "new");
  EXPECT_EQ(tests::read_file(target), "new");
  EXPECT_TRUE(fs::is_symlink(path_) && fs::is_symlink(folder_.path("relative")));
  fs::remove(target);
  write_file(path_, "made");
  EXPECT_EQ(tests::read_file(target), "made");
  fs::create_symlink("loop", folder_.path("loop"));
  EXPECT_EQ(error_of_writing(folder_.path("loop")),
            "cannot write " + folder_.path("loop") + ": Too many levels of symbolic links");
}

TEST_F(NewFiles, DoNotFollowALinkThatAStrangerHasPutThere) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make the link of somebody else";
  const std::string target = folder_.path("target"), shared = folder_.path("shared"), link = shared + "/out";
  tests::write_file(target, "old");
  fs::create_directory(shared);
  fs::create_symlink(target, link);
  ASSERT_EQ(::lchown(link.c_str(), stranger, stranger), 0);
  ASSERT_EQ(::chmod(shared.c_str(), 01777), 0);
  EXPECT_EQ(error_of_writing(link),
            "cannot write " + link + ": " + fs::canonical(shared).string() + "/out is a link of somebody else");
  EXPECT_EQ(tests::read_file(target), "old");
  ASSERT_EQ(::lchown(link.c_str(), 0, 0), 0);
  EXPECT_EQ(error_of_writing(link), "no error");
  EXPECT_EQ(tests::read_file(target), "new");
}

TEST_F(NewFiles, LeaveOtherNamesOfTheFileAlone) {
  tests::write_file(path_, "old");
  fs::create_hard_link(path_, folder_.path("other"));
  write_file(path_, "new");
  EXPECT_EQ(tests::read_file(path_), "new");
  EXPECT_EQ(tests::read_file(folder_.path("other")), "old");
}

// /dev/null would be a file from then on, for everybody.
TEST_F(NewFiles, DoNotTakeThePlaceOfWhatIsNoFile) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = tests::read_file(path_); });
  write_file(path_, "text");
  reader.join();
  EXPECT_EQ(received, "text");
  EXPECT_TRUE(fs::is_fifo(path_));
  write_file("/dev/null", "text");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

// /dev/stdout is a link to a link to what stdout is: when that is a file, what comes before stays.
TEST_F(NewFiles, GoOnWithWhatIsOpenAlready) {
  const int open_file = ::open(path_.c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_EQ(::write(open_file, "before ", 7), 7);
  fs::create_symlink("/proc/self/fd/" + std::to_string(open_file), folder_.path("link"));
  write_file("/dev/fd/" + std::to_string(open_file), "one ");
  write_file(folder_.path("link"), "two ");
  ASSERT_EQ(::write(open_file, "after", 5), 5);
  ::close(open_file);
  EXPECT_EQ(tests::read_file(path_), "before one two after");
  EXPECT_EQ(files(), 2u);
}

TEST_F(NewFiles, ThatCannotBeWrittenAreNamedAndLeaveWhatWasThere) {
  const std::string folder = folder_.path("folder"), missing = folder_.path("missing/out");
  fs::create_directory(folder);
  EXPECT_EQ(error_of_writing(folder), "cannot write " + folder + ": Is a directory");
  EXPECT_EQ(error_of_writing(folder + "/"), "cannot write " + folder + "/: Is a directory");
  EXPECT_EQ(error_of_writing(""), "cannot write : Is a directory");
  EXPECT_EQ(error_of_writing(missing), "cannot write " + missing + ": No such file or directory");
  EXPECT_EQ(error_of_writing("/dev/full"), "cannot write /dev/full: No space left on device");
  tests::write_file(path_, "old");
  ignore_output_signals();
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit full{1, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &full);
  const std::string error = error_of_writing(path_);
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(error, "cannot write " + path_ + ": File too large");
  EXPECT_EQ(tests::read_file(path_), "old");
  EXPECT_EQ(files(), 2u);
}

// As root everything may be written, so a child gives that up.
TEST_F(NewFiles, ThatMayNotBeWrittenAreLeftAlone) {
  tests::write_file(path_, "old");
  ASSERT_EQ(::chmod(folder_.path("").c_str(), 0777), 0);
  ASSERT_EQ(::chmod(path_.c_str(), 0444), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(stranger) != 0 || ::setuid(stranger) != 0)) ::_exit(1);
    ::_exit(error_of_writing(path_) == "cannot write " + path_ + ": Permission denied" ? 0 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(tests::read_file(path_), "old");
}

TEST_F(NewFiles, AreTakenAwayByASignalHandler) {
  tests::write_file(path_, "old");
  NewFile file(path_), other(folder_.path("other"));
  EXPECT_EQ(files(), 3u);
  remove_unpublished();
  EXPECT_EQ(files(), 1u);
}

}  // namespace
}  // namespace mailauth::files::new_file_test
