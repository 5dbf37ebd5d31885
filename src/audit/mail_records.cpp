#include "audit/mail_records.h"

#include <algorithm>
#include <map>

#include "facts/facts.h"
#include "facts/return_path.h"
#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::audit {

namespace {

using inputs::Record;

std::optional<std::string> txt_text(const dns::Data& data) {
  const auto* txt = std::get_if<dns::Txt>(&data);
  if (txt == nullptr) return std::nullopt;
  std::string text;
  for (const std::string& string : txt->strings) text += string;
  return text;
}

bool is_spf(const dns::Data& data) {
  const std::optional<std::string> text = txt_text(data);
  return text && records::spf::is_spf(*text);
}

// Also "v=spf1mx-all": words without quotes become strings that are joined.
bool resembles_spf(const dns::Data& data) {
  const std::optional<std::string> text = txt_text(data);
  return text && records::spf::resembles_spf(*text);
}

// "_dmarc.example.com.example.com" in the zone example.com, for a final dot that is missing.
dns::Name once(const dns::Name& name, const std::optional<dns::Name>& zone) {
  if (!zone || zone->is_root() || !name.is_within(*zone)) return name;
  const auto relative = dns::Name::parse(name.relative_to(*zone));
  return relative && relative->is_within(*zone) ? *relative : name;
}

}  // namespace

bool can_be_mail_domain(const dns::Name& name) {
  const auto labels = name.labels();
  return !labels.empty() && labels.back() != "arpa" &&  // a reverse zone has names for addresses
         std::ranges::none_of(labels, [](std::string_view label) { return label.starts_with('_') || label == "*"; });
}

std::optional<MailRole> role_of(const Record& record) {
  if (record.type != "TXT" && record.type != "CNAME") return std::nullopt;
  const dns::Name owner = once(record.owner, record.zone);
  const auto place = records::place_of(owner.text());
  if (!place || !place->is_sound() || place->kind == records::RecordKind::report_authorisation) return std::nullopt;
  const auto domain = dns::Name::parse(place->domain);
  if (!domain || !can_be_mail_domain(*domain)) return std::nullopt;
  MailRole role{*domain, std::string(place->in_front)};
  if (!records::dkim::is_selector(role.selector)) role.selector.clear();
  return role;
}

std::optional<dns::Name> domain_of_misplaced(const Record& record) {
  const std::optional<std::string> text = record.data ? txt_text(*record.data) : std::nullopt;
  const bool is_for_mail =
      text && (text::starts_with_ignoring_case(*text, "v=DMARC1") || text::starts_with_ignoring_case(*text, "v=DKIM1"));
  if (!is_for_mail || !can_be_mail_domain(record.owner)) return std::nullopt;
  const auto labels = record.owner.labels();
  const auto mark =
      std::ranges::find_if(labels, [](std::string_view label) { return label == "dmarc" || label == "domainkey"; });
  const bool is_below = mark != labels.end() && labels.end() - mark > 1;
  return is_below ? record.owner.last_labels(static_cast<std::size_t>(labels.end() - mark) - 1) : record.owner;
}

bool has_spf(const Record& record) {
  if (record.data && resembles_spf(*record.data)) return true;
  return record.unread == inputs::Unread::unreadable && record.type == "TXT" &&
         text::contains_ignoring_case(record.written_data.text, "v=spf1");
}

bool had_spf(const std::vector<dns::Data>& before) {
  return std::ranges::any_of(before, [](const dns::Data& data) { return is_spf(data); });
}

std::set<dns::Name> return_paths_of(const inputs::SharedRecords& records) {
  std::multimap<dns::Name, std::string> txt;  // SPF by its owner
  for (const auto& record : records)
    if (record->data && is_spf(*record->data)) txt.emplace(record->owner, *txt_text(*record->data));
  const auto takes_bounces = [&](const Record& record) {
    const auto* mx = std::get_if<dns::Mx>(&*record.data);
    if (mx == nullptr)
      return record.type == "CNAME" && facts::service_of_return_path(std::get<dns::Name>(*record.data)) != nullptr;
    const facts::AnyText any_text = [&](const auto& is_wanted) {
      const auto [begin, end] = txt.equal_range(record.owner);
      return std::any_of(begin, end, [&](const auto& spf) { return is_wanted(spf.second); });
    };
    return facts::service_of_bounces(record.owner, mx->exchange, any_text) != nullptr;
  };
  std::set<dns::Name> names;
  for (const auto& record : records)
    if (record->data && can_be_mail_domain(record->owner) && takes_bounces(*record)) names.insert(record->owner);
  return names;
}

std::set<dns::Name> included_by(const inputs::SharedRecords& records) {
  std::set<dns::Name> targets;
  for (const auto& record : records) {
    if (!record->data || !is_spf(*record->data)) continue;
    const auto spf = records::spf::parse({record->owner.text(), *txt_text(*record->data), {}, nullptr});
    for (const records::spf::Term& term : spf.terms)
      if (term.kind == records::spf::Kind::include || term.kind == records::spf::Kind::redirect)
        if (const auto target = dns::Name::parse(spf.text(term.value))) targets.insert(*target);
  }
  return targets;
}

}  // namespace mailauth::audit
