// Messages from the network: the first octet chooses the type that was asked for, the rest is the message. Whatever
// it is, there is an answer, and it keeps to its bounds.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/resolver/query.h"
#include "net/wire/parse.h"

namespace mailauth::bulk_answer_fuzz {

namespace {

constexpr std::array types = {dns::Type::a,  dns::Type::ns,  dns::Type::cname, dns::Type::soa, dns::Type::ptr,
                              dns::Type::mx, dns::Type::txt, dns::Type::aaaa,  dns::Type::spf};

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const dns::Answer& answer) {
  require(!answer.pending());
  require(answer.found() == !answer.records.empty());
  require(answer.cnames.size() <= dns::max_cname_hops);
  require(answer.records.size() <= dns::max_records);
  for (const dns::Record& record : answer.records) {
    require(record.type == answer.question.type && record.owner == answer.owner());
    require(dns::Name::parse(record.owner.text()) == record.owner);
    require(!to_zone_text(record.data).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view octets(reinterpret_cast<const char*>(data) + 1, size - 1);
  const dns::Question question{dns::Name::parse("plain.test").value(), types[data[0] % types.size()]};
  net::RandomBits random;
  net::Query query;
  encode(question, random, query);
  match(query, octets);
  std::optional<net::Message> message = net::read_message(octets, question.type);
  if (message) check(read_answer(question, *std::move(message)));
  return 0;
}

}  // namespace mailauth::bulk_answer_fuzz
