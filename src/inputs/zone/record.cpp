#include "inputs/zone/record.h"

#include <algorithm>

#include "dns/other_types.h"
#include "inputs/reading/records.h"
#include "inputs/reading/written.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

using dns::MasterRecord;
using dns::Token;

text::Position position(const Token& token, const MasterRecord& master) {
  return {master.scope.file, token.line, token.column};
}

std::string upper_case(std::string_view word) {
  std::string text = text::escape_bytes(word);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string type_text(const MasterRecord& master) {
  return master.type ? std::string(dns::to_string(*master.type)) : upper_case(master.type_word.text);
}

// From the first word to the end of the line, with comments and parentheses. A blank at its end may be escaped, and
// then belongs to the last word.
std::string_view written_data(const MasterRecord& master) {
  const char* begin = with_quotes(master.words.front()).data();
  const std::string_view last = with_quotes(master.words.back());
  const std::string_view line = text::trim({begin, static_cast<std::size_t>(master.entry.end - begin)});
  return {begin, std::max(line.data() + line.size(), last.data() + last.size())};
}

void take_written(const MasterRecord& master, Record& record) {
  if (master.directive != nullptr) {
    const Token& begin = master.directive->tokens.front();
    const auto size = static_cast<std::size_t>(master.directive->end - begin.text.data());
    record.written_data = written_at(position(begin, master), text::trim({begin.text.data(), size}));
    return;
  }
  if (!master.entry.owner_omitted) {
    const Token& owner = master.entry.tokens.front();
    record.written_owner = written_at(position(owner, master), with_quotes(owner));
  }
  if (master.words.empty()) {
    record.written_data = written_at(position(master.type_word, master), "");
    return;
  }
  const std::string_view data = written_data(master);
  record.written_data = written_at(position(master.words.front(), master), data);
  for (const Token& word : master.words) record.words.push_back(span_within(data, with_quotes(word)));
}

std::shared_ptr<const text::Place> place_of_data(const MasterRecord& master, const Record& record) {
  const Written& data = record.written_data;
  return place_of({master.scope.file, data.line, data.column}, "", data);
}

// A rule speaks of strings that are too long, where the file has them.
bool is_unreadable(const MasterRecord& master) {
  if (dns::has_word_for_address(*master.type, master.words)) return true;
  return master.directive == nullptr && dns::has_long_string(*master.type, master.words, master.scope);
}

void take_data(const MasterRecord& master, Record& record) {
  if (!master.type) {
    record.unread = Unread::other_type;
    record.place = place_of_data(master, record);
  } else if (is_unreadable(master)) {
    record.unread = Unread::unreadable;
    record.place = place_of_data(master, record);
  } else {
    record.data = dns::read_data(*master.type, master.type_word, master.words, master.scope);
    record.place = std::make_shared<const text::Place>(dns::place_of_data(master));
  }
}

Record record_of(const MasterRecord& master, Format format) {
  Record record{.format = format, .owner = master.owner, .type = type_text(master), .ttl = master.ttl};
  if (master.scope.origin && record.owner.is_within(*master.scope.origin)) record.zone = master.scope.origin;
  take_written(master, record);
  take_data(master, record);
  return record;
}

}  // namespace

Records records_of(const MasterRecord& master, Format format) {
  Records records{record_of(master, format)};
  if (!dns::is_address_alias(master.type_word.text)) return records;
  records.front().unread = Unread::alias;
  records.front().type = "A";
  records.push_back(records.front());
  records.back().type = "AAAA";
  return records;
}

void add(Record record, Document& document) {
  const bool is_apex = record.data && std::holds_alternative<dns::Soa>(*record.data);
  if (is_apex && (document.zones.empty() || document.zones.back() != record.owner))
    document.zones.push_back(record.owner);
  add_record(std::move(record), document);
}

}  // namespace mailauth::inputs
