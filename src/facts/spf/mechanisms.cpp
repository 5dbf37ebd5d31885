// Does a mechanism match the client? RFC 7208 5.

#include <fmt/format.h>

#include <algorithm>

#include "facts/spf/evaluation.h"
#include "facts/spf_tree.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Term;

// What a question leads to when it brings no records.
std::optional<SpfMatch> without_records(const dns::Answer& answer) {
  if (answer.pending()) return SpfMatch::pending;
  if (answer.failed()) return SpfMatch::temperror;
  return answer.absent() ? std::optional(SpfMatch::no) : std::nullopt;
}

SpfMatch match_addresses(SpfQuestions& questions, const Term& term, const dns::Name& host) {
  const text::Ip& client = questions.client.ip;
  const dns::Answer& answer = questions.ask(host, address_type(client));
  if (const auto match = without_records(answer)) return *match;
  const bool inside = std::ranges::any_of(answer.records, [&](const dns::Record& record) {
    const auto* address = std::get_if<text::Ip>(&record.data);
    return address != nullptr && text::contains({*address, prefix_length(term, client)}, client);
  });
  return inside ? SpfMatch::yes : SpfMatch::no;
}

SpfMatch match_exchanges(SpfQuestions& questions, const Term& term, const dns::Name& name, SpfStep& step) {
  const dns::Answer& answer = questions.ask(name, dns::Type::mx);
  if (const auto match = without_records(answer)) return *match;
  const std::vector<dns::Name> exchanges = spf_exchanges(answer);
  if (exchanges.size() > max_spf_exchanges) {
    step.reason = fmt::format("{} MX: more than {} are an error", exchanges.size(), max_spf_exchanges);
    return SpfMatch::permerror;
  }
  // All are asked at once, but only what comes in order counts, so that the result does not depend on who is faster.
  for (const dns::Name& host : exchanges) questions.evidence.ask(host, address_type(questions.client.ip));
  for (const dns::Name& host : exchanges) {
    const SpfMatch match = match_addresses(questions, term, host);
    if (match != SpfMatch::no) return match;
  }
  return SpfMatch::no;
}

// Errors are no match here: RFC 7208 5.5.
SpfMatch match_names(SpfQuestions& questions, const dns::Name& target) {
  const std::vector<dns::Name> names = validated_names(questions);
  if (questions.pending) return SpfMatch::pending;
  const bool inside = std::ranges::any_of(names, [&](const dns::Name& name) { return name.is_within(target); });
  return inside ? SpfMatch::yes : SpfMatch::no;
}

// A record of type A, also for an IPv6 client: RFC 7208 5.7.
SpfMatch match_existence(SpfQuestions& questions, const dns::Name& target) {
  return without_records(questions.ask(target, dns::Type::a)).value_or(SpfMatch::yes);
}

}  // namespace

uint8_t prefix_length(const records::spf::Term& term, const text::Ip& ip) {
  return ip.family == text::Ip::Family::v4 ? term.prefix_length.value_or(32) : term.prefix6_length.value_or(128);
}

std::vector<dns::Name> spf_exchanges(const dns::Answer& answer) {
  std::vector<dns::Name> hosts;
  for (const dns::Mx& mx : mx_records(answer))
    if (!mx.exchange.is_root()) hosts.push_back(mx.exchange);
  return hosts;
}

SpfMatch match_mechanism(SpfQuestions& questions, const Term& term, const std::string& target, SpfStep& step) {
  if (term.kind == Kind::all) return SpfMatch::yes;
  if (term.network) return text::contains(*term.network, questions.client.ip) ? SpfMatch::yes : SpfMatch::no;
  // What is no name has no records.
  const std::optional<dns::Name> name = dns::Name::parse_unescaped(target);
  if (!name || name->is_root()) {
    step.reason = "not a domain name";
    return SpfMatch::no;
  }
  switch (term.kind) {
    case Kind::a: return match_addresses(questions, term, *name);
    case Kind::mx: return match_exchanges(questions, term, *name, step);
    case Kind::ptr: return match_names(questions, *name);
    case Kind::exists: return match_existence(questions, *name);
    case Kind::all:
    case Kind::ip4:
    case Kind::ip6:
    case Kind::include:
    case Kind::redirect:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown: return SpfMatch::no;
  }
  return SpfMatch::no;
}

}  // namespace mailauth::facts
