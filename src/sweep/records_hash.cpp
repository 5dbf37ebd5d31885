#include "sweep/records_hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace mailauth::sweep {

namespace {

// Of one answer. Every part goes in with its length, so that no two answers are the same row of parts.
class Hash {
 public:
  void add(uint64_t word) {
    constexpr uint64_t factor = 0x9e3779b97f4a7c15;  // odd, with its bits well mixed
    value_ = (value_ ^ word) * factor;
    value_ ^= value_ >> 32U;
  }

  void add(std::string_view text) {
    add(text.size());
    for (; !text.empty(); text.remove_prefix(std::min(text.size(), sizeof(uint64_t)))) {
      uint64_t word = 0;
      std::memcpy(&word, text.data(), std::min(text.size(), sizeof word));
      add(word);
    }
  }

  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 1;
};

void add(const dns::Record& record, Hash& hash) {
  if (const auto* txt = std::get_if<dns::Txt>(&record.data)) {
    hash.add(txt->strings.size());
    for (const std::string& string : txt->strings) hash.add(string);
  }
  if (const auto* mx = std::get_if<dns::Mx>(&record.data)) {
    hash.add(mx->preference);
    hash.add(mx->exchange.text());
  }
}

uint64_t hash_of(const dns::Answer& answer) {
  Hash hash;
  hash.add(static_cast<uint64_t>(answer.question.type));
  hash.add(answer.question.name.text());
  hash.add(answer.cnames.size());
  for (const dns::Name& target : answer.cnames) hash.add(target.text());
  for (const dns::Record& record : answer.records) add(record, hash);
  return hash.value();
}

// Addresses and name servers change by the hour, and which names are asked for changes with the program: only what was
// found counts.
bool counts(const dns::Answer& answer) {
  const dns::Type type = answer.question.type;
  return (type == dns::Type::txt || type == dns::Type::mx) && (answer.found() || !answer.cnames.empty());
}

}  // namespace

std::string records_hash(const dns::Evidence& evidence) {
  uint64_t sum = 0;  // whatever the order
  evidence.for_each_answer([&sum](const dns::Answer& answer) {
    if (counts(answer)) sum += hash_of(answer);
  });
  return fmt::format("{:016x}", sum);
}

}  // namespace mailauth::sweep
