#include "facts/message/arc.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "facts/message/signed_header.h"
#include "facts/message/verify.h"
#include "messages/canonical.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

using messages::Canon;
using messages::Field;
using messages::Message;
using records::dkim_signature::ChainValidation;
using records::dkim_signature::FieldKind;

void fail(ArcChain& chain, const Field* where, std::string why) {
  if (!chain.why.empty()) return;
  chain.result = ArcResult::fail;
  chain.where = where;
  chain.why = std::move(why);
}

// "i=1; ..." of ARC-Authentication-Results (RFC 8617 4.1.1). 0: there is none.
unsigned instance_of_results(std::string_view value) {
  const std::size_t end = value.find(';');
  const std::string_view tag = text::trim(value.substr(0, std::min(end, value.size())));
  const std::size_t sign = tag.find('=');
  if (end == std::string_view::npos || sign == std::string_view::npos) return 0;
  if (!text::equals_ignoring_case(text::trim(tag.substr(0, sign)), "i")) return 0;
  return text::parse_number(text::trim(tag.substr(sign + 1)), records::dkim_signature::max_instance).value_or(0);
}

// What belongs to one hop, as the fields come.
struct Parts {
  std::vector<const Field*> results, messages, seals;
};

bool is_whole(const Parts& parts) {
  return parts.results.size() == 1 && parts.messages.size() == 1 && parts.seals.size() == 1;
}

std::string what_is_missing(const Parts& parts) {
  for (const auto& [fields, name] :
       {std::pair(&parts.results, "ARC-Authentication-Results"), std::pair(&parts.messages, "ARC-Message-Signature"),
        std::pair(&parts.seals, "ARC-Seal")}) {
    if (fields->empty()) return fmt::format("has no {}", name);
    if (fields->size() > 1) return fmt::format("has more than one {}", name);
  }
  return "";
}

const Field* any_of(const Parts& parts) {
  for (const auto* fields : {&parts.seals, &parts.messages, &parts.results})
    if (!fields->empty()) return fields->front();
  return nullptr;
}

using Sets = std::map<unsigned, Parts>;

// The fields by their i=; of those that name none, the chain says so.
Sets sort_fields(const Message& message, ArcChain& chain) {
  Sets sets;
  const auto put = [&](const Field& field, unsigned instance, std::vector<const Field*> Parts::*part) {
    if (instance == 0)
      fail(chain, &field, fmt::format("{} has no i= between 1 and {}", message.name(field), max_arc_sets));
    else
      (sets[instance].*part).push_back(&field);
  };
  const auto instance = [&](const Field& field, FieldKind kind) {
    return records::dkim_signature::parse(kind, unfolded_value(message, field)).instance;
  };
  for (const Field& field : message.fields) {
    const std::string_view name = message.name(field);
    if (text::equals_ignoring_case(name, "ARC-Authentication-Results"))
      put(field, instance_of_results(unfolded_value(message, field).text), &Parts::results);
    else if (text::equals_ignoring_case(name, "ARC-Message-Signature"))
      put(field, instance(field, FieldKind::arc_message_signature), &Parts::messages);
    else if (text::equals_ignoring_case(name, "ARC-Seal"))
      put(field, instance(field, FieldKind::arc_seal), &Parts::seals);
  }
  return sets;
}

std::string own_of(const Message& message, const Field& seal) {
  std::string own = messages::canonical_field(message.at({seal.whole.begin, seal.value.begin}),
                                              with_emptied_signature(message.at(seal.value)), Canon::relaxed);
  own.resize(own.size() - 2);  // CRLF
  return own;
}

// A seal covers all sets up to its own, in the order of the hops. RFC 8617 5.1.1
void hash_seals(ArcChain& chain, const Message& message) {
  records::Hash hash(records::HashKind::sha256);
  for (ArcSet& set : chain.sets) {
    hash.add(canonical_field(message, *set.results, Canon::relaxed));
    hash.add(canonical_field(message, *set.message_signature->field, Canon::relaxed));
    records::Hash sealed = hash;
    sealed.add(own_of(message, *set.seal->field));
    set.seal->header = sealed.digest();
    hash.add(canonical_field(message, *set.seal->field, Canon::relaxed));
  }
}

