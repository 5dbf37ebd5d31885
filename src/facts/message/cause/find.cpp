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

Cause find_cause(const MessageFacts& facts, const Signature& signature, Search search) {
  Cause cause;
  if (signature.result != DkimResult::fail) return cause;
  const bool is_whole = search == Search::whole;
  bool body_alike = is_whole, header_alike = is_whole;
  cause.body_changed = !signature.body_matches;
  if (cause.body_changed && is_whole) causes::search_body(facts.message(), signature, cause, body_alike);
  if (signature.header_matches) {
    cause.key = Cause::Key::right;
  } else {
    causes::HeaderSearch header(facts.message(), signature, cause);
    cause.header_changed = cause.key == Cause::Key::right;
    if (is_whole) causes::try_candidates(header);
    header_alike = is_whole && cause.relaxed_would_pass;
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
  std::size_t body_octets = 0, header_octets = 0, verified = 0;
  for (const Signature& signature : facts.signatures) {
    const bool is_spent =
        body_octets > max_body_octets / 2 || header_octets > max_header_octets / 2 || verified > max_verified / 2;
    const Cause& cause = causes.emplace_back(find_cause(facts, signature, is_spent ? Search::none : Search::whole));
    body_octets += cause.body_octets;
    header_octets += cause.header_octets;
    verified += cause.verified;
  }
  return causes;
}

}  // namespace

const std::vector<Cause>& causes_of(const MessageFacts& facts) { return facts.worked_out.once(find_causes, facts); }

}  // namespace mailauth::facts
