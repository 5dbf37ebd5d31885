#include <fmt/format.h>

#include <algorithm>

#include "rules/rule.h"

namespace mailauth::rules::across_ip_ptr {

namespace {

using facts::ReverseName;

constexpr std::size_t max_addresses_shown = 5;  // of one name

std::string what_came_back(const dns::Answer& answer) {
  std::vector<std::string> addresses;
  for (const dns::Record& record : answer.records)
    if (addresses.size() < max_addresses_shown) addresses.push_back(dns::to_zone_text(record.data));
  if (answer.records.size() > max_addresses_shown) addresses.emplace_back("...");
  return addresses.empty() ? std::string(dns::describe(answer.outcome)) : fmt::format("{}", fmt::join(addresses, ", "));
}

// dns-lookup-failed says so.
bool is_unanswered(const facts::SenderFacts& sender) {
  return sender.ptr->failed() ||
         std::ranges::any_of(sender.names, [](const ReverseName& name) { return name.addresses->failed(); });
}

void describe_names(const facts::SenderFacts& sender, Finding& finding) {
  const std::string ip = text::to_string(sender.client.ip);
  if (sender.names.empty()) {
    finding.says(fmt::format("{} has no name in the reverse DNS", ip));
    return;
  }
  finding.says(
      fmt::format("{} is called {}, but that name does not lead back to it", ip, sender.names.front().name.text()));
  for (const ReverseName& name : sender.names)
    finding.note(fmt::format("asked: {}, answer: {}", dns::to_string(name.addresses->question),
                             what_came_back(*name.addresses)));
}

void check(const Facts& facts, Findings& findings) {
  if (!facts.sender) return;
  const facts::SenderFacts& sender = *facts.sender;
  if (std::ranges::any_of(sender.names, &ReverseName::leads_back) || is_unanswered(sender)) return;
  Finding& finding = findings.add(sender.ptr->question.name, dns::Type::ptr);
  describe_names(sender, finding);
  finding.note(
      "Whoever runs the network of the address sets its PTR: ask them for the name that the server gives after "
      "HELO, and let that name have the address");
}

}  // namespace

extern const Rule rule{
    .id = "x-ip-ptr",
    .severity = Severity::warning,
    .title = "The address that sends has no name that leads back to it",
    .reference = "RFC 8601 2.7.3, RFC 7372 3.3",
    .why = "Servers that are run with care have a name in the reverse DNS (PTR), and that name has their address. Many "
           "receivers refuse mail from addresses without one, or trust it less; Gmail and Yahoo demand it.",
    .bad = ";! --ip 192.0.2.1\n"
           "@    TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"
           "mail A   192.0.2.2\n"
           "1.2.0.192.in-addr.arpa. PTR mail",
    .good = ";! --ip 192.0.2.1\n"
            "@    TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"
            "mail A   192.0.2.1\n"
            "1.2.0.192.in-addr.arpa. PTR mail",
    .check = check};

}  // namespace mailauth::rules::across_ip_ptr
