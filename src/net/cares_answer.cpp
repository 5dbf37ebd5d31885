#include "net/cares_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "mailauth/text/ascii.h"
#include "net/cares_record.h"
#include "net/extended_error.h"

namespace mailauth::net {
namespace {

std::vector<dns::Record> read_section(const ares_dns_record_t* message, ares_dns_section_t section) {
  std::vector<dns::Record> records;
  const std::size_t count = ares_dns_record_rr_cnt(message, section);
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<dns::Record> record = read_record(ares_dns_record_rr_get_const(message, section, i));
    if (record) records.push_back(*std::move(record));
  }
  return records;
}

bool has_flag(const ares_dns_record_t* message, ares_dns_flags_t flag) {
  return (ares_dns_record_get_flags(message) & flag) != 0;
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

void take_records(dns::Answer& answer, std::vector<dns::Record>& records) {
  for (dns::Record& record : records) {
    if (record.owner != answer.owner() || record.type != answer.question.type) continue;
    answer.ttl = std::min(answer.ttl, record.ttl);
    answer.records.push_back(std::move(record));
  }
  dns::normalise(answer.records);
}

// The SOA of a negative answer says who denies, and for how long (RFC 2308 3 and 5).
void read_denial(dns::Answer& answer, const std::vector<dns::Record>& authority) {
  for (const dns::Record& record : authority) {
    const auto* soa = std::get_if<dns::Soa>(&record.data);
    if (!soa || !answer.owner().is_within(record.owner)) continue;
    answer.authority = record.owner;
    answer.ttl = std::min({answer.ttl, record.ttl, soa->minimum});
    return;
  }
  answer.ttl = 0;
}

// Did something come that c-ares could take apart and we cannot use, such as a name that is too long?
bool has_unreadable_records(const dns::Answer& answer, const ares_dns_record_t* message) {
  const std::size_t count = ares_dns_record_rr_cnt(message, ARES_SECTION_ANSWER);
  for (std::size_t i = 0; i < count; ++i) {
    const ares_dns_rr_t* rr = ares_dns_record_rr_get_const(message, ARES_SECTION_ANSWER, i);
    const auto type = static_cast<unsigned>(ares_dns_rr_get_type(rr));
    const bool wanted = type == static_cast<unsigned>(answer.question.type) || type == ARES_REC_TYPE_CNAME;
    if (wanted && !read_record(rr)) return true;
  }
  return false;
}

// A server that does not recurse points elsewhere or stops at a CNAME when it knows no more (RFC 2308 2.2);
// that is not "there is none".
void refuse_partial_answer(dns::Answer& answer, const ares_dns_record_t* message,
                           const std::vector<dns::Record>& authority) {
  if (answer.authority || has_flag(message, ARES_FLAG_RA)) return;
  const bool refers = std::any_of(authority.begin(), authority.end(),
                                  [](const dns::Record& record) { return record.type == dns::Type::ns; });
  if (refers) return fail(answer, dns::Outcome::malformed, "a referral: the server is not a recursive resolver");
  if (answer.cnames.empty()) return;
  fail(answer, dns::Outcome::malformed,
       fmt::format("the server did not follow the CNAME to {}: it is not a recursive resolver", answer.owner().text()));
}

void read_no_error(dns::Answer& answer, const ares_dns_record_t* message) {
  std::vector<dns::Record> records = read_section(message, ARES_SECTION_ANSWER);
  answer.ttl = UINT32_MAX;
  follow_cnames(answer, records);
  if (answer.failed()) return;
  const bool denied = ares_dns_record_get_rcode(message) == ARES_RCODE_NXDOMAIN;
  if (!denied) take_records(answer, records);
  if (!answer.records.empty()) {
    answer.outcome = dns::Outcome::found;
    return;
  }
  answer.outcome = denied ? dns::Outcome::no_domain : dns::Outcome::no_data;
  const std::vector<dns::Record> authority = read_section(message, ARES_SECTION_AUTHORITY);
  read_denial(answer, authority);
  if (denied) return;
  refuse_partial_answer(answer, message, authority);
  if (has_unreadable_records(answer, message)) {
    fail(answer, dns::Outcome::malformed, "no record of the answer can be read");
  }
}

}  // namespace

dns::Answer read_answer(const dns::Question& question, const ares_dns_record_t* message) {
  dns::Answer answer;
  answer.question = question;
  answer.authenticated = has_flag(message, ARES_FLAG_AD);
  const ares_dns_rcode_t rcode = ares_dns_record_get_rcode(message);
  if (!has_flag(message, ARES_FLAG_QR)) {
    fail(answer, dns::Outcome::malformed, "the server sent the question back");
  } else if (has_flag(message, ARES_FLAG_TC)) {
    fail(answer, dns::Outcome::malformed, "the answer is truncated");
  } else if (rcode == ARES_RCODE_NOERROR || rcode == ARES_RCODE_NXDOMAIN) {
    read_no_error(answer, message);
  } else {
    const bool refused = rcode == ARES_RCODE_REFUSED;
    fail(answer, refused ? dns::Outcome::refused : dns::Outcome::server_failure, ares_dns_rcode_tostr(rcode));
    if (const auto reason = extended_error(message)) answer.detail += fmt::format(", {}", *reason);
  }
  if (answer.failed()) answer.ttl = 0;
  return answer;
}

}  // namespace mailauth::net
