#include "hostile/draft.h"

#include <fmt/format.h>

namespace mailauth::hostile {
namespace {

using test::u16;
using test::u32;

constexpr std::size_t udp_limit = 1232;  // what EDNS of the program says

std::string all_of(const std::vector<std::string>& records) {
  std::string octets;
  for (const std::string& record : records) octets += record;
  return octets;
}

unsigned count_of(const std::vector<std::string>& records) { return static_cast<unsigned>(records.size()); }

}  // namespace

Draft::Draft(const test::Query& asked, const dns::Name& audited, dns::Evidence& world)
    : query(asked), domain(audited), id(asked.id), question(asked.question) {
  const dns::Answer& answer = world.ask(query.name, static_cast<dns::Type>(query.type));
  if (query.edns) additional.push_back(opt());
  if (answer.failed()) rcode = servfail;
  if (answer.outcome == dns::Outcome::no_domain) rcode = nxdomain;
  for (const dns::Record& one : answer.records)
    answers.push_back(record(asked_name, one.type, test::wire_data(one.data), one.ttl));
  if (answer.authority) authority.push_back(soa(*answer.authority));
}

std::string Draft::message() const {
  return u16(id) + u16(flags | rcode) + u16(questions) + u16(answer_count.value_or(count_of(answers))) +
         u16(authority_count.value_or(count_of(authority))) + u16(additional_count.value_or(count_of(additional))) +
         question + all_of(answers) + all_of(authority) + all_of(additional);
}

void Draft::say_nothing() {
  rcode = no_error;
  answers.clear();
  authority.clear();
}

void Draft::deny(unsigned as) {
  say_nothing();
  rcode = as;
  authority.push_back(soa(domain));
}

void Draft::truncate() {
  say_nothing();
  flags |= test::tc;
}

void Draft::fail(unsigned as) {
  say_nothing();
  rcode = as;
}

void Draft::send(std::vector<std::string> messages) {
  sent.emplace();
  sent->messages = std::move(messages);
}

test::Reply reply_of(const Draft& draft) {
  if (draft.sent) return *draft.sent;
  std::string message = draft.message();
  if (!draft.query.over_tcp && message.size() > udp_limit) {
    Draft shorter = draft;
    shorter.truncate();
    message = shorter.message();
  }
  return {{std::move(message)}};
}

std::string record(std::string_view owner, dns::Type type, std::string_view data, uint32_t ttl, unsigned record_class) {
  return std::string(owner) + u16(static_cast<unsigned>(type)) + u16(record_class) + u32(ttl) +
         u16(static_cast<unsigned>(data.size())) + std::string(data);
}

std::string soa(const dns::Name& owner, uint32_t ttl, uint32_t minimum) {
  return record(test::wire_name(owner), dns::Type::soa, test::wire_data(dns::Soa{owner, owner, 1, 2, 3, 4, minimum}),
                ttl);
}

// RFC 6891 6.1.2 and 6.1.3.
std::string opt(std::string_view options, unsigned version, unsigned extended_rcode) {
  constexpr unsigned type_opt = 41, payload = 1232;
  return std::string(1, '\0') + u16(type_opt) + u16(payload) + u32(extended_rcode << 24 | version << 16) +
         u16(static_cast<unsigned>(options.size())) + std::string(options);
}

std::string option(unsigned code, std::string_view octets) {
  return u16(code) + u16(static_cast<unsigned>(octets.size())) + std::string(octets);
}

std::string label(std::string_view octets) { return static_cast<char>(octets.size()) + std::string(octets); }

std::string strings(std::string_view text) {
  std::string octets;
  for (; text.size() > 255; text.remove_prefix(255)) octets += label(text.substr(0, 255));
  return octets + label(text);
}

std::string name(std::string_view text) { return test::wire_name(dns::Name::parse(text).value()); }

std::string mx(unsigned preference, std::string_view exchange) { return u16(preference) + std::string(exchange); }

}  // namespace mailauth::hostile
