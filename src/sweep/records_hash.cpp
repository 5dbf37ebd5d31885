#include "sweep/records_hash.h"

#include <cstdint>
#include <span>

#include "records/sha256.h"

namespace mailauth::sweep {

namespace {

constexpr std::size_t hash_bytes = 8;

// Addresses and name servers change by the hour, and which names are asked for changes with the program: only what was
// found counts.
bool counts(const dns::Question& question) { return question.type == dns::Type::txt || question.type == dns::Type::mx; }

bool says_something(const dns::Answer& answer) { return answer.found() || !answer.cnames.empty(); }

void append(std::string_view part, std::string& text) {
  text.append(std::to_string(part.size())).append(":").append(part);
}

// Every part with its length, so that no two answers give the same text.
void append(const dns::Answer& answer, std::string& text) {
  text.append(answer.question.type == dns::Type::txt ? "\nTXT " : "\nMX ");
  append(answer.question.name.text(), text);
  for (const dns::Name& target : answer.cnames) append(target.text(), text);
  for (const dns::Record& record : answer.records) {
    text.append(" ");
    if (const auto* txt = std::get_if<dns::Txt>(&record.data))
      for (const std::string& string : txt->strings) append(string, text);
    if (const auto* mx = std::get_if<dns::Mx>(&record.data)) {
      text.append(std::to_string(mx->preference)).append(" ");
      append(mx->exchange.text(), text);
    }
  }
}

}  // namespace

std::string records_hash(const dns::Evidence& evidence) {
  constexpr std::size_t usual_size = 4096;
  std::string text;
  text.reserve(usual_size);
  for (const dns::Answer* answer : evidence.answers(counts))
    if (says_something(*answer)) append(*answer, text);
  const auto hash = records::sha256(std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
  return records::hexadecimal(std::span(hash).first(hash_bytes));
}

}  // namespace mailauth::sweep
