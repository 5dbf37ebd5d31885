#include "facts/message/cause/candidates.h"

#include <algorithm>
#include <functional>

#include "facts/message/cause/other_values.h"
#include "facts/message/cause/value_forms.h"
#include "text/ascii.h"

namespace mailauth::facts::causes {

using messages::Canon;
using messages::Field;

namespace {

const Field* field_of(const HeaderSearch& search, std::size_t slot) {
  return slot == search.own_slot() ? search.signature().field : search.signature().signed_fields[slot];
}

// "Subject:" as it stands there.
std::string name_of(const HeaderSearch& search, const Field& field) {
  return std::string(search.message().at({field.whole.begin, field.value.begin}));
}

std::string value_of(const HeaderSearch& search, std::size_t slot) {
  const std::string_view value = search.message().at(field_of(search, slot)->value);
  return slot == search.own_slot() ? with_emptied_signature(value) : std::string(value);
}

std::string canonical(const HeaderSearch& search, std::size_t slot, std::string_view name, std::string_view value,
                      Canon canon) {
  std::string octets = canonical_field(name, value, canon);
  if (slot == search.own_slot()) octets.resize(octets.size() - 2);  // CRLF
  return octets;
}

std::string shown(std::string_view value) {
  return std::string(text::trim(text::replace_all(text::replace_all(value, "\r\n", ""), "\n", "")));
}

// A field of the message that had another name or value.
struct Former {
  std::string name, value;
};

Candidate candidate_of(const HeaderSearch& search, std::size_t slot, const Former& former, Change what) {
  const Field& field = *field_of(search, slot);
  Candidate candidate;
  candidate.edits = {{slot, canonical(search, slot, former.name, former.value, search.canon())}};
  candidate.change = {what, &field, std::string(search.message().name(field)), shown(former.value), "", field.value};
  if (search.canon() == Canon::simple)
    candidate.is_relaxed_alike =
        canonical(search, slot, former.name, former.value, Canon::relaxed) ==
        canonical(search, slot, name_of(search, field), value_of(search, slot), Canon::relaxed);
  return candidate;
}

// --- Fields that were added, fields of one name in another order

using Fields = std::vector<const Field*>;

// h= names these fields of a name, from the bottom up (RFC 6376 5.4.2).
std::vector<Edit> edits_of(const HeaderSearch& search, std::string_view name, Fields left) {
  const auto& record = search.signature().record;
  std::vector<Edit> edits;
  for (std::size_t slot = 0; slot < search.own_slot(); ++slot) {
    if (!text::equals_ignoring_case(record.text(record.signed_names[slot]), name)) continue;
    edits.push_back({slot, left.empty() ? "" : canonical_field(search.message(), *left.back(), search.canon())});
    if (!left.empty()) left.pop_back();
  }
  return edits;
}

void try_fields(HeaderSearch& search, std::string_view name, const Fields& left, Change what, const Field& field) {
  Candidate candidate;
  candidate.edits = edits_of(search, name, left);
  candidate.change = {what, &field, std::string(search.message().name(field)), "", "", field.whole};
  candidate.can_be_one_of_two = true;
  search.try_one(std::move(candidate));
}

void try_without(HeaderSearch& search, std::string_view name, const Fields& fields) {
  constexpr std::size_t max_of_a_name = 30;
  if (fields.empty() || fields.size() > max_of_a_name) return;
  for (const Field* field : fields) {
    Fields left = fields;
    std::erase(left, field);
    if (field != search.signature().field) try_fields(search, name, left, Change::field_added, *field);
  }
  for (std::size_t count = 2; count <= fields.size(); ++count) {
    const auto end = static_cast<std::ptrdiff_t>(fields.size() - count);
    try_fields(search, name, Fields(fields.begin(), fields.begin() + end), Change::field_added, *fields.back());
  }
  for (const Field* first : fields) {
    Fields turned = fields;
    std::erase(turned, first);
    turned.insert(turned.begin(), first);
    try_fields(search, name, turned, Change::fields_reordered, *first);
    std::erase(turned, first);
    turned.push_back(first);
    try_fields(search, name, turned, Change::fields_reordered, *first);
  }
  try_fields(search, name, Fields(fields.rbegin(), fields.rend()), Change::fields_reordered, *fields.back());
}

void try_added(HeaderSearch& search) {
  const auto& record = search.signature().record;
  std::set<std::string> names;
  for (const text::Span name : record.signed_names) names.insert(text::to_lower(record.text(name)));
  for (const std::string& name : names) try_without(search, name, fields_named(search.message(), name));
}

// --- Fields that are gone

void try_removed(HeaderSearch& search) {
  const auto& record = search.signature().record;
  for (std::size_t slot = 0; slot < search.own_slot(); ++slot) {
    if (field_of(search, slot) != nullptr || record.signed_names[slot].empty()) continue;
    const std::string typed(record.text(record.signed_names[slot]));
    ValueForms forms = usual_values(typed);
    const ValueForms kept = kept_values(search.message(), typed);
    forms.insert(forms.end(), kept.begin(), kept.end());
    std::vector<std::string> names{typed};
    if (search.canon() == Canon::simple) names = name_forms(typed);
    for (const ValueForm& form : forms)
      for (const std::string& name : names) {
        Candidate candidate;
        candidate.edits = {{slot, canonical_field(name + ":", form.value, search.canon())}};
        candidate.change = {Change::field_removed, nullptr, name, shown(form.value), "", {}};
        candidate.can_be_one_of_two = true;
        search.try_one(std::move(candidate));
      }
  }
}

// --- Values that were rewritten

using FormsOf = std::function<ValueForms(const NamedValue&)>;

void try_forms(HeaderSearch& search, std::size_t slot, Change what, const FormsOf& forms_of, bool can_be_one_of_two) {
  if (search.is_over()) return;
  const Field& field = *field_of(search, slot);
  const std::string value = value_of(search, slot);
  for (const ValueForm& form : forms_of({search.message().name(field), value})) {
    Candidate candidate = candidate_of(search, slot, {name_of(search, field), form.value}, what);
    candidate.can_be_one_of_two = can_be_one_of_two && form.is_likely;
    candidate.change.added = form.added;
    if (!form.added.empty()) {
      const auto begin = static_cast<uint32_t>(field.value.begin + form.at);
      candidate.change.span = {begin, static_cast<uint32_t>(begin + form.added.size())};
    }
    search.try_one(std::move(candidate));
  }
}

std::vector<std::size_t> slots_with_fields(const HeaderSearch& search) {
  std::vector<std::size_t> slots;
  for (std::size_t slot = 0; slot < search.own_slot(); ++slot)
    if (field_of(search, slot) != nullptr) slots.push_back(slot);
  return slots;
}

bool is_subject(const HeaderSearch& search, std::size_t slot) {
  return text::equals_ignoring_case(search.message().name(*field_of(search, slot)), "Subject");
}

// Each form of a kind on all fields at once: a host that folds anew does so everywhere.
void try_everywhere(HeaderSearch& search, Change what,
                    const std::function<std::vector<Former>(std::size_t slot)>& formers_of) {
  std::vector<Candidate> all;
  std::vector<std::size_t> slots = slots_with_fields(search);
  slots.push_back(search.own_slot());
  for (const bool with_own : {false, true}) {
    all.clear();
    for (const std::size_t slot : slots) {
      if (slot == search.own_slot() && !with_own) continue;
      const std::vector<Former> formers = formers_of(slot);
      all.resize(std::max(all.size(), formers.size()));
      for (std::size_t form = 0; form < formers.size(); ++form) {
        const Candidate one = candidate_of(search, slot, formers[form], what);
        all[form].is_relaxed_alike = (all[form].edits.empty() || all[form].is_relaxed_alike) && one.is_relaxed_alike;
        all[form].edits.push_back(one.edits.front());
      }
    }
    for (Candidate& candidate : all) {
      candidate.change.what = what;
      search.try_one(std::move(candidate));
    }
  }
}

void try_folding(HeaderSearch& search) {
  if (search.canon() == Canon::relaxed) {
    // Only a fold within a word is seen.
    for (const std::size_t slot : slots_with_fields(search))
      try_forms(search, slot, Change::refolded, folded_forms, false);
    return;
  }
  for (const std::size_t slot : slots_with_fields(search))
    try_forms(search, slot, Change::refolded, folded_forms, true);
  try_forms(search, search.own_slot(), Change::refolded, folded_forms, false);
  try_everywhere(search, Change::refolded, [&](std::size_t slot) {
    const Field& field = *field_of(search, slot);
    const std::string value = value_of(search, slot);
    std::vector<Former> formers;
    for (ValueForm& form : folded_forms({search.message().name(field), value}))
      formers.push_back({name_of(search, field), std::move(form.value)});
    return formers;
  });
}

void try_names(HeaderSearch& search) {
  if (search.canon() == Canon::relaxed) return;
  const auto formers_of = [&](std::size_t slot) {
    const Field& field = *field_of(search, slot);
    std::vector<Former> formers;
    for (const std::string& name : name_forms(search.message().name(field)))
      for (const std::string_view colon : {":", " :"})
        formers.push_back({name + std::string(colon), value_of(search, slot)});
    return formers;
  };
  std::vector<std::size_t> slots = slots_with_fields(search);
  slots.push_back(search.own_slot());
  for (const std::size_t slot : slots)
    for (const Former& former : formers_of(slot))
      search.try_one(candidate_of(search, slot, former, Change::name_respelled));
  try_everywhere(search, Change::name_respelled, formers_of);
}

struct Way {
  Change what;
  FormsOf forms_of;
  bool can_be_one_of_two = false;
};

void try_ways(HeaderSearch& search, const std::vector<Way>& ways) {
  for (const Way& way : ways)
    for (const std::size_t slot : slots_with_fields(search))
      try_forms(search, slot, way.what, way.forms_of, way.can_be_one_of_two);
}

// The signer used the other canonicalization than c= says.
void try_other_canonicalization(HeaderSearch& search) {
  const Canon other = search.canon() == Canon::simple ? Canon::relaxed : Canon::simple;
  Candidate candidate;
  std::vector<std::size_t> slots = slots_with_fields(search);
  slots.push_back(search.own_slot());
  for (const std::size_t slot : slots)
    candidate.edits.push_back(
        {slot, canonical(search, slot, name_of(search, *field_of(search, slot)), value_of(search, slot), other)});
  candidate.change.what = Change::other_canonicalization;
  candidate.is_relaxed_alike = true;
  search.try_one(std::move(candidate));
}

}  // namespace

void try_candidates(HeaderSearch& search) {
  const messages::Message& message = search.message();
  try_other_canonicalization(search);
  try_added(search);
  try_removed(search);
  for (const std::size_t slot : slots_with_fields(search))
    if (is_subject(search, slot)) try_forms(search, slot, Change::text_added, without_added_text, true);
  try_ways(search,
           {
               {Change::from_rewritten, [&](const NamedValue& field) { return from_forms(message, field); }, true},
               {Change::message_id_replaced, [&](const NamedValue& field) { return message_ids(message, field); }},
               {Change::content_type, [&](const NamedValue& field) { return content_forms(message, field); }},
               {Change::replaced, [&](const NamedValue& field) { return kept_values(message, field.name); }, true},
               {Change::transfer_encoding, transfer_encoding_forms},
           });
  try_folding(search);
  try_names(search);
  try_ways(search, {
                       {Change::encoded_again, encoded_forms},
                       {Change::requoted, quoted_forms},
                       {Change::date_rewritten, date_forms},
                       {Change::text_added, without_added_text},
                   });
  search.try_pairs();
}

}  // namespace mailauth::facts::causes
