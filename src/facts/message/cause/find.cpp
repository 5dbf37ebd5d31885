#include "facts/message/cause/body_search.h"
#include "facts/message/cause/candidates.h"

namespace mailauth::facts {

std::string_view to_string(Change change) {
  switch (change) {
    case Change::field_added: return "field_added";
    case Change::field_removed: return "field_removed";
    case Change::fields_reordered: return "fields_reordered";
    case Change::text_added: return "text_added";
    case Change::from_rewritten: return "from_rewritten";
    case Change::replaced: return "replaced";
    case Change::refolded: return "refolded";
    case Change::name_respelled: return "name_respelled";
    case Change::encoded_again: return "encoded_again";
    case Change::requoted: return "requoted";
    case Change::content_type: return "content_type";
    case Change::transfer_encoding: return "transfer_encoding";
    case Change::message_id_replaced: return "message_id_replaced";
    case Change::date_rewritten: return "date_rewritten";
    case Change::text_appended: return "text_appended";
    case Change::text_on_top: return "text_on_top";
    case Change::text_inserted: return "text_inserted";
    case Change::part_added: return "part_added";
    case Change::wrapped: return "wrapped";
    case Change::body_encoded: return "body_encoded";
    case Change::lines_doubled: return "lines_doubled";
    case Change::from_quoted: return "from_quoted";
    case Change::dots_stuffed: return "dots_stuffed";
    case Change::blanks_changed: return "blanks_changed";
    case Change::lines_split: return "lines_split";
    case Change::other_canonicalization: return "other_canonicalization";
  }
  return "";
}

Cause find_cause(const MessageFacts& facts, const Signature& signature) {
  Cause cause;
  if (signature.result != DkimResult::fail) return cause;
  bool body_alike = true, header_alike = true;
  cause.body_changed = !signature.body_matches;
  if (cause.body_changed) causes::search_body(facts.message(), signature, cause, body_alike);
  if (signature.header_matches) {
    cause.key = Cause::Key::right;
  } else {
    causes::HeaderSearch search(facts.message(), signature, cause);
    cause.header_changed = cause.key == Cause::Key::right;
    causes::try_candidates(search);
    header_alike = cause.relaxed_would_pass;
    if (!cause.header.empty()) {
      cause.key = Cause::Key::right;
      cause.header_changed = true;
    }
  }
  cause.relaxed_would_pass = body_alike && header_alike;
  return cause;
}

namespace {

std::vector<Cause> find_causes(const MessageFacts& facts) {
  std::vector<Cause> causes;
  for (const Signature& signature : facts.signatures) causes.push_back(find_cause(facts, signature));
  return causes;
}

}  // namespace

const std::vector<Cause>& causes_of(const MessageFacts& facts) { return facts.worked_out.once(find_causes, facts); }

}  // namespace mailauth::facts
