#pragma once
// Files of records as text, and what the readers make of them as text.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "inputs/document.h"
#include "support/files.h"

namespace mailauth::inputs {

inline std::string sample(const std::string& file) {
  return tests::read_file(MAILAUTH_SOURCE_DIR "/tests/inputs/samples/" + file);
}

inline Document read_as(Format format, std::string_view bytes, const std::string& path = "f") {
  auto document = read(bytes, path, {.format = format, .origin = dns::Name::parse("example.com")});
  if (const auto* error = std::get_if<Error>(&document)) {
    ADD_FAILURE() << to_string(*error);
    return {};
  }
  return std::get<Document>(std::move(document));
}

inline std::string error_of(Format format, std::string_view bytes) {
  const auto document = read(bytes, "f", {.format = format, .origin = dns::Name::parse("example.com")});
  return std::holds_alternative<Error>(document) ? to_string(std::get<Error>(document)) : "no error";
}

inline std::string_view to_string(Unread unread) {
  switch (unread) {
    case Unread::no: return "read";
    case Unread::not_known: return "not known";
    case Unread::alias: return "alias";
    case Unread::hidden: return "hidden";
    case Unread::other_type: return "other type";
    case Unread::unreadable: return "unreadable";
  }
  return "?";
}

inline std::string_view to_string(Action action) {
  switch (action) {
    case Action::keep: return "keep";
    case Action::create: return "create";
    case Action::replace: return "replace";
    case Action::remove: return "remove";
  }
  return "?";
}

// "3:9 _dmarc.example.com TXT 300 "v=DMARC1; p=none"", and what is special about it.
inline std::string show(const Record& record) {
  std::string line = std::to_string(record.place->begin.line) + ":" + std::to_string(record.place->begin.column) + " ";
  line += record.owner.text() + " " + record.type + " " + (record.ttl ? std::to_string(*record.ttl) : "-") + " ";
  line += record.data ? dns::to_zone_text(*record.data) : "(" + std::string(to_string(record.unread)) + ")";
  if (!record.set.empty()) line += " set " + record.set;
  if (record.action != Action::keep) line += std::string(" ") + std::string(to_string(record.action));
  if (record.proxied) line += " proxied";
  return line + (record.place->within.empty() ? "" : " in " + record.place->within);
}

inline std::string show(const Document& document) {
  std::string lines;
  for (const Record& record : document.records) lines += show(record) + "\n";
  return lines;
}

inline std::string show_gaps(const Document& document) {
  std::string lines;
  for (const Gap& gap : document.gaps)
    lines += (gap.why == Gap::Why::not_read ? "not read: " : "not known: ") + gap.what + "\n";
  return lines;
}

inline std::string show(const std::vector<Gap>& gaps) {
  std::string lines;
  for (const Gap& gap : gaps)
    lines += std::to_string(gap.position.line) + ":" + std::to_string(gap.position.column) +
             (gap.why == Gap::Why::not_read ? " not read: " : " not known: ") + gap.what + "\n";
  return lines;
}

// The words of a record as they are written, each in < >.
inline std::string words_of(const Record& record) {
  std::string words;
  for (const text::Span word : record.words) words += "<" + std::string(record.written_data.at(word)) + ">";
  return words;
}

}  // namespace mailauth::inputs
