#include "rules/message/helpers/changes.h"

#include <fmt/format.h>

#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules {

using facts::Change;

namespace {

std::string_view what_happened(Change change) {
  switch (change) {
    case Change::field_added: return "was added after signing";
    case Change::field_removed: return "was removed after signing";
    case Change::fields_reordered: return "stands in another order";
    case Change::text_added: return "has more text than when it was signed";
    case Change::from_rewritten: return "was rewritten";
    case Change::replaced: return "has another value than when it was signed";
    case Change::refolded: return "was folded anew, or has other blanks";
    case Change::name_respelled: return "has its name in other letters";
    case Change::encoded_again: return "was encoded anew";
    case Change::requoted: return "is written in another way: quotes, brackets, blanks or letters in another case";
    case Change::content_type: return "has another boundary, or other quotes";
    case Change::transfer_encoding: return "was changed";
    case Change::message_id_replaced: return "was replaced";
    case Change::date_rewritten: return "says the same time in another way";
    case Change::text_appended: return "text was appended";
    case Change::text_on_top: return "text was put on top";
    case Change::text_inserted: return "text was put in between";
    case Change::part_added: return "a part was added";
    case Change::wrapped: return "the message became a part of another one";
    case Change::body_encoded: return "it was encoded anew";
    case Change::lines_doubled: return "its line ends were doubled";
    case Change::from_quoted: return "'>' was put before \"From \"";
    case Change::dots_stuffed: return "dots at the beginning of lines were doubled, or lost";
    case Change::blanks_changed: return "only blanks and tabs are others";
    case Change::lines_split: return "long lines were split";
    case Change::other_canonicalization: return "it was hashed with another canonicalization than c= says";
  }
  return "";
}

}  // namespace

bool is_subject_tag(const facts::FieldChange& change) {
  return change.what == facts::Change::text_added && text::equals_ignoring_case(change.name, "Subject") &&
         !text::trim(change.added).empty();
}

std::string describe(const facts::FieldChange& change) {
  const std::string name = change.name.empty() ? "the header" : text::escape_bytes(change.name);
  if (change.what == Change::text_added && !change.added.empty())
    return fmt::format("{} has {} more than when it was signed", name, text::quote(change.added));
  std::string out = fmt::format("{} {}", name, what_happened(change.what));
  constexpr std::size_t longest = 80;
  if (!change.was.empty() && change.was.size() <= longest) out += fmt::format("; it was {}", text::quote(change.was));
  return out;
}

std::string describe(const facts::BodyChange& change) {
  if (change.what == Change::text_appended && change.lines_kept > 0)
    return fmt::format("the signature covers the first {} line{} of the body; {} stand{} after {}", change.lines_kept,
                       change.lines_kept == 1 ? "" : "s", change.lines_added, change.lines_added == 1 ? "s" : "",
                       change.lines_kept == 1 ? "it" : "them");
  return fmt::format("the body was changed: {}", what_happened(change.what));
}

void for_each_change(const MessageFacts& message, const VisitField& visit) {
  const std::vector<facts::Cause>& causes = causes_of(message);
  for (std::size_t i = 0; i < causes.size(); ++i)
    for (const facts::FieldChange& change : causes[i].header) visit(message.signatures[i], change);
}

void for_each_change(const MessageFacts& message, const VisitBody& visit) {
  const std::vector<facts::Cause>& causes = causes_of(message);
  for (std::size_t i = 0; i < causes.size(); ++i)
    for (const facts::BodyChange& change : causes[i].body) visit(message.signatures[i], change);
}

Finding& point_at_change(const MessageFacts& message, const facts::Signature& signature,
                         const facts::FieldChange& change, std::string mark, Findings& findings) {
  if (change.field == nullptr) return point_at(message, signature, signature.record.h, std::move(mark), findings);
  return point_at_octets(message, *change.field, change.span, std::move(mark), findings);
}

Finding& point_at_change(const MessageFacts& message, const facts::Signature& signature,
                         const facts::BodyChange& change, std::string mark, Findings& findings) {
  if (change.span.empty()) return point_at(message, signature, signature.record.bh, std::move(mark), findings);
  return point_at_body(message, change.span, std::move(mark), findings);
}

}  // namespace mailauth::rules
