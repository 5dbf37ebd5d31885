#include "net/wire/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace mailauth::net {
namespace {

// As the registry of RFC 6895 2.3 names them; 12 to 15 are not assigned.
std::string rcode_name(unsigned rcode) {
  static constexpr std::array<std::string_view, 24> names = {
      "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN",  "NOTIMP",  "REFUSED", "YXDOMAIN", "YXRRSET",
      "NXRRSET", "NOTAUTH", "NOTZONE",  "DSOTYPENI", "",        "",        "",         "",
      "BADVERS", "BADKEY",  "BADTIME",  "BADMODE",   "BADNAME", "BADALG",  "BADTRUNC", "BADCOOKIE"};
  if (rcode < names.size() && !names[rcode].empty()) return std::string(names[rcode]);
  return fmt::format("rcode {}", rcode);
}

void fail(dns::Answer& answer, dns::Outcome outcome, std::string detail) {
  answer.outcome = outcome;
  answer.detail = std::move(detail);
  answer.records.clear();
}

// The one CNAME of each owner. Of several, which nobody may publish (RFC 1034 3.6.2), the least, so that
// the order in the message does not matter.
std::map<dns::Name, const dns::Record*> aliases(const std::vector<dns::Record>& records) {
  std::map<dns::Name, const dns::Record*> aliases;
  for (const dns::Record& record : records) {
    if (record.type != dns::Type::cname) continue;
    const dns::Record*& known = aliases[record.owner];
    if (!known || std::get<dns::Name>(record.data) < std::get<dns::Name>(known->data)) known = &record;
  }
  return aliases;
}

bool was_there(const dns::Answer& answer, const dns::Name& name) {
  return name == answer.question.name ||
         std::find(answer.cnames.begin(), answer.cnames.end(), name) != answer.cnames.end();
}

// Follows the chain from the name that was asked for, link by link: what the message says about other
// names is none of our business.
void follow_cnames(dns::Answer& answer, const std::vector<dns::Record>& records) {
  if (answer.question.type == dns::Type::cname) return;
  const auto links = aliases(records);
  for (auto link = links.find(answer.owner()); link != links.end(); link = links.find(answer.owner())) {
    const dns::Name& target = std::get<dns::Name>(link->second->data);
    if (was_there(answer, target)) {
      return fail(answer, dns::Outcome::malformed, fmt::format("the CNAME chain comes back to {}", target.text()));
    }
    if (answer.cnames.size() == dns::max_cname_hops) {
      return fail(answer, dns::Outcome::malformed,
                  fmt::format("the CNAME chain has more than {} hops", dns::max_cname_hops));
    }
    answer.cnames.push_back(target);
    answer.ttl = std::min(answer.ttl, link->second->ttl);
  }
}

// An alias is alone at its name (RFC 2181 10.1): what stands beside it may be either's.
bool has_data_beside_alias(const dns::Answer& answer, const std::vector<dns::Record>& records) {
  return std::any_of(records.begin(), records.end(), [&](const dns::Record& record) {
    return record.type == answer.question.type && record.owner != answer.owner() && was_there(answer, record.owner);
  });
}

void take_records(dns::Answer& answer, std::vector<dns::Record>& records) {
  for (dns::Record& record : records) {
    if (record.type != answer.question.type || record.owner != answer.owner()) continue;
    answer.ttl = std::min(answer.ttl, record.ttl);
    answer.records.push_back(std::move(record));
  }
  dns::normalise(answer.records);
}

// The SOA of a negative answer says who denies, and for how long (RFC 2308 3 and 5).
void read_denial(dns::Answer& answer, std::vector<Authority>& authority) {
  for (Authority& soa : authority) {
    if (soa.type != dns::Type::soa || !answer.owner().is_within(soa.owner)) continue;
    answer.authority = std::move(soa.owner);
    answer.ttl = std::min({answer.ttl, soa.ttl, soa.minimum});
    return;
  }
  if (answer.cnames.empty() || answer.outcome == dns::Outcome::no_domain) answer.ttl = 0;
}

// A server that does not recurse points elsewhere or stops at a CNAME when it knows no more (RFC 2308 2.2);
// that is not "there is none", which needs somebody who vouches for it.
void refuse_partial_answer(dns::Answer& answer, const Message& message) {
  const auto malformed = [&answer](std::string why) { fail(answer, dns::Outcome::malformed, std::move(why)); };
  if (answer.authority) return;
  if (message.has_rest) return malformed("the answer is empty, and octets follow it");
  if (message.recursion_available) return;
  const bool refers = std::any_of(message.authority.begin(), message.authority.end(),
                                  [](const Authority& record) { return record.type == dns::Type::ns; });
  if (refers) return malformed("a referral: the server is not a recursive resolver");
  const bool is_alias = !answer.cnames.empty() && message.rcode != rcode_nxdomain;
  if (is_alias) {
    return malformed(fmt::format("the server did not follow the CNAME to {}: it is not a recursive resolver",
                                 answer.owner().text()));
  }
  if (message.authoritative) return;
  malformed("an empty answer that nobody vouches for: the server neither recurses nor speaks for the zone");
}

// An answer section without anything that was asked for says nothing about what was.
bool is_about_others(const dns::Answer& answer, const Message& message) {
  return answer.cnames.empty() && !message.unreadable && (message.has_others || !message.answers.empty());
}

// The server made it of a DNAME above the name, whose own aliases nobody sees. RFC 6672 3.1
bool is_made_by_dname(const dns::Name& alias, const Message& message) {
  return std::ranges::any_of(message.dname_owners,
                             [&](const dns::Name& owner) { return alias != owner && alias.is_within(owner); });
}

bool is_redirected(const dns::Answer& answer, const Message& message) {
  const auto is_made = [&](const dns::Name& alias) { return is_made_by_dname(alias, message); };
  return !answer.cnames.empty() && is_made(answer.question.name) &&
         std::all_of(answer.cnames.begin(), answer.cnames.end() - 1, is_made);
}

void read_no_error(dns::Answer& answer, Message& message) {
  answer.ttl = UINT32_MAX;
  follow_cnames(answer, message.answers);
  if (answer.failed()) return;
  answer.redirected = is_redirected(answer, message);
  if (has_data_beside_alias(answer, message.answers)) {
    return fail(answer, dns::Outcome::malformed, "there is a CNAME and other data at one name");
  }
  const bool denied = message.rcode == rcode_nxdomain;
  if (!denied) take_records(answer, message.answers);
  if (!answer.records.empty()) {
    answer.outcome = dns::Outcome::found;
    return;
  }
  answer.outcome = denied ? dns::Outcome::no_domain : dns::Outcome::no_data;
  read_denial(answer, message.authority);
  if (is_about_others(answer, message)) {
    return fail(answer, dns::Outcome::malformed, "the answer is about another name or type");
  }
  refuse_partial_answer(answer, message);
  if (denied) return;
  if (message.unreadable) fail(answer, dns::Outcome::malformed, "no record of the answer can be read");
}

}  // namespace

