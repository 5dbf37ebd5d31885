// Other people's readers of master files as oracles: Knot's kzonecheck accepts and rejects the same zones, and what
// ldns-read-zone prints means the same to us. Skipped where they are not installed.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "dns/dns_support.h"
#include "text/ascii.h"

namespace mailauth::dns::oracle_test {
namespace {

constexpr std::string_view apex = R"($ORIGIN example.com.
$TTL 600
@ IN SOA ns1 hostmaster ( 1 7200 3600 1209600 300 )
@ NS ns1
ns1 A 192.0.2.1
)";

constexpr std::string_view good[] = {
    "a TXT \"v=spf1 mx -all\"",
    "a TXT one two \"three four\"",
    "a 1h30m IN TXT x",
    "a 60 MX 10 mail\n  60 TXT y",
    "a TXT ( \"v=DKIM1; \" ; comment\n  \"p=AB\" )",
    "a TXT \"q\\\"b\\\\c\\059d\\195\\169\"",
    "a TXT un\\;quoted",
    "a TXT v=DMARC1; p=reject",
    "a TXT \"\"",
    "*.wild TXT x",
    "_dmarc TXT x\nk._domainkey CNAME k.dkim.example.net.",
    "a MX 0 .",
    "a\\.b TXT x",
    "A.Example.COM. txt x",
    "a SRV 0 0 25 mail",
    "a CAA 0 issue \"ca.example\"",
    "a TYPE65280 \\# 3 abcdef",
    "a TXT \\# 3 026869",
    "a AAAA 2001:db8::1\n\n; comment\n\n   A 192.0.2.7",
    "$ORIGIN sub.example.com.\na TXT x\n$ORIGIN example.com.\nb TXT y",
};

// ldns reads neither the class before the TTL nor $TTL as RFC 2308 4 has it.
constexpr std::string_view good_to_knot[] = {
    "a IN 60 MX 10 mail",
    "$TTL 5\na 60 TXT x\n TXT y",
};

// ldns is too forgiving to judge these.
constexpr std::string_view bad[] = {
    "a TXT \"open",
    "a TXT ( x",
    "a TXT x )",
    "a A 192.0.2",
    "a A 192.0.2.256",
    "a AAAA 192.0.2.1",
    "a AAAA 2001:db8:::1",
    "a MX mail",
    "a MX 65536 mail",
    "a MX 10",
    "a CNAME",
    "a CNAME b..c",
    "a A 192.0.2.1 192.0.2.2",
    "a NOTYPE x",
    "a v=spf1 -all",
    "a TXT \\# 3 0268",
    "a TXT \\# 2 0g00",
    "$TTL",
};

struct Output {
  int status = 0;
  std::string text;
};

Output run(const std::string& command) {
  Output result;
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.text.append(buffer.data(), size);
  }
  result.status = pclose(pipe);
  return result;
}

bool is_installed(const std::string& tool) { return run("command -v " + tool).status == 0; }

class Oracle : public testing::Test {
 public:
  ~Oracle() override { std::filesystem::remove(path_); }

 protected:
  static std::string zone_with(std::string_view lines) { return std::string(apex).append(lines) + "\n"; }
  std::string write(const std::string& zone) {
    std::ofstream(path_, std::ios::binary) << zone;
    return path_.string();
  }

  static bool we_accept(const std::string& zone) { return std::holds_alternative<Zone>(Zone::parse(zone)); }

 private:
  std::filesystem::path path_ =
      std::filesystem::path(testing::TempDir()) / ("oracle" + std::to_string(getpid()) + ".zone");
};

TEST_F(Oracle, KnotAcceptsTheSame) {
  if (!is_installed("kzonecheck")) GTEST_SKIP() << "kzonecheck is not installed";
  std::vector<std::string_view> all(std::begin(good), std::end(good));
  all.insert(all.end(), std::begin(good_to_knot), std::end(good_to_knot));
  for (const std::string_view lines : all) {
    EXPECT_TRUE(we_accept(zone_with(lines))) << lines;
    EXPECT_EQ(run("kzonecheck -o example.com " + write(zone_with(lines))).status, 0) << lines;
  }
}

TEST_F(Oracle, KnotRejectsTheSame) {
  if (!is_installed("kzonecheck")) GTEST_SKIP() << "kzonecheck is not installed";
  for (const std::string_view lines : bad) {
    EXPECT_FALSE(we_accept(zone_with(lines))) << lines;
    EXPECT_NE(run("kzonecheck -o example.com " + write(zone_with(lines))).status, 0) << lines;
  }
}

std::string sorted_lines(const std::string& text) {
  std::vector<std::string_view> lines = text::split(text, '\n');
  std::sort(lines.begin(), lines.end());
  std::string sorted;
  for (const std::string_view line : lines) sorted.append(line) += '\n';
  return sorted;
}

TEST_F(Oracle, LdnsPrintsWhatMeansTheSame) {
  if (!is_installed("ldns-read-zone")) GTEST_SKIP() << "ldns-read-zone is not installed";
  for (const std::string_view lines : good) {
    const std::string zone = zone_with(lines);
    const Output printed = run("ldns-read-zone " + write(zone));
    ASSERT_EQ(printed.status, 0) << lines;
    EXPECT_EQ(sorted_lines(dump(parse_zone(printed.text))), sorted_lines(dump(parse_zone(zone)))) << lines;
  }
}

}  // namespace
}  // namespace mailauth::dns::oracle_test
