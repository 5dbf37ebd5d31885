// What is there already of the records that a mail service needs.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "facts/services.h"
#include "facts/spf_tree.h"
#include "repair/lookups.h"
#include "repair/promises.h"
#include "repair/repair.h"
#include "repair/setup.h"
#include "rules/spf_terms.h"
#include "text/ascii.h"

namespace mailauth::repair {

using dns::Answer;
using dns::Data;
using dns::Type;

namespace {

std::vector<Data> data_of(const Answer& answer) {
  std::vector<Data> data;
  for (const dns::Record& record : answer.records) data.push_back(record.data);
  return data;
}

// What there is stays beside it.
PlannedSet beside(RecordSet set, std::vector<Data> before, Standing standing) {
  set.before = before;
  before.insert(before.end(), set.after.begin(), set.after.end());
  set.after = std::move(before);
  return {std::move(set), standing};
}

PlannedSet as_it_is(RecordSet set, std::vector<Data> before) {
  set.before = before;
  set.after = std::move(before);
  return {std::move(set), Standing::right};
}

PlannedSet instead(RecordSet set, std::vector<Data> before, std::string warning) {
  set.before = std::move(before);
  set.warnings.push_back(std::move(warning));
  return {std::move(set), Standing::differs};
}

// Asked for as TXT, so that recordings of `check` know it.
PlannedSet compare_alias(RecordSet set, dns::Evidence& evidence) {
  const Answer& answer = evidence.ask(set.owner, Type::txt);
  if (!answer.cnames.empty()) {
    const Data target = answer.cnames.front();
    if (set.after.front() == target) return as_it_is(std::move(set), {target});
    return instead(std::move(set), {target}, "this replaces a CNAME that leads elsewhere");
  }
  if (answer.found()) {
    set.warnings.emplace_back("remove the TXT at this name first: nothing stands beside a CNAME");
    return {std::move(set), Standing::differs};
  }
  return {std::move(set), answer.absent() ? Standing::missing : Standing::unknown};
}

const facts::Service* receiver(const Data& data) {
  const auto* mx = std::get_if<dns::Mx>(&data);
  return mx == nullptr ? nullptr : facts::service_of_mx(mx->exchange);
}

// Other hosts of the same service are as good; a MAIL FROM domain has exactly the one.
bool is_received_by(const facts::Service* service, const std::vector<Data>& hosts) {
  return service != nullptr &&
         std::all_of(hosts.begin(), hosts.end(), [&](const Data& host) { return receiver(host) == service; });
}

PlannedSet compare_mx(RecordSet set, dns::Evidence& evidence) {
  const Answer& answer = evidence.ask(set.owner, Type::mx);
  if (!answer.found()) return {std::move(set), answer.absent() ? Standing::missing : Standing::unknown};
  const std::vector<Data> hosts = data_of(answer);
  const bool is_same = std::is_permutation(hosts.begin(), hosts.end(), set.after.begin(), set.after.end());
  if (is_same || is_received_by(receiver(set.after.front()), hosts)) return as_it_is(std::move(set), hosts);
  return instead(std::move(set), hosts, "this replaces the hosts that receive mail for this name today");
}

// The includes of the wanted record that the tree does not have: "include:_spf.example.net include:...".
std::string missing_terms(const facts::SpfNode& spf, const std::string& wanted) {
  const records::spf::Record record = records::spf::parse({.text = wanted});
  std::string missing;
  for (const records::spf::Term& term : record.terms) {
    const auto target = dns::Name::parse(record.text(term.value));
    const bool is_include = term.kind == records::spf::Kind::include;
    if (is_include && target && !facts::includes(spf, *target))
      missing += fmt::format("{}{}", missing.empty() ? "" : " ", record.text(term.span));
  }
  return missing;
}

using SpfRecords = std::span<const records::spf::Record>;

// One record with the terms, and as mailauth fix would have it: never +all. Nothing when several cannot become one.
std::optional<Repaired> with_terms(SpfRecords there, const std::string& terms) {
  Repaired merged;
  if (there.size() == 1) {
    merged.text = there.front().source.text;
  } else {
    auto one = merge_spf(there);
    if (!one) return std::nullopt;
    merged = *std::move(one);
  }
  const records::spf::Record record = records::spf::parse({.text = merged.text});
  std::string missing;
  for (const std::string_view term : text::split(terms, ' '))
    if (std::ranges::none_of(record.terms, [&](const auto& other) { return record.text(other.span) == term; }))
      missing += fmt::format("{}{}", missing.empty() ? "" : " ", term);
  if (!missing.empty()) {
    merged.text = rules::with_term(record, rules::place_for_include(record), missing);
    merged.changes.push_back(missing + " added to the record that there is");
  }
  if (auto corrected = repair_spf(records::spf::parse({.text = merged.text}))) {
    merged.text = std::move(corrected->text);
    merged.changes.insert(merged.changes.end(), corrected->changes.begin(), corrected->changes.end());
  }
  return merged;
}

// Back under the limit of lookups where there is a way, else with a warning. What the terms lead to was asked for.
void keep_within_limits(Repaired& merged, const RecordSet& set, SpfRecords there, const dns::Evidence& evidence,
                        std::vector<std::string>& warnings) {
  rules::Fix fix{.owner = set.owner, .data = dns::cut_into_strings(merged.text)};
  for (const records::spf::Record& record : there) fix.replaces.push_back(record.source);
  dns::Evidence changed = with_fix(evidence, fix);
  const facts::SpfNode spf = facts::spf_tree(set.owner, changed);
  if (const auto way = within_lookup_limit(spf, set.owner)) {
    merged.text = way->text;
    merged.changes.insert(merged.changes.end(), way->changes.begin(), way->changes.end());
  } else if (std::string left = still_wrong(spf); !left.empty()) {
    warnings.push_back(std::move(left));
  }
}

void ask_for(const std::string& terms, dns::Evidence& evidence) {
  const records::spf::Record wanted = records::spf::parse({.text = "v=spf1 " + terms});
  for (const records::spf::Term& term : wanted.terms)
    if (const auto target = dns::Name::parse(wanted.text(term.value))) facts::spf_tree(*target, evidence);
}

// The one record in place of those that there are; what else stands at the name stays.
PlannedSet in_place_of(SpfRecords there, RecordSet set, std::vector<Data> before, Repaired merged) {
  set.before = before;
  std::erase_if(before, [&](const Data& data) {
    return std::ranges::any_of(there,
                               [&](const records::spf::Record& record) { return record.source.text == text_of(data); });
  });
  before.emplace_back(dns::cut_into_strings(merged.text));
  set.after = std::move(before);
  set.notes = std::move(merged.changes);
  if (!records::spf::is_valid(records::spf::parse({.text = merged.text})))
    set.warnings.emplace_back("that record has an error: see mailauth fix first");
  else if (there.size() > 1 || !records::spf::is_valid(there.front()))
    set.warnings.emplace_back("receivers use no SPF there today: publishing this puts it in force");
  return {std::move(set), Standing::differs};
}

PlannedSet merge_spf_terms(RecordSet set, std::vector<Data> before, SpfRecords there, const std::string& terms,
                           dns::Evidence& evidence) {
  ask_for(terms, evidence);
  auto merged = with_terms(there, terms);
  if (!merged) {
    set.before = set.after = std::move(before);
    set.warnings.emplace_back("there are several SPF records at this name, and receivers use none: make them one");
    return {std::move(set), Standing::differs};
  }
  keep_within_limits(*merged, set, there, evidence, set.warnings);
  return in_place_of(there, std::move(set), std::move(before), *std::move(merged));
}

PlannedSet compare_spf(RecordSet set, dns::Evidence& evidence) {
  const Answer& answer = evidence.ask(set.owner, Type::txt);
  const facts::SpfNode spf = facts::spf_tree(set.owner, evidence);
  if (answer.failed() || answer.pending()) return {std::move(set), Standing::unknown};
  const std::vector<Data> before = data_of(answer);
  if (spf.standing == facts::SpfStanding::none) return beside(std::move(set), before, Standing::missing);
  const std::string terms = missing_terms(spf, text_of(set.after.front()));
  if (terms.empty()) return as_it_is(std::move(set), before);
  return merge_spf_terms(std::move(set), before, spf.records, terms, evidence);
}

// Any DMARC record will do.
bool has_same_purpose(const Data& there, const Data& wanted) {
  constexpr std::string_view dmarc = "v=DMARC1;";
  return there == wanted || (text_of(wanted).starts_with(dmarc) && text_of(there).starts_with(dmarc));
}

PlannedSet compare_txt(RecordSet set, dns::Evidence& evidence) {
  if (records::spf::is_spf(text_of(set.after.front()))) return compare_spf(std::move(set), evidence);
  const Answer& answer = evidence.ask(set.owner, Type::txt);
  if (answer.absent()) return {std::move(set), Standing::missing};
  if (!answer.found()) return {std::move(set), Standing::unknown};
  const std::vector<Data> before = data_of(answer);
  const bool is_there = std::any_of(before.begin(), before.end(),
                                    [&](const Data& data) { return has_same_purpose(data, set.after.front()); });
  return is_there ? as_it_is(std::move(set), before) : beside(std::move(set), before, Standing::missing);
}

PlannedSet compare_one(RecordSet set, dns::Evidence& evidence) {
  if (set.type == Type::cname) return compare_alias(std::move(set), evidence);
  return set.type == Type::mx ? compare_mx(std::move(set), evidence) : compare_txt(std::move(set), evidence);
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::right: return "ok";
    case Standing::differs: return "differs";
    case Standing::missing: return "missing";
    case Standing::unknown: return "not known";
  }
  return "";
}

std::vector<PlannedSet> compare(std::vector<RecordSet> wanted, dns::Evidence& evidence) {
  std::vector<PlannedSet> planned;
  for (RecordSet& set : wanted) {
    PlannedSet& compared = planned.emplace_back(compare_one(std::move(set), evidence));
    compared.set.is_known = compared.standing != Standing::unknown;
  }
  return planned;
}

}  // namespace mailauth::repair