dns::Answer read_answer(dns::Question question, Message message) {
  dns::Answer answer;
  answer.question = std::move(question);
  answer.authenticated = message.authenticated;
  if (!message.response) {
    fail(answer, dns::Outcome::malformed, "the server sent the question back");
  } else if (message.truncated) {
    fail(answer, dns::Outcome::malformed, "the answer is truncated");
  } else if (message.rcode == 0 || message.rcode == rcode_nxdomain) {
    read_no_error(answer, message);
  } else {
    fail(answer, message.rcode == rcode_refused ? dns::Outcome::refused : dns::Outcome::server_failure,
         rcode_name(message.rcode));
    if (message.error_reason) answer.detail += fmt::format(", {}", *message.error_reason);
  }
  if (answer.failed()) answer.ttl = 0;
  return answer;
}

dns::Answer behind_alias(dns::Answer alias, dns::Answer answer) {
  answer.question = std::move(alias.question);
  answer.redirected = alias.redirected && (answer.cnames.empty() || answer.redirected);
  answer.cnames.insert(answer.cnames.begin(), alias.cnames.begin(), alias.cnames.end());
  if (answer.cnames.size() > dns::max_cname_hops) {
    answer.cnames.resize(dns::max_cname_hops);
    fail(answer, dns::Outcome::malformed, fmt::format("the CNAME chain has more than {} hops", dns::max_cname_hops));
  }
  answer.ttl = answer.failed() ? 0 : std::min(alias.ttl, answer.ttl);
  answer.authenticated = answer.authenticated && alias.authenticated;
  return answer;
}

uint32_t sane_ttl(uint32_t ttl) {
  constexpr uint32_t max_ttl = 0x7fffffff;
  return ttl > max_ttl ? 0 : ttl;
}

int weight(dns::Outcome outcome) {
  switch (outcome) {
    case dns::Outcome::server_failure: return 3;
    case dns::Outcome::refused: return 2;
    case dns::Outcome::malformed: return 1;
    case dns::Outcome::pending:
    case dns::Outcome::found:
    case dns::Outcome::no_data:
    case dns::Outcome::no_domain:
    case dns::Outcome::timeout:
    case dns::Outcome::not_asked: return 0;
  }
  return 0;
}

}  // namespace mailauth::net
