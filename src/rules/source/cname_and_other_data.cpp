#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_cname_and_other_data {

namespace {

using AtName = std::vector<const inputs::Record*>;

// Signatures of DNSSEC stand beside a CNAME (RFC 4034 3 and 4, RFC 2181 10.1).
bool may_stand_beside(const inputs::Record& record) {
  static constexpr std::array types{"RRSIG", "NSEC", "KEY", "SIG", "NXT"};
  return std::ranges::find(types, record.type) != types.end();
}

// Cloudflare answers with what an alias of the whole zone leads to.
bool is_flattened(const inputs::Record& record) {
  return record.format == inputs::Format::cloudflare && record.owner == record.zone;
}

bool is_other_data(const inputs::Record& alias, const inputs::Record& other) {
  if (other.type != "CNAME") return !may_stand_beside(other);
  const bool is_same = !alias.data || !other.data || *alias.data == *other.data;
  return !is_same && alias.set == other.set;
}

std::string place_of(const inputs::Record& record) {
  if (!record.place || record.place->begin.file.empty()) return "";
  const text::Position& at = record.place->begin;
  return fmt::format(", {}:{}:{}", at.file, at.line, at.column);
}

void check_name(const AtName& records, Findings& findings) {
  const auto alias = std::ranges::find_if(records, [](const auto* record) { return record->type == "CNAME"; });
  if (alias == records.end() || is_flattened(**alias)) return;
  const auto other = std::ranges::find_if(records, [&](const auto* record) { return is_other_data(**alias, *record); });
  if (other == records.end()) return;
  const std::string_view type = (*other)->type;
  findings.add(data_of(**alias), (*alias)->written_data.whole(), "remove this record, or the others at its name")
      .says(type == "CNAME" ? fmt::format("{} has two different CNAMEs", (*alias)->owner.text())
                            : fmt::format("{} has a CNAME beside {} records", (*alias)->owner.text(), type))
      .note(fmt::format("{}{}", data_of(**other).where, place_of(**other)));
}

void check(const Facts& facts, Findings& findings) {
  std::map<dns::Name, AtName> by_name;
  for (const inputs::Record* record : published(facts)) by_name[record->owner].push_back(record);
  for (const auto& [name, records] : by_name) check_name(records, findings);
}

}  // namespace

extern const Rule rule{
    .id = "source-cname-and-other-data",
    .severity = Severity::error,
    .title = "A CNAME is written at a name that has other records",
    .reference = "RFC 1034 3.6.2, RFC 2181 10.1",
    .why =
        "Where an alias stands nothing else may. Name servers refuse to load such a zone, and DNS services refuse the "
        "change or answer with one of the two: SPF, keys or MX of the name are lost.",
    .bad = R"(;! --input zone
@ SOA ns hostmaster 1 7200 900 1209600 3600
mail CNAME mail.example.net.
mail TXT "v=spf1 -all"
)",
    .good = R"(;! --input zone
@ SOA ns hostmaster 1 7200 900 1209600 3600
mail CNAME mail.example.net.
mail2 TXT "v=spf1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::source_cname_and_other_data