// cv= of each hop: the first one had nothing to validate, the others found a chain that passed.
void check_words(ArcChain& chain) {
  for (const ArcSet& set : chain.sets) {
    const ChainValidation said = set.seal->record.chain;
    if (said == ChainValidation::fail)
      fail(chain, set.seal->field, fmt::format("hop {} found it broken (cv=fail)", set.instance));
    else if (said != (set.instance == 1 ? ChainValidation::none : ChainValidation::pass))
      fail(chain, set.seal->field,
           fmt::format("cv= of hop {} is not {}", set.instance, set.instance == 1 ? "none" : "pass"));
  }
}

void check_faults(ArcChain& chain) {
  for (const ArcSet& set : chain.sets)
    for (const Signature* signature : {&*set.message_signature, &*set.seal})
      if (!signature->record.faults.empty())
        fail(chain, signature->field,
             fmt::format("in {} of hop {}, {}", to_string(signature->record.kind), set.instance,
                         signature->record.faults.front().message));
}

// The result of one of the signatures that have to be right.
void take(ArcChain& chain, const Signature& signature, unsigned instance) {
  if (signature.result == DkimResult::temperror && chain.why.empty() && chain.result != ArcResult::fail)
    chain.result = ArcResult::temperror;
  else if (signature.result != DkimResult::pass && signature.result != DkimResult::temperror)
    fail(chain, signature.field,
         fmt::format("{} of hop {} does not verify", to_string(signature.record.kind), instance));
}

}  // namespace

std::string_view to_string(ArcResult result) {
  switch (result) {
    case ArcResult::none: return "none";
    case ArcResult::pass: return "pass";
    case ArcResult::fail: return "fail";
    case ArcResult::temperror: return "temperror";
  }
  return "";
}

namespace {

void read_sets(const Message& message, ArcChain& chain) {
  const Sets sets = sort_fields(message, chain);
  for (const auto& [instance, parts] : sets) {
    if (instance != chain.sets.size() + 1)
      fail(chain, any_of(parts), fmt::format("hop {} is missing", chain.sets.size() + 1));
    else if (!is_whole(parts))
      fail(chain, any_of(parts), fmt::format("hop {} {}", instance, what_is_missing(parts)));
    if (!chain.why.empty()) return;
    chain.sets.push_back({instance, parts.results.front(),
                          read_signature(message, *parts.messages.front(), FieldKind::arc_message_signature),
                          read_signature(message, *parts.seals.front(), FieldKind::arc_seal)});
  }
  hash_seals(chain, message);
  check_words(chain);
  check_faults(chain);
}

}  // namespace

ArcChain read_arc(const Message& message) {
  ArcChain chain;
  read_sets(message, chain);
  chain.is_formed = chain.why.empty();
  return chain;
}

std::vector<Signature*> message_signatures(ArcChain& chain) {
  std::vector<Signature*> signatures;
  for (ArcSet& set : chain.sets) signatures.push_back(&*set.message_signature);
  return signatures;
}

void verify(ArcChain& chain, dns::Evidence& evidence) {
  if (!chain.is_formed || chain.sets.empty()) return;
  chain.result = ArcResult::pass;
  chain.why.clear();
  chain.where = nullptr;
  // Earlier ones may be broken by what later hops changed; they say which hop was the last to change the message.
  for (ArcSet& set : chain.sets) verify(*set.message_signature, 0, evidence);
  take(chain, *chain.sets.back().message_signature, chain.sets.back().instance);
  for (ArcSet& set : chain.sets) {
    verify_with_key(*set.seal, evidence);
    take(chain, *set.seal, set.instance);
  }
}

}  // namespace mailauth::facts
