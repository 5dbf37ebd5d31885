#include "inputs/zone/record.h"

#include <fmt/format.h>

#include <algorithm>

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

// From the first word to the end of the line, with comments and parentheses.
std::string_view written_data(const MasterRecord& master) {
  const char* begin = with_quotes(master.words.front()).data();
  return text::trim({begin, static_cast<std::size_t>(master.entry.end - begin)});
}

void take_written(const MasterRecord& master, Record& record) {
  const std::string where = fmt::format("{} {}", record.owner.text(), record.type);
  record.written_owner.where = where;
  if (!master.entry.owner_omitted) {
    const Token& owner = master.entry.tokens.front();
    record.written_owner = written_at(position(owner, master), with_quotes(owner), where);
  }
  if (master.words.empty()) {
    record.written_data = written_at(position(master.type_word, master), "", where);
    return;
  }
  const std::string_view data = written_data(master);
  record.written_data = written_at(position(master.words.front(), master), data, where);
  for (const Token& word : master.words) record.words.push_back(span_within(data, with_quotes(word)));
}

void take_data(const MasterRecord& master, Record& record) {
  if (!master.type) {
    record.unread = Unread::other_type;
    record.place = record.written_data.place;
  } else if (dns::has_long_string(*master.type, master.words, master.scope)) {
    record.unread = Unread::unreadable;
    record.place = record.written_data.place;
  } else {
    record.data = dns::read_data(*master.type, master.type_word, master.words, master.scope);
    record.place = std::make_shared<const text::Place>(place_of_data(*master.type, master.words, master.scope));
  }
}

}  // namespace

Record record_of(const MasterRecord& master, Format format) {
  Record record{.format = format, .owner = master.owner, .type = type_text(master), .ttl = master.ttl};
  record.zone = master.scope.origin;
  take_written(master, record);
  take_data(master, record);
  return record;
}

void add(Record record, Document& document) {
  if (document.records.size() == max_file_records)
    throw Error{{document.path}, fmt::format("this file has more than {} records", max_file_records)};
  const bool is_apex = record.data && std::holds_alternative<dns::Soa>(*record.data);
  if (is_apex && std::ranges::find(document.zones, record.owner) == document.zones.end())
    document.zones.push_back(record.owner);
  document.records.push_back(std::move(record));
}

}  // namespace mailauth::inputs
