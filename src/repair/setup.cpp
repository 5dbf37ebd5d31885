#include "repair/setup.h"

#include <fmt/format.h>

#include <utility>

#include "facts/service_records.h"
#include "facts/services.h"
#include "records/kind.h"

namespace mailauth::repair {

using dns::Name;
using dns::Type;

namespace {

RecordSet record(const Name& parent, std::string_view labels, Type type, dns::Data data, std::string note) {
  RecordSet set;
  set.owner = labels.empty() ? parent : parent.child(labels).value_or(parent);
  set.type = type;
  set.after = {std::move(data)};
  if (!note.empty()) set.notes = {std::move(note)};
  return set;
}

RecordSet dmarc_to_start_with(const Name& domain) {
  return record(domain, records::labels_of(records::RecordKind::dmarc), Type::txt,
                dns::cut_into_strings(fmt::format("v=DMARC1; p=none; rua=mailto:dmarc@{}", domain.text())),
                "DMARC: a start that only watches, unless there is a record already; the mailbox has to exist");
}

Name name(std::string_view text) { return Name::parse(text).value_or(Name{}); }

}  // namespace

std::vector<RecordSet> amazon_ses_setup(const SesIdentity& identity) {
  const Name zone = name(facts::amazon_ses::dkim_zone(identity.region));
  std::vector<RecordSet> sets;
  for (const std::string& token : identity.tokens)
    sets.push_back(record(identity.domain, records::labels_of(records::RecordKind::dkim, token), Type::cname,
                          zone.child(token).value_or(zone), ""));
  sets.front().notes = {"DKIM: SES signs with each of the three in turn"};
  const Name feedback = name(fmt::format("feedback-smtp.{}.amazonses.com", identity.region));
  sets.push_back(
      record(identity.mail_from, "", Type::mx, dns::Mx{10, feedback},
             fmt::format("MAIL FROM: set {} in SES, too; it needs this MX and no other", identity.mail_from.text())));
  sets.push_back(record(identity.mail_from, "", Type::txt, dns::cut_into_strings("v=spf1 include:amazonses.com ~all"),
                        "SPF is checked at the MAIL FROM domain: the domain itself needs no include"));
  sets.push_back(dmarc_to_start_with(identity.domain));
  put_in_safe_order(sets);
  return sets;
}

namespace {

// A name has one CNAME: the first of several is what to publish. MX and TXT stand together.
void add(const dns::Record& wanted, std::vector<RecordSet>& sets) {
  for (RecordSet& set : sets)
    if (set.owner == wanted.owner && set.type == wanted.type) {
      if (wanted.type != Type::cname) set.after.push_back(wanted.data);
      return;
    }
  sets.push_back(record(wanted.owner, "", wanted.type, wanted.data, ""));
}

}  // namespace

std::vector<RecordSet> service_setup(const facts::Service& service, const Name& domain) {
  std::vector<RecordSet> sets;
  for (const facts::ServiceRecord& each : service.records)
    if (const auto wanted = facts::record_for(each, domain)) add(*wanted, sets);
  if (const auto include = facts::include_of(service); !include.empty() && facts::sends_as_domain(service))
    sets.push_back(record(domain, "", Type::txt, dns::cut_into_strings(fmt::format("v=spf1 include:{} ~all", include)),
                          "SPF: one record for all senders; add the others to it"));
  if (sets.empty()) return sets;
  sets.push_back(dmarc_to_start_with(domain));
  put_in_safe_order(sets);
  return sets;
}

}  // namespace mailauth::repair
