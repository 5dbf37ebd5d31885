#include "support/sweeping.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <thread>
#include <variant>

#include "support/test_keys.h"
#include "text/ascii.h"

namespace mailauth::tests {
namespace {

using Json = nlohmann::json;

std::string records_of(std::size_t number) {
  const std::size_t kind = number % 6;
  if (kind == 0) return "";
  std::string records = fmt::format("d{0} MX 10 mail.d{0}\nmail.d{0} A 192.0.2.1\n", number);
  if (kind >= 2) records += fmt::format("d{} TXT \"v=spf1 include:_spf.example. {}all\"\n", number, "-~?"[number % 3]);
  if (kind >= 3)
    records += fmt::format("_dmarc.d{0} TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@d{0}.example\"\n", number);
  if (kind == 4) records += fmt::format("*.d{} TXT \"any\"\n", number);
  if (kind == 5)
    records += fmt::format("google._domainkey.d{} TXT \"v=DKIM1; k=ed25519; p={}\"\n", number, ed25519_raw);
  return records;
}

bool is_printable(const std::string& line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void take(const std::string& line, SweepLines& lines) {
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object() || !is_printable(line) || !lines.summary.empty()) return lines.bad.push_back(line);
  if (json.contains("type")) {
    lines.summary = line;
    return;
  }
  for (const char* changing : {"time", "elapsed_ms", "queries", "cached"}) json.erase(changing);
  const std::string domain = json.value("domain", "");
  if (!lines.results.emplace(domain, json.dump()).second) lines.twice.push_back(domain);
}

std::set<std::string> certain_errors(const Json& result) {
  std::set<std::string> rules;
  for (const Json& finding : result["findings"])
    if (finding["severity"] == "error" && !finding.value("indeterminate", false))
      rules.insert(finding.value("rule", ""));
  return rules;
}

}  // namespace

std::string swept_domain(std::size_t number) { return fmt::format("d{}.example", number); }

std::string swept_list(std::size_t count) {
  std::string list;
  for (std::size_t number = 0; number < count; ++number) list += swept_domain(number) + "\n";
  return list;
}

dns::Zone swept_zone(std::size_t count) {
  std::string zone = "$TTL 300\n. SOA ns. hostmaster. 1 2 3 4 60\n. NS ns.\n$ORIGIN example.\n";
  zone += "_spf TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  for (std::size_t number = 0; number < count; ++number) zone += records_of(number);
  return std::get<dns::Zone>(dns::Zone::parse(zone));
}

SweepLines sweep_lines(const std::string& text) {
  SweepLines lines;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    take(text.substr(begin, end - begin), lines);
  if (begin < text.size()) lines.bad.push_back(text.substr(begin));
  return lines;
}

SweepLines read_sweep(const std::string& path) { return sweep_lines(read_file(path)); }

std::string false_claim(const std::string& result, const std::string& undisturbed) {
  if (result == undisturbed) return "";
  const Json actual = Json::parse(result), expected = Json::parse(undisturbed);
  if (actual.value("complete", true))
    return fmt::format("differs and says that it is complete: {}\nundisturbed: {}", result, undisturbed);
  if (!actual.value("exists", true) && expected.value("exists", true)) return "is said not to exist: " + result;
  for (const char* verdict : {"spf", "dmarc", "dkim", "mx", "forgery", "own_mail"})
    if (actual[verdict] != expected[verdict] && actual[verdict] != "unknown")
      return fmt::format("{} is not as undisturbed: {}", verdict, result);
  const std::set<std::string> known = certain_errors(expected);
  for (const std::string& rule : certain_errors(actual))
    if (!known.contains(rule)) return fmt::format("finds {} only when disturbed: {}", rule, result);
  return "";
}

Program::Program(const std::string& command) : pid_(fork()) {
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ > 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  _exit(127);
}

Program::~Program() {
  if (pid_ < 0) return;
  signal(SIGKILL);
  wait();
}

// kill(-1) would be a signal to everybody.
void Program::signal(int number) const {
  if (pid_ > 0) kill(pid_, number);
}

int Program::wait(std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  int status = 0;
  pid_t ended = 0;
  while ((ended = waitpid(pid_, &status, WNOHANG)) == 0 && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  if (ended == 0) {
    ADD_FAILURE() << "the program has not ended after " << patience.count() << " seconds";
    signal(SIGKILL);
    waitpid(pid_, &status, 0);
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace mailauth::tests
