#include "sweep/records_hash.h"

#include <cstdint>
#include <span>

#include "records/sha256.h"

namespace mailauth::sweep {

namespace {

constexpr std::size_t hash_bytes = 8;

// Addresses and name servers change by the hour, and which names are asked for changes with the program: only what was
// found counts.
bool counts(const dns::Answer& answer) {
  const dns::Type type = answer.question.type;
  return (type == dns::Type::txt || type == dns::Type::mx) && (answer.found() || !answer.cnames.empty());
}

void append(const dns::Answer& answer, std::string& text) {
  text.append(dns::to_string(answer.question));
  for (const dns::Name& target : answer.cnames) text.append(" ").append(target.text());
  for (const dns::Record& record : answer.records) text.append(" ").append(dns::to_zone_text(record.data));
  text.append("\n");
}

}  // namespace

std::string records_hash(const dns::Evidence& evidence) {
  std::string text;
  for (const dns::Answer* answer : evidence.answers())
    if (counts(*answer)) append(*answer, text);
  const auto hash = records::sha256(std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
  return records::hexadecimal(std::span(hash).first(hash_bytes));
}

}  // namespace mailauth::sweep
