#include <fmt/format.h>

#include <algorithm>

#include "rules/source/helpers/published.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::source_comment_swallows_rest {

namespace {

constexpr std::size_t max_tag_name = 10;

// "p=reject", "rua = mailto:d@example.com"
bool is_tag(std::string_view piece) {
  piece = text::trim(piece);
  const std::string_view name = text::trim(piece.substr(0, piece.find('=')));
  return name.size() < piece.size() && !name.empty() && name.size() <= max_tag_name &&
         std::ranges::all_of(name, text::is_alpha);
}

// The comment that begins right behind a word, and ends with its line; empty when there is none.
Span comment_behind(std::string_view written, Span word) {
  if (word.end >= written.size() || written[word.end] != ';') return {};
  const std::size_t end = std::min(written.find_first_of("\r\n", word.end), written.size());
  return {word.end, static_cast<uint32_t>(end)};
}

// "p=reject; rua=mailto:d@example.com" of a comment: as far as it consists of tags. What follows is a comment.
std::string tags_of(std::string_view comment) {
  std::string tags;
  for (const std::string_view piece : text::split(comment.substr(1), ';')) {
    if (!is_tag(piece)) break;
    tags.append(tags.empty() ? "" : "; ").append(text::trim(piece));
  }
  return tags;
}

void check_record(const inputs::Record& record, Findings& findings) {
  const Source published = published_text(record);
  if (published.text.empty() || record.words.empty() || !is_tag(published.text)) return;
  const Span comment = comment_behind(record.written_data.text, record.words.back());
  if (comment.empty()) return;
  const std::string tags = tags_of(record.written_data.at(comment));
  if (tags.empty()) return;
  Finding& finding =
      findings.add(data_of(record), comment, "from here on it is a comment: put the text in quotes")
          .says(fmt::format("the ';' begins a comment, so only {} is published", text::quote(published.text)));
  rewrite(finding, record, dns::cut_into_strings(published.text + "; " + tags));
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : rules::published(facts))
    if (is_txt(*record) && is_in_zone_file(*record)) check_record(*record, findings);
}

}  // namespace

extern const Rule rule{
    .id = "source-comment-swallows-rest",
    .severity = Severity::error,
    .title = "A ';' outside of quotes turns the rest of the record into a comment",
    .reference = "RFC 1035 5.1",
    .why = "In a zone file everything behind a ';' is a comment, unless it stands in quotes. Only the first tag of the "
           "record is published: a DMARC record without a policy, or a DKIM key without the key. Receivers ignore it.",
    .bad = R"(;! --input zone
@ TXT "v=spf1 -all"
_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
)",
    .good = R"(;! --input zone
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com" ; p=none until November
)",
    .check = check};

}  // namespace mailauth::rules::source_comment_swallows_rest
