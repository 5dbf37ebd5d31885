#include "rules/dns/helpers/answer_size.h"

namespace mailauth::rules {

namespace {

constexpr std::size_t header = 12, question_tail = 4;
constexpr std::size_t record_head = 12;  // a pointer to the owner, type, class, TTL and length: RFC 1035 4.1.3, 4.1.4

std::size_t octets(const dns::Name& name) { return name.text().size() + 2; }  // not compressed

std::size_t octets(const dns::Txt& txt) {
  std::size_t total = 0;
  for (const std::string& string : txt.strings) total += 1 + string.size();
  return total;
}

}  // namespace

std::size_t answer_size(const dns::Answer& answer) {
  if (!answer.found()) return 0;
  std::size_t total = header + octets(answer.question.name) + question_tail;
  for (const dns::Name& target : answer.cnames) total += record_head + octets(target);
  for (const dns::Record& record : answer.records)
    if (const auto* txt = std::get_if<dns::Txt>(&record.data)) total += record_head + octets(*txt);
  return total;
}

}  // namespace mailauth::rules
