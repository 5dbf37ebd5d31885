// Files of many domains, records and addresses: twice as much costs about twice as much, and audits are not kept.
// Sanitizers cost time and memory as well, so that growth is compared and not what is used.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/files.h"

namespace mailauth::many_test {
namespace {

constexpr std::string_view head = R"($ORIGIN example.com.
$TTL 3600
@ SOA ns hostmaster 1 7200 900 1209600 3600
@ TXT "v=spf1 a mx -all"
_dmarc TXT "v=DMARC1; p=reject"
)";

struct Spent {
  double seconds = 0;  // of the processor
  long kilobytes = 0;  // resident at most
  int exit_code = -1;
};

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// What was freed is given back at once, so that memory is what the program keeps.
Spent spend(const std::string& arguments, const tests::TemporaryFolder& folder) {
  const std::string command = fmt::format(
      "cd {} && ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1 exec " MAILAUTH_BINARY " {} >out 2>err </dev/null",
      folder.path(""), arguments);
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  EXPECT_EQ(wait4(child, &status, 0, &usage), child);
  return {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), usage.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

// What `size` things and twice as many cost, in seconds, beyond what one does. What is quadratic costs four times as
// much each time it is tried; what is linear does so where the machine is busy.
template <typename Cost>
void expect_linear(unsigned size, const Cost& cost) {
  constexpr int tries = 4;
  std::string tried;
  for (int i = 0; i < tries; ++i) {
    const double start = cost(1), one = cost(size) - start, two = cost(2 * size) - start;
    if (two <= 2.5 * one + 0.2) return;
    tried += fmt::format("{:.2f} s, {:.2f} s\n", one, two);
  }
  ADD_FAILURE() << tried;
}

class Many : public testing::Test {
 protected:
  void expect_linear(const std::string& line, unsigned size, const std::string& arguments) {
    SCOPED_TRACE(arguments + ": " + line);
    many_test::expect_linear(size, [&](unsigned count) { return run(line, count, arguments).seconds; });
  }

  // `line` has {0} for a number, and {1} and {2} for two bytes of it.
  Spent run(const std::string& line, unsigned count, const std::string& arguments) {
    std::string zone(head);
    for (unsigned i = 0; i < count; ++i) zone += fmt::format(fmt::runtime(line), i, i / 250, i % 250) + "\n";
    tests::write_file(folder_.path("f.zone"), zone);
    const Spent spent = spend(arguments, folder_);
    EXPECT_TRUE(spent.exit_code == 0 || spent.exit_code == 1 || spent.exit_code == 3)
        << arguments << ": " << tests::read_file(folder_.path("err"));
    return spent;
  }

  tests::TemporaryFolder folder_;
};

constexpr const char* lint = "lint --offline f.zone";
constexpr const char* check = "check --offline --zone f.zone example.com";

TEST_F(Many, AddressesAtOneName) {
  for (const char* command : {lint, check}) {
    expect_linear("mail A 10.0.{1}.{2}", 4000, command);
    expect_linear("@ MX {0} m{0}\nm{0} A 10.0.{1}.{2}", 2000, command);
  }
}

TEST_F(Many, NamesInOneZone) {
  for (const char* command : {lint, check}) {
    expect_linear("h{0} A 10.0.{1}.{2}", 4000, command);
    expect_linear("x.*.w{0} CNAME a{0}.b{0}.c{0}.example.net.", 2000, command);
  }
}

TEST_F(Many, RecordsOfATypeAtOneName) {
  expect_linear("@ TXT \"site={0}\"", 3000, lint);
  expect_linear("k{0}._domainkey TXT \"v=DKIM1; p=\"", 200, lint);
}

// Another reason to be quadratic: each change of a set, beside all others of it.
TEST_F(Many, ChangesOfOneSet) {
  const auto spent = [&](unsigned count) {
    std::string values;
    for (unsigned i = 0; i < count; ++i) values += fmt::format(R"({}{{"Value": "\"t{}\""}})", i == 0 ? "" : ",", i);
    tests::write_file(folder_.path("change.json"),
                      fmt::format(R"({{"Changes": [{{"Action": "DELETE", "ResourceRecordSet": {{"Name": "example.com",
"Type": "TXT", "TTL": 60, "ResourceRecords": [{}]}}}}]}})",
                                  values));
    return spend("lint --offline change.json --domain example.com", folder_).seconds;
  };
  many_test::expect_linear(3000, spent);
}

// Each set whose name is not known yet, beside all names that are.
TEST_F(Many, ZonesWithNamesThatAreNotKnownYet) {
  const auto spent = [&](unsigned count) {
    std::string sets;
    for (unsigned i = 0; i < count; ++i)
      sets += fmt::format(R"({0}"A{1}": {{"Type": "AWS::Route53::RecordSet", "Properties": {{"Type": "TXT", "TTL": "60",
"HostedZoneName": "z{1}.example.com.", "Name": {{"Ref": "Name"}}, "ResourceRecords": ["\"x\""]}}}},
"B{1}": {{"Type": "AWS::Route53::RecordSet", "Properties": {{"Type": "A", "TTL": "60",
"HostedZoneName": "z{1}.example.com.", "Name": "h.z{1}.example.com.", "ResourceRecords": ["192.0.2.1"]}}}})",
                          i == 0 ? "" : ",\n", i);
    tests::write_file(folder_.path("template.json"),
                      R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {)" + sets + "}}");
    const Spent cost = spend("lint --offline --allow-unknown template.json", folder_);
    EXPECT_EQ(cost.exit_code, 0) << tests::read_file(folder_.path("err"));
    return cost.seconds;
  };
  many_test::expect_linear(1500, spent);
}

// In each format: an audit has more than 100 kB.
TEST_F(Many, AuditsAreNotKept) {
  constexpr unsigned domains = 100;
  constexpr long most_of_a_domain = 60;  // kB
  const std::string line =
      "d{0} MX 10 mail.example.net.\nd{0} TXT \"v=spf1 mx -all\"\n_dmarc.d{0} TXT \"v=DMARC1; p=none\"";
  const std::string arguments = std::string(lint) +
                                " --format text --format json=json --format ndjson=ndjson "
                                "--format sarif=sarif --format junit=junit --format github=github "
                                "--format gitlab=gitlab --format markdown=markdown --format csv=csv";
  const Spent one = run(line, domains, arguments), two = run(line, 2 * domains, arguments);
  EXPECT_LE(two.kilobytes - one.kilobytes, static_cast<long>(domains) * most_of_a_domain);
}

}  // namespace
}  // namespace mailauth::many_test
