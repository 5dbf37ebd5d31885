#include <fmt/format.h>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_string_too_long {

namespace {

void check_record(const inputs::Record& record, Findings& findings) {
  std::string text;
  Finding* finding = nullptr;
  for (const Span word : record.words) {
    const std::string string = inputs::said(record, word);
    text += string;
    if (string.size() <= dns::max_string_length) continue;
    if (finding == nullptr)
      finding = &findings.add(data_of(record), word, "cut this into several strings");
    else
      finding->mark(word, "and this");
    finding->says(fmt::format("a string has {} bytes, and {} are the limit", string.size(), dns::max_string_length));
  }
  if (finding != nullptr) rewrite(*finding, record, dns::cut_into_strings(text));
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts))
    if (is_txt(*record) && record->unread == inputs::Unread::unreadable) check_record(*record, findings);
}

}  // namespace

extern const Rule rule{
    .id = "source-string-too-long",
    .severity = Severity::error,
    .title = "A string of a TXT record is longer than 255 bytes",
    .reference = "RFC 1035 3.3, RFC 6376 3.6.2.2, RFC 7208 3.3",
    .why = "One string of a TXT record holds at most 255 bytes. Name servers refuse to load a zone with a longer one, "
           "with all its records, and DNS services refuse the change. A longer text is written as several strings, "
           "which receivers join.",
    .bad = R"(;! --input zone
@ TXT "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4 ip4:192.0.2.5 ip4:192.0.2.6 ip4:192.0.2.7 ip4:192.0.2.8 ip4:192.0.2.9 ip4:192.0.2.10 ip4:192.0.2.11 ip4:192.0.2.12 ip4:192.0.2.13 ip4:192.0.2.14 ip4:192.0.2.15 ip4:192.0.2.16 ip4:192.0.2.17 -all"
)",
    .good = R"(;! --input zone
@ TXT ( "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4 ip4:192.0.2.5 ip4:192.0.2.6 ip4:192.0.2.7 "
        "ip4:192.0.2.8 ip4:192.0.2.9 ip4:192.0.2.10 ip4:192.0.2.11 ip4:192.0.2.12 ip4:192.0.2.13 ip4:192.0.2.14 "
        "ip4:192.0.2.15 ip4:192.0.2.16 ip4:192.0.2.17 -all" )
)",
    .check = check};

}  // namespace mailauth::rules::source_string_too_long
