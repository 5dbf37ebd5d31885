#include "rules/dmarc/helpers/missing_reports.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"
#include "rules/report_mailbox.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

// Present in some form: other rules say what is wrong with it.
bool has_rua(const dmarc::Record& record) {
  const auto is_rua = [&](const records::Tag& tag) {
    return text::equals_ignoring_case(record.text(tag.name), "rua") && !tag.value.empty();
  };
  return std::any_of(record.list.tags.begin(), record.list.tags.end(), is_rua) ||
         std::any_of(record.swallowed.begin(), record.swallowed.end(),
                     [&](const dmarc::SwallowedTag& swallowed) { return is_rua(swallowed.tag); });
}

struct Place {
  Span span;
  std::string advice;
};

// `value`: the address to write, or a hint at one.
Place place_for_address(const dmarc::Record& record, const std::string& value) {
  if (const records::Tag* empty = record.find("rua")) return {empty->value, fmt::format("write {} here", value)};
  for (const records::Tag& tag : record.list.tags)
    if (diagnosis::meant_tag(record.text(tag.name)) == "rua") return {tag.name, "write rua here"};
  return {diagnosis::end_of(record), diagnosis::as_last_tag(record, "rua=" + value)};
}

Purpose purpose_of(const DmarcSubject& subject) {
  const dmarc::Record& record = *subject.record;
  const auto policy = subject.own ? record.p : (record.sp ? record.sp : record.p);
  return subject.in_force && policy == dmarc::Policy::none ? Purpose::none : Purpose::policy;
}

std::string message_for(Purpose purpose, const dns::Name& domain) {
  switch (purpose) {
    case Purpose::policy: return fmt::format("no reports are sent: nobody sees who sends mail as {}", domain.text());
    case Purpose::none:
      return fmt::format("p=none without rua= has no effect: nobody sees who sends mail as {}", domain.text());
  }
  return "";
}

}  // namespace

void report_missing_rua(const Facts& facts, Purpose purpose, Findings& findings) {
  if (is_parked(facts)) return;  // nobody sends, so there is little to report
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    if (has_rua(*subject.record) || purpose_of(subject) != purpose) continue;
    const std::string value = can_receive_reports(facts, *subject.domain) ? "mailto:" + report_address(*subject.domain)
                                                                          : "mailto: and an address that receives mail";
    const Place place = place_for_address(*subject.record, value);
    add(findings, subject, place.span, place.advice).says(message_for(purpose, *subject.domain));
  }
}

}  // namespace mailauth::rules
