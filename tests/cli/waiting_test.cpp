#include "cli/waiting.h"

#include <gtest/gtest.h>

namespace mailauth::cli::waiting_test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

dns::Question txt(std::string_view name) { return {dns::Name::parse(name).value(), dns::Type::txt}; }

TEST(Waiting, SaysForWhatAndForWhomAfterASecond) {
  std::vector<dns::Answer> coming;
  Waiting waiting(
      {[](const dns::Question&) {}, [&](std::chrono::milliseconds) { return std::exchange(coming, {}); }, {}},
      {"192.0.2.1", "192.0.2.2"});
  net::Transport transport = waiting.transport();
  EXPECT_EQ(waiting.line(Clock::now() + 1h, 80), "") << "nothing was asked";
  transport.send(txt("selector._domainkey.example.com"));
  transport.send(txt("a.example.com"));
  const Clock::time_point now = Clock::now();
  EXPECT_EQ(waiting.line(now, 80), "");
  EXPECT_EQ(waiting.line(now + 3500ms, 80), "waiting for 192.0.2.1, 192.0.2.2: a.example.com TXT and 1 more, 3 s");
  EXPECT_EQ(waiting.line(now + 3500ms, 40), "waiting for 192.0.2.1,  and 1 more, 3 s") << "one column stays free";
  coming.resize(1);
  coming[0].question = txt("a.example.com");
  EXPECT_EQ(transport.receive(0ms).size(), 1u);
  EXPECT_EQ(waiting.line(Clock::now(), 80), "") << "something came just now";
  EXPECT_EQ(waiting.line(Clock::now() + 2500ms, 80),
            "waiting for 192.0.2.1, 192.0.2.2: selector._domainkey.example.com TXT, 2 s");
}

}  // namespace
}  // namespace mailauth::cli::waiting_test
